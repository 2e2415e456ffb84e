"""Public pages: what they find and say, for whom, and what they cost."""

import html
import re
from datetime import date

import html5lib
import pytest
from django.conf import settings
from django.test import Client

from reports.models import Report
from reports.services.report import publish, withdraw
from stakeholders.models import Organisation
from stakeholders.services.candour import candour_stamp, choose_candour
from tests.public.published import body, history_of
from tests.reports.cases import ON, agreed, graded
from tests.world import World

PAGES = (
    "/",
    "/?q=nobody",
    "/organisations/RX1/",
    "/compare/RX1/eds2/2014-15/",
    "/outcomes/1.1/",
    "/outcomes/1A/",
    "/england/",
    "/england/eds2/2014-15/",
    "/data/",
    "/api/",
)
FILES = (
    "/published.csv",
    "/published.json",
    "/published.atom",
    "/organisations/RX1.csv",
    "/organisations/RX1.json",
    "/organisations/RX1.atom",
    "/compare/RX1/eds2/2014-15.csv",
    "/outcomes/1.1.json",
    "/england.csv",
    "/england/eds2/2014-15.json",
    "/data.json",
)


@pytest.fixture
def visitor(db: None) -> Client:
    return Client()


@pytest.fixture
def trust(db: None) -> Organisation:
    trust = body("RX1", name="Rex Trust", place="Rexham", region="Far North")
    history_of(trust)
    return trust


def read(visitor: Client, address: str) -> str:
    response = visitor.get(address)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rex", True),
        ("RX1", True),
        ("rx1", True),
        ("rexham", True),
        ("far north", True),
        ("2014", True),
        ("rex 2014/15", True),
        ("rex 2014-15", True),
        ("rex 2015/16", False),
        ("2013", False),
        ("%", False),
        ("nobody", False),
        ("\x00", True),
    ],
)
def test_search_finds_name_place_region_code_and_year(
    trust: Organisation, visitor: Client, words: str, found: bool
) -> None:
    page = visitor.get("/", {"q": words}).content.decode()
    assert ("/organisations/RX1/" in page) is found


@pytest.mark.parametrize(
    "address",
    [
        "/organisations/rx1/",
        "/organisations/Rx1.csv",
        "/reports/rx1/eds2/2014-15/",
        "/reports/rx1/eds2/2014-15/v1.json",
        "/compare/rX1/eds2/2014-15/",
    ],
)
def test_a_code_in_another_case_leads_to_the_right_address(
    trust: Organisation, visitor: Client, address: str
) -> None:
    response = visitor.get(address + "?page=2")
    assert response.status_code == 301
    assert response["Location"] == re.sub("(?i)rx1", "RX1", address) + "?page=2"
    assert visitor.get(response["Location"]).status_code == 200


def test_strict_html_and_no_style(trust: Organisation, visitor: Client) -> None:
    for address in PAGES:
        page = visitor.get(address).content.decode()
        html5lib.HTMLParser(strict=True).parse(page)
        assert "style=" not in page, address


def test_an_organisation_by_year(trust: Organisation, visitor: Client) -> None:
    history_of(trust, "excelling", year="2015/16")
    page = read(visitor, "/organisations/RX1/")
    assert "Undeveloped 0, Developing 0, Achieving 0, Excelling 18" in page
    assert page.index("2014/15</a></span></th>") < page.index("2015/16</a></span></th>")
    assert "/compare/RX1/eds2/2015-16/" in page


def test_an_outcome_breaks_where_its_words_changed(trust: Organisation, visitor: Client) -> None:
    history_of(trust, "developing", year="2012/13", edition="eds2011")
    page = read(visitor, "/outcomes/1.1/")
    assert "The words changed since EDS" in page
    assert visitor.get("/outcomes/9.9/").status_code == 404


def test_a_few_are_no_group_to_compare_with(trust: Organisation, visitor: Client) -> None:
    page = read(visitor, "/compare/RX1/eds2/2014-15/")
    assert "too few to compare" in page
    assert "app-bar" not in page
    rows = visitor.get("/compare/RX1/eds2/2014-15.json").json()["rows"]
    assert {row["count"] for row in rows} == {None}
    for number in range(2, 6):
        history_of(body(f"RX{number}", region="Far South"), "excelling")
    page = read(visitor, "/compare/RX1/eds2/2014-15/")
    assert "All of England: Undeveloped 0, Developing 0, Achieving 1, Excelling 4" in page
    assert "Far North" in page
    assert page.count("too few to compare") == 1
    rows = visitor.get("/compare/RX1/eds2/2014-15.json").json()["rows"]
    told = {(r["compared_with"], r["grade"]): r["count"] for r in rows if r["outcome"] == "1.1"}
    assert told["england", "excelling"] == told["kind", "excelling"] == 4
    assert told["region", "achieving"] is None


def test_all_of_england_says_how_many_came_in_time(visitor: Client) -> None:
    for number, day in enumerate((date(2024, 2, 28), date(2024, 2, 29), date(2024, 1, 5))):
        history_of(body(f"RX{number}"), year="2023/24", on=day, edition="eds2022")
    page = read(visitor, "/england/eds2022/2023-24/")
    assert "3 reports are published here" in page
    assert "2 of them by 28 February 2024" in page
    assert "So few organisations do not stand for all of England" in page
    [row] = visitor.get("/england.json").json()["rows"]
    assert (row["reports"], row["publish_by"], row["in_time"]) == (3, "2024-02-28", 2)
    assert visitor.get("/england/eds2022/2020-21/").status_code == 404


def test_the_gap_is_shown_only_where_it_is_agreed(world: World, visitor: Client) -> None:
    publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])
    words = "Own grades against the local view"
    assert words not in read(visitor, "/organisations/TST/")
    rows = visitor.get("/organisations/TST.json").json()["rows"]
    assert {(row["own_grade"], row["gap"]) for row in rows} == {(None, None)}
    assert {
        (row["own_grade"], row["gap"])
        for row in visitor.get("/api/v1/organisations/TST/grades").json()["items"]
    } == {(None, None)}
    choose_candour(
        organisation=world.organisation,
        shows=True,
        seen=candour_stamp(world.organisation),
        by=world.people["lead"],
    )
    page = read(visitor, "/organisations/TST/")
    assert words in page
    assert "outcomes" in page
    rows = {row["outcome"]: row for row in visitor.get("/organisations/TST.json").json()["rows"]}
    assert (rows["2A"]["own_grade"], rows["2A"]["gap"]) == ("achieving", 2)
    assert rows["2D"]["gap"] is None


def test_the_gap_beside_others_is_shown_only_where_it_is_agreed(
    world: World, visitor: Client
) -> None:
    world.organisation.is_fictional = False  # Only real bodies are counted and compared.
    world.organisation.save()
    publish(assessment=agreed(world), published_on=ON, by=world.people["lead"])
    page, words = "/compare/TST/eds2022/2025-26/", "What it gave itself"
    files = ("/compare/TST/eds2022/2025-26.json", "/api/v1/compare/TST/eds2022/2025-26")

    def said(address: str) -> set[tuple[str, str | None, int | None]]:
        told = visitor.get(address).json()
        rows = told["rows" if "rows" in told else "items"]
        assert len(rows) > 10
        return {(row["outcome"], row["own_grade"], row["gap"]) for row in rows}

    assert words not in read(visitor, page)
    assert "step above" not in read(visitor, page)
    for address in files:
        assert {(own, gap) for _outcome, own, gap in said(address)} == {(None, None)}
    choose_candour(
        organisation=world.organisation,
        shows=True,
        seen=candour_stamp(world.organisation),
        by=world.people["lead"],
    )
    shown = read(visitor, page)
    assert words in shown
    assert "2 steps above what local people said" in shown
    assert "the same as local people said" in shown
    assert "agreed to show what it gave itself" in shown
    for address in files:
        assert ("2A", "achieving", 2) in said(address)


def test_nothing_unpublished_leaks(world: World, visitor: Client) -> None:
    graded(world)
    for address in (
        "/organisations/TST/",
        "/organisations/TST.json",
        "/organisations/TST.atom",
        "/compare/TST/eds2022/2025-26/",
        "/api/v1/organisations/TST",
        "/api/v1/organisations/TST/grades",
    ):
        assert visitor.get(address).status_code == 404, address
    for address in ("/", "/published.csv", "/published.atom", "/england/", "/api/v1/reports"):
        assert "TST" not in visitor.get(address).content.decode(), address


def test_a_withdrawn_report_is_named_and_its_grades_are_nowhere(
    world: World, trust: Organisation, visitor: Client
) -> None:
    world.people["lead"].memberships.update(organisation=trust)
    report = Report.objects.get(assessment__organisation=trust)
    withdraw(report=report, reason="Wrong", by=world.people["lead"])
    assert "(withdrawn)" in read(visitor, "/organisations/RX1/")
    assert "withdrawn)" in read(visitor, "/")
    assert "Withdrawn: Rex Trust" in read(visitor, "/published.atom")
    assert visitor.get("/organisations/RX1.json").json()["rows"] == []
    assert visitor.get("/api/v1/organisations/RX1/grades").json()["items"] == []
    assert visitor.get("/england.json").json()["rows"] == []
    assert visitor.get("/outcomes/1.1.json").json()["rows"] == []
    assert visitor.get("/compare/RX1/eds2/2014-15/").status_code == 404
    [row] = visitor.get("/published.json").json()["rows"]
    assert (row["withdrawn"], row["graded"], row["total_score"]) == (True, None, None)


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_unchanged_is_304_for_one_query(
    trust: Organisation, visitor: Client, django_assert_num_queries, address: str
) -> None:
    first = visitor.get(address)
    assert first.status_code == 200
    assert "public" in first["Cache-Control"]
    with django_assert_num_queries(1):
        again = visitor.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert visitor.get(address, headers=since).status_code == 304
    history_of(body("RX9"))
    changed = visitor.get(
        address,
        headers={"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]},
    )
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert visitor.get(address, headers=since).status_code == 200


def test_each_feed_has_a_number_of_its_own(trust: Organisation, visitor: Client) -> None:
    history_of(body("RX2"))
    addresses = ["/published.atom", "/organisations/RX1.atom", "/organisations/RX2.atom"]
    feeds = [re.findall(r"<id>([^<]+)</id>", read(visitor, address)) for address in addresses]
    assert [ids[0] for ids in feeds] == [settings.SITE_URL + address for address in addresses]
    assert feeds[0][1:] == feeds[2][1:] + feeds[1][1:]


def test_what_names_its_reader_is_theirs_alone(trust: Organisation, world: World) -> None:
    for address in PAGES:
        response = world.client("lead").get(address)
        assert "ETag" not in response
        assert "private" in response["Cache-Control"]


def test_a_message_is_shown_once_and_kept_by_nobody(trust: Organisation, world: World) -> None:
    client = world.client("lead")
    client.post("/account/logout/")
    first = client.get("/")
    assert "private" in first["Cache-Control"]
    assert "signed out" in first.content.decode()
    second = client.get("/")
    assert "public" in second["Cache-Control"]
    assert "signed out" not in second.content.decode()


COSTS = {
    "/?page=1": 3,
    "/?q=rex+2014": 4,
    "/organisations/RX1/?a": 3,
    "/compare/RX1/eds2/2014-15/?a": 4,
    "/outcomes/1.1/?a": 5,
    "/england/eds2/2014-15/?a": 4,
    "/england/?a": 3,
    "/published.csv": 2,
    "/organisations/RX1.csv": 4,
    "/published.atom": 2,
    "/api/v1/reports": 3,
    "/api/v1/organisations": 2,
}


@pytest.mark.parametrize("address", COSTS)
def test_one_and_three_cost_the_same(
    trust: Organisation, visitor: Client, django_assert_num_queries, address: str
) -> None:
    visitor.get(address)  # This process reads each edition once.
    with django_assert_num_queries(COSTS[address]):
        visitor.get(address)
    for number in (2, 3, 4):
        history_of(body(f"RX{number}"))
        history_of(trust, year=f"201{number + 3}/1{number + 4}")
    with django_assert_num_queries(COSTS[address]):
        visitor.get(address)


def test_a_page_asked_for_again_is_one_query(
    trust: Organisation, visitor: Client, django_assert_num_queries
) -> None:
    for address in ("/", "/organisations/RX1/", "/england/eds2/2014-15/"):
        first = visitor.get(address).content
        with django_assert_num_queries(1):
            assert visitor.get(address).content == first
