"""The PDF: valid, reproducible, and saying the same as the data."""

import re
import subprocess
import sys
from pathlib import Path

import page
import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from reports.pdf import make_pdf
from reports.presenters.document import document_html
from reports.services.snapshot import build_snapshot
from tests.reports.cases import ON, OPEN_WORDS, SECRET_WORDS, agreed, history
from tests.world import World


@pytest.fixture
def html(world: World) -> str:
    return document_html(build_snapshot(agreed(world), version=1, published_on=ON), sha256="a" * 64)


@pytest.fixture
def pdf(html: str, tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(make_pdf(html))
    return path


def failures(path: Path) -> list[str]:
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    return [str(failure) for failure in report.failures]


def test_it_is_pdf_ua(pdf: Path) -> None:
    assert failures(pdf) == []
