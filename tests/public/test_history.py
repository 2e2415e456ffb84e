"""A public copy of the two real reports shows only what their sources say."""

import html

import pytest
from django.test import Client

from tests.public.published import the_two_real_ones


@pytest.fixture
def visitor(db: None) -> Client:
    return Client()


def read(visitor: Client, address: str) -> str:
    response = visitor.get(address)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode())


def test_history_says_what_its_source_says_and_no_more(visitor: Client) -> None:
    """Leeds 2023/24 and Royal Liverpool 2015: only the grades were published."""
    the_two_real_ones()
    leeds = {row["outcome"]: row for row in visitor.get("/organisations/RR8.json").json()["rows"]}
    assert {code: row["grade"] for code, row in leeds.items()} == {
        **dict.fromkeys(("1A", "1B", "1C", "1D", "2A", "2B", "2C", "3A", "3B", "3C"), "achieving"),
        "2D": "developing",
    }
    [report] = [r for r in visitor.get("/published.json").json()["rows"] if r["ods_code"] == "RR8"]
    assert (report["total_score"], report["total_of"], report["total_rating"]) == (
        21,
        33,
        "developing",
    )
    liverpool = visitor.get("/organisations/RQ6.json").json()["rows"]
    grades = [row["grade"] for row in liverpool]
    assert (grades.count("excelling"), grades.count("developing"), len(grades)) == (6, 1, 18)
    for row in [*leeds.values(), *liverpool]:
        told = (row["basis"], row["firmness"], row["local_interests"], row["own_grade"], row["gap"])
        assert told == ("as_published", None, 0, None, None)
    for place, words in (
        ("/reports/RR8/eds2022/2023-24/", "https://www.leedsth.nhs.uk/?p=71325"),
        ("/reports/RR8/eds2022/2023-24/", "The grades of 3A, 3B and 3C are inferred"),
        ("/reports/RQ6/eds2/2015/", "after a review in March 2015"),
    ):
        page = read(visitor, place)
        assert words in page
        assert "Agreed grade" not in page
        assert "Answers of local interests" not in page
        assert "Who graded and how" not in page
    for place in ("/reports/RR8/eds2022/2023-24", "/reports/RQ6/eds2/2015"):
        for outcome in visitor.get(f"{place}.json").json()["outcomes"]:
            assert outcome["basis"] == "as_published"
            assert outcome["organisation_grade"] is None
            assert not any(outcome["tally"].values())
