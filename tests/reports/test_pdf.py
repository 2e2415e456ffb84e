"""The PDF: valid, the same bytes each time, and saying the same as the data."""

import re
import subprocess
import sys
from pathlib import Path

import page
import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from edsportal.common.pdf import make_pdf
from reports.domain.snapshot import Snapshot
from reports.presenters.document import document_html
from reports.services.snapshot import build_snapshot
from tests.reports.cases import ON, OPEN_WORDS, SECRET_WORDS, agreed, history
from tests.world import World

pytestmark = pytest.mark.once

AGAIN = """
import hashlib, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "edsportal.settings"
import django
django.setup()
from edsportal.common.pdf import make_pdf
print(hashlib.sha256(make_pdf(open(sys.argv[1]).read())).hexdigest())
"""


def failures(path: Path) -> list[str]:
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    return [str(failure) for failure in report.failures]


def bookmarks(items: list) -> list[str]:
    """Titles of the outline with a dash for each level below the first."""
    found = []
    for item in items:
        found += (
            [f"- {name}" for name in bookmarks(item)] if isinstance(item, list) else [item.title]
        )
    return found


def write(snapshot: Snapshot, folder: Path) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(make_pdf(document_html(snapshot, sha256="a" * 64)))
    return path


def test_the_annual_report(world: World, tmp_path: Path) -> None:
    """One PDF, looked at from every side, since making one takes seconds."""
    snapshot = build_snapshot(agreed(world), version=1, published_on=ON)
    path = write(snapshot, tmp_path)
    reader = PdfReader(path)
    text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in reader.pages))

    assert failures(path) == []
    assert reader.metadata.title == "Test Community NHS Trust: EDS 2022 report 2025/26"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    names = bookmarks(reader.outline)
    assert names[:3] == ["Test Community NHS Trust", "Summary", "Behind the result"]
    assert [name for name in names if name.startswith("- 2A")]
    assert SECRET_WORDS not in text
    assert OPEN_WORDS in text
    assert "graded with the organisation" not in text
    assert "9 of 11 graded" in text
    assert "The number of people who answered for them is small" in text
    labels = {grade["key"]: grade["label"] for grade in snapshot["grades"]}
    summary = re.sub(r"\s+", " ", reader.pages[1].extract_text())
    for outcome in snapshot["outcomes"]:
        shown = labels.get(
            outcome["grade"] or "",
            "Out of scope" if outcome["basis"] == "out_of_scope" else "Not graded",
        )
        assert re.search(
            rf"{outcome['code']} {re.escape(outcome['question'])} \S {shown} \d+", summary
        ), outcome["code"]


def test_the_same_bytes_in_another_process(world: World, tmp_path: Path) -> None:
    """Also: history is valid, small, and says it is as published."""
    import hashlib

    snapshot = build_snapshot(history(world), version=1, published_on=ON)
    path = write(snapshot, tmp_path)
    source = tmp_path / "report.html"
    source.write_text(document_html(snapshot, sha256="a" * 64))
    again = subprocess.run(
        [sys.executable, "-c", AGAIN, str(source)], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert again == hashlib.sha256(path.read_bytes()).hexdigest()
    assert failures(path) == []
    text = " ".join(sheet.extract_text() for sheet in PdfReader(path).pages)
    assert "Brought in from a published report" in text
    assert "Agreed" not in text


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "file:fonts/../../../edsportal/settings.py",
        "data:text/css,p{color:red}",
        "//example.org/x.css",
    ],
)
@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="stylesheet" href="{}">',
        '<img alt="" src="{}">',
        '<link rel="attachment" href="{}">',
    ],
)
def test_it_reads_nothing_but_its_own_files(address: str, markup: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="nothing else"):
        make_pdf(f'<html lang="en"><title>x</title><body>{markup.format(address)}</body></html>')


def test_words_from_people_are_words(world: World) -> None:
    """A summary that looks like markup reaches the document as text."""
    from evidence.models import EvidenceItem

    assessment = agreed(world)
    EvidenceItem.objects.update(
        summary='<link rel="attachment" href="file:///etc/passwd">', title="</style><img src=x>"
    )
    html = document_html(build_snapshot(assessment, version=1, published_on=ON), sha256="")
    assert "<link" not in html
    assert "<img" not in html
    assert "&lt;/style&gt;&lt;img src=x&gt;" in html
