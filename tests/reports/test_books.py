"""Every form of a report: valid PDF/UA, the same bytes, the pages it promises, old reports too."""

import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from edsportal.common.pdf import make_pdf
from reports.docx import make_docx
from reports.domain.snapshot import FigureRowPart, Snapshot
from reports.models import Rendition
from reports.presenters.document import BOOKS, book_html
from reports.presenters.form_fillers import FILLERS
from reports.presenters.form_tables import TABLES
from reports.presenters.official_form import form_files, official_form
from tests.reports.small_reports import GOLDEN, random_report

pytestmark = pytest.mark.once

Kind = Rendition.Kind
LONG = "Words that go on and on, as words of a large trust may well do. " * 30
AGAIN = """
import hashlib, json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "edsportal.settings"
import django
django.setup()
from edsportal.common.pdf import make_pdf
from reports.docx import make_docx
from reports.presenters.document import book_html
from reports.presenters.official_form import official_form
snapshot = json.loads(open(sys.argv[1]).read())
for kind in ("board", "easy-read", "large-print", "template"):
    print(hashlib.sha256(make_pdf(book_html(kind, snapshot, sha256="a" * 64))).hexdigest())
print(hashlib.sha256(make_docx(official_form(snapshot), sha256="a" * 64)).hexdigest())
"""


def made(kind: str, snapshot: Snapshot) -> bytes:
    return make_pdf(book_html(kind, snapshot, sha256="a" * 64))


def failures(content: bytes, folder: Path) -> list[str]:
    path = folder / "file.pdf"
    path.write_bytes(content)
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    return [str(failure) for failure in report.failures]


def crowded() -> Snapshot:
    """A correction with a total, an earlier year, long names and words, and many actions."""
    snapshot = random_report(0)
    snapshot["organisation"]["name"] = "The Very Long Named Example University Hospitals " * 2
    snapshot["version"], snapshot["correction_reason"] = 2, LONG
    snapshot["bands"] = [
        {"minimum": 0, "maximum": 7, "grade": "undeveloped"},
        {"minimum": 8, "maximum": 21, "grade": "developing"},
        {"minimum": 22, "maximum": 32, "grade": "achieving"},
        {"minimum": 33, "maximum": 33, "grade": "excelling"},
    ]
    earlier = {**snapshot["total"], "score": 8}
    snapshot["previous"] = [
        {
            "year": "2024/25",
            "framework": snapshot["framework"]["key"],
            "framework_name": "EDS 2022",
            "version": 1,
            "published_on": "2025-02-28",
            "outcomes": [
                {"code": row["code"], "grade": "excelling"} for row in snapshot["outcomes"]
            ],
            "outcomes_graded": len(snapshot["outcomes"]),
            "total": earlier,
        }
    ]
    for outcome in snapshot["outcomes"]:
        outcome["question"] = LONG
    action = snapshot["objectives"][0]["actions"][0]
    snapshot["objectives"][0]["actions"] = [
        {**action, "text": LONG, "owner": LONG, "due_on": f"2026-0{month}-01"}
        for month in range(1, 10)
    ]
    return snapshot


@pytest.mark.parametrize("kind", BOOKS)
def test_each_is_valid_and_says_what_it_is(kind: str, tmp_path: Path) -> None:
    content = made(kind, random_report(1))
    reader = PdfReader(io.BytesIO(content))
    assert failures(content, tmp_path) == []
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert "Test Community NHS Trust" in reader.metadata.title
    assert reader.metadata.author == "Test Community NHS Trust"
    assert reader.outline, "bookmarks"
    assert {tuple(map(round, sheet.mediabox[2:])) for sheet in reader.pages} == {(595, 842)}


@pytest.mark.parametrize("kind", BOOKS)
def test_reports_from_before_still_print(kind: str) -> None:
    """The golden snapshot as the first release froze it, without what came later."""
    snapshot = json.loads(GOLDEN.read_text())
    for name in ("previous", "bands", "changes", "coverage", "declarations"):
        snapshot.pop(name, None)
    for grade in snapshot["grades"]:
        grade.pop("easy_read", None)
    for outcome in snapshot["outcomes"]:
        outcome.pop("easy_read", None)
        outcome.pop("pivotal", None)
        for part in outcome["parts"]:
            part.pop("faring_well", None)
    assert "Test Community NHS Trust" in book_html(kind, snapshot, sha256="")
    assert make_docx(official_form(snapshot), sha256="a" * 64)


def eighteen(reason: str = "") -> Snapshot:
    """As many outcomes as any edition has, each with the longest question of any."""
    snapshot = random_report(1)
    rows = (snapshot["outcomes"] * 5)[:18]
    snapshot["outcomes"] = [
        {**row, "code": f"{place}X", "question": LONG[:151]} for place, row in enumerate(rows)
    ]
    snapshot["correction_reason"] = reason
    return snapshot


def eleven(reason: str = "", *, earlier: bool = False, total: bool = True) -> Snapshot:
    """Eleven of the longest questions, with a total against its bands."""
    snapshot = crowded()
    snapshot["correction_reason"] = reason
    if not earlier:
        snapshot["previous"] = []
    if not total:
        snapshot["total"] = None
    for outcome in snapshot["outcomes"]:
        outcome["question"] = LONG[:151]
    return snapshot


CROWDS = {
    "small": random_report(1),
    "crowded": crowded(),
    "many": eighteen(),
    "many corrected": eighteen(LONG),
    "total": eleven(),
    "total corrected": eleven(LONG),
    "total and movement": eleven(earlier=True),
    "few and movement": eleven(earlier=True, total=False),
}


@pytest.mark.parametrize("crowd", CROWDS)
def test_the_board_gets_two_pages(crowd: str, tmp_path: Path) -> None:
    content = made(Kind.BOARD, CROWDS[crowd])
    assert len(PdfReader(io.BytesIO(content)).pages) == 2
    assert failures(content, tmp_path) == []


def test_large_print_says_all_that_the_report_says() -> None:
    """No tables and no drawings, so each of them is in words."""
    snapshot: Snapshot = json.loads(GOLDEN.read_text())
    for number, row in enumerate(snapshot["coverage"]["rows"]):
        row["by_group"] = [(number + place) % 3 for place in range(len(row["by_group"]))]
    snapshot["coverage"]["rows"][0]["by_group"] = [0] * len(snapshot["coverage"]["groups"])
    nobody = FigureRowPart(
        group="Old people",
        characteristic="",
        overall=False,
        numerator=None,
        denominator=None,
        rate=None,
        hidden=False,
        fares="not_known",
    )
    some = {**nobody, "group": "Young people", "numerator": 5, "denominator": 50, "rate": 10}
    measure = {"name": "Missed appointments", "better": "lower", "rows": [some, nobody]}
    snapshot["indicators"] = [{"evidence": "Figures", "outcomes": ["1A"], "measures": [measure]}]
    part = snapshot["outcomes"][0]["parts"][0]
    part["reply"] = {"text": "We reply.", "evidence": "", "became": "The grade stood."}
    paper = book_html(Kind.LARGE_PRINT, snapshot, sha256="a" * 64)
    groups = snapshot["coverage"]["groups"]
    for row in snapshot["coverage"]["rows"]:
        title = " – ".join(filter(None, (row["outcome"], row["service_name"])))
        counted = zip(groups, row["by_group"], strict=True)
        told = ", ".join(f"{group} {items}" for group, items in counted if items) or "none"
        assert f"<strong>{title}:</strong> {told}</p>" in paper
    assert "Young people: 5 of 50, 10%. " in paper
    assert "Old people: not given. " in paper
    assert "We reply." in paper
    assert "The grade stood." in paper
    assert "<table" not in paper
    assert "<svg" not in paper


def test_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    snapshot = random_report(2)
    path = tmp_path / "snapshot.json"
    path.write_text(json.dumps(snapshot))
    files = [
        *(made(kind, snapshot) for kind in BOOKS if kind != Kind.PDF),
        make_docx(official_form(snapshot), sha256="a" * 64),
    ]
    again = subprocess.run(
        [sys.executable, "-c", AGAIN, str(path)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert again == [hashlib.sha256(content).hexdigest() for content in files]


def test_large_print_is_large() -> None:
    """No size of type below 18 points, in the text, its head and its foot."""
    style = re.findall(
        r"font(?:-size)?: (\d+)(?:\.\d+)?pt",
        book_html(Kind.LARGE_PRINT, random_report(1), sha256=""),
    )
    assert style
    assert min(map(int, style)) >= 18


def test_every_field_of_every_form_can_be_filled_in() -> None:
    for form in form_files().values():
        for section in form.sections:
            assert not section.table or section.table in TABLES, section.heading
            assert {field.fill for field in section.fields} <= set(FILLERS), section.heading
