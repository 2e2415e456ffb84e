"""A public copy of the two real reports shows only what their sources say."""

import csv
import html
import io
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from django.test import Client

from edsportal.common.pdf import make_pdf
from reports.docx import make_docx
from reports.domain.snapshot import Snapshot, read_snapshot
from reports.models import Rendition, Report
from reports.presenters.document import BOOKS, book_html
from reports.presenters.official_form import form_of, official_form
from reports.presenters.report_glossary import GLOSSARY
from reports.presenters.words import CERTAINTY_WORDS
from tests.public import statements
from tests.public.published import the_two_real_ones
from tests.reports.read_by_tags import words_by_tags

REAL = {"RR8": "/reports/RR8/eds2022/2023-24", "RQ6": "/reports/RQ6/eds2/2015"}
INFERRED = ("3A", "3B", "3C")
LIST = Path(__file__).with_name("said_of_history.txt")


@pytest.fixture
def visitor(db: None) -> Client:
    the_two_real_ones()
    return Client()


def read(visitor: Client, address: str) -> str:
    response = visitor.get(address)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode())


def snapshot_of(ods: str) -> Snapshot:
    return read_snapshot(Report.objects.get(assessment__organisation__ods_code=ods).content)


def allowed() -> set[str]:
    """What stands below the three lines that explain the list."""
    return set(LIST.read_text().splitlines()[3:])


def known_texts(snapshot: Snapshot) -> list[str]:
    """Words of the edition, of its form, of the source, and of this site about words."""
    wording = ("question", "explanation", "easy_read", "official")
    outcomes = [{name: row[name] for name in wording} for row in snapshot["outcomes"]]  # type: ignore[literal-required]
    notes = [
        part.get("certainty_note", "") for row in snapshot["outcomes"] for part in row["parts"]
    ]
    own = [str(words) for entry in GLOSSARY for words in entry]
    own += [str(words) for words in CERTAINTY_WORDS.values()]
    told = {**snapshot, "outcomes": outcomes}
    return [*statements.texts_in([told, asdict(form_of(snapshot))]), *notes, *own]


@pytest.mark.parametrize("ods", REAL)
@pytest.mark.parametrize("kind", [*BOOKS, "docx", "page"])
def test_every_rendition_says_what_the_source_says_and_no_more(
    visitor: Client, ods: str, kind: str
) -> None:
    snapshot = snapshot_of(ods)
    if kind == "page":
        said = statements.of_page(read(visitor, f"{REAL[ods]}/"))
    elif kind == "docx":
        said = statements.of_word(make_docx(official_form(snapshot), sha256="a" * 64))
    else:
        said = statements.of_html(book_html(kind, snapshot, sha256="a" * 64))
    assert len(said) > 40
    assert statements.shapes(said, known_texts(snapshot)) - allowed() == set()


@pytest.mark.parametrize("kind", [Rendition.Kind.BOARD, Rendition.Kind.TEMPLATE])
def test_the_pdf_has_no_word_that_its_text_has_not(visitor: Client, kind: str) -> None:
    text = book_html(kind, snapshot_of("RR8"), sha256="a" * 64)
    printed = set(re.findall(r"[^\W\d_]+", words_by_tags(make_pdf(text))))
    written = set(re.findall(r"[^\W\d_]+", " ".join(statements.of_html(text))))
    assert len(printed) > 100
    assert printed - written == set()


def test_grades_and_totals_are_those_of_the_sources(visitor: Client) -> None:
    leeds = {row["outcome"]: row for row in visitor.get("/organisations/RR8.json").json()["rows"]}
    assert {code: row["grade"] for code, row in leeds.items()} == {
        **dict.fromkeys(("1A", "1B", "1C", "1D", "2A", "2B", "2C", "3A", "3B", "3C"), "achieving"),
        "2D": "developing",
    }
    [report] = [r for r in visitor.get("/published.json").json()["rows"] if r["ods_code"] == "RR8"]
    total = (report["total_score"], report["total_of"], report["total_rating"])
    assert total == (21, 33, "developing")
    liverpool = visitor.get("/organisations/RQ6.json").json()["rows"]
    grades = [row["grade"] for row in liverpool]
    assert (grades.count("excelling"), grades.count("developing"), len(grades)) == (6, 1, 18)
    for row in [*leeds.values(), *liverpool]:
        told = (row["basis"], row["firmness"], row["local_interests"], row["own_grade"], row["gap"])
        assert told == ("as_published", None, 0, None, None)


def test_data_tells_which_grades_were_inferred(visitor: Client) -> None:
    """JSON, CSV, the table and the API alike."""
    sure = {code: "inferred" if code in INFERRED else "seen" for code in ("1A", "2D", *INFERRED)}
    rows = visitor.get(f"{REAL['RR8']}.json").json()["outcomes"]
    found = [{row["outcome"]: row["certainty"] for row in rows}]
    for row in rows:
        assert ("total of 21" in row.get("certainty_note", "")) == (row["outcome"] in INFERRED)
    lines = list(csv.DictReader(io.StringIO(read(visitor, f"{REAL['RR8']}.csv"))))
    found += [{row["outcome"]: row["certainty"] for row in lines}]
    for address in ("/organisations/RR8.json", "/api/v1/organisations/RR8/grades"):
        answer = visitor.get(address).json()
        rows = answer.get("rows") or answer["items"]
        found += [{row["outcome"]: row["certainty"] for row in rows}]
    assert [{code: table[code] for code in sure} for table in found] == [sure] * 4
    for outcome in visitor.get(f"{REAL['RQ6']}.json").json()["outcomes"]:
        assert outcome["basis"] == "as_published"
        assert outcome["certainty"] == "seen"
        assert outcome["organisation_grade"] is None
        assert not any(outcome["tally"].values())


@pytest.mark.parametrize(
    ("address", "times"),
    [("/organisations/RR8/", 3), ("/compare/RR8/eds2022/2023-24/", 3), ("/outcomes/3A/", 1)],
)
def test_every_page_marks_an_inferred_grade(visitor: Client, address: str, times: int) -> None:
    page = read(visitor, address).casefold()
    assert page.count("(inferred)") == times
    assert "brought in from a published report" in page
