"""A second reader: what the papers say, read back out of them, is what the data says."""

import io
import re

import docx
import pytest

from edsportal.common.pdf import make_pdf
from reports.docx import make_docx
from reports.domain.eds_report import eds_report
from reports.domain.snapshot import Snapshot
from reports.models import Rendition
from reports.presenters.document import book_html
from reports.presenters.official_form import official_form
from tests.reports.read_by_tags import words_by_tags
from tests.reports.small_reports import GRADES, random_report

pytestmark = pytest.mark.once

Kind = Rendition.Kind
LABELS = {key: f"{key.capitalize()} activity" for key in GRADES}
NONE = {"not_graded": "Not graded", "out_of_scope": "Out of scope"}


def read(kind: str, snapshot: Snapshot) -> str:
    """The words of a PDF in the order a screen reader has them."""
    return words_by_tags(make_pdf(book_html(kind, snapshot, sha256="a" * 64)))


def read_word(snapshot: Snapshot) -> str:
    """The words of a Word file in its order, table cells from left to right."""
    document = docx.Document(io.BytesIO(make_docx(official_form(snapshot), sha256="a" * 64)))
    said: list[str] = []
    for block in document.iter_inner_content():
        rows = getattr(block, "rows", None)
        said += [cell.text for row in rows for cell in row.cells] if rows else [block.text]
    return re.sub(r"\s+", " ", " ".join(said))


def expected_word(row: dict) -> str:
    if row["grade"]:
        return LABELS[row["grade"]]
    return NONE.get(row["basis"], "No grade yet")


def parts_of(row: dict) -> list[dict]:
    return row["services"] or [row]


def check_annual(text: str, snapshot: Snapshot, data: dict) -> None:
    """Each outcome's own section gives its grades and counts, in the order of the data."""
    starts = [
        text.rindex(f"{outcome['code']} {outcome['question']} Official wording")
        for outcome in snapshot["outcomes"]
    ]
    assert starts == sorted(starts)
    ends = [*starts[1:], text.index("Who graded and how", starts[-1])]
    words = "|".join([*LABELS.values(), *NONE.values(), "No grade yet"])
    for row, start, end in zip(data["outcomes"], starts, ends, strict=True):
        section = text[start:end]
        found = re.findall(rf"(?:Agreed grade|Grade) \S ({words})", section)
        rows = [row, *row["services"]] if row["services"] else [row]
        assert found == [expected_word(each) for each in rows], row["outcome"]
        counts = re.findall(
            r"Answer Number Undeveloped activity (\d+) Developing activity (\d+) "
            r"Achieving activity (\d+) Excelling activity (\d+) Not enough evidence (\d+)",
            section,
        )
        assert [tuple(map(int, each)) for each in counts] == [
            tuple(part["tally"].values()) for part in parts_of(row) if any(part["tally"].values())
        ], row["outcome"]


def result_words(data: dict) -> str:
    total = data["total"]
    if total["score"] is None:
        return f"{total['graded']} of {total['outcomes']} graded"
    return f"{total['score']} of {total['of']}"


@pytest.mark.parametrize("seed", range(20))
def test_papers_say_what_the_data_says(seed: int) -> None:
    snapshot = random_report(seed)
    data = eds_report(snapshot, sha256="a" * 64)
    annual, board = read(Kind.PDF, snapshot), read(Kind.BOARD, snapshot)
    form, word = read(Kind.TEMPLATE, snapshot), read_word(snapshot)

    check_annual(annual, snapshot, data)
    for text in (annual, board, form, word):
        assert result_words(data) in text
    if data["total"]["rating"]:
        rating = LABELS[data["total"]["rating"]]
        assert f"{result_words(data)} {rating}" in form
        assert f"{result_words(data)} {rating}" in word
        assert f"Overall: {rating}" in annual
        assert f"Overall: {rating}" in board
    for row, outcome in zip(data["outcomes"], snapshot["outcomes"], strict=True):
        line = board[board.index(f" {row['outcome']} ") :]
        first = re.search(
            r" \S (" + "|".join([*LABELS.values(), *NONE.values(), "No grade yet"]) + ")", line
        )
        assert first is not None
        assert first[1] == expected_word(row), row["outcome"]
        score = f"{GRADES.index(row['grade'])} " if row["grade"] else ""
        official = re.sub(r"\s+", " ", outcome["official"]["text"])
        for text in (form, word):
            place = text.index(f"{row['outcome']} {official}")
            said = text[place : place + 900]
            assert f"{score}{expected_word(row)}" in said, row["outcome"]
            for part, given in zip(outcome["parts"], row["services"], strict=False):
                assert f"{part['service_name']}: {expected_word(given)}" in said
