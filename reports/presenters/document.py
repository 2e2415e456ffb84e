"""A report's forms on paper, each as one standalone HTML document: what its PDF is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from reports.domain.snapshot import Snapshot
from reports.models import Rendition
from reports.presenters.board_paper import board_paper
from reports.presenters.easy_read import easy_read
from reports.presenters.official_form import official_form
from reports.presenters.report_view import report_view

STATIC = Path(settings.BASE_DIR) / "static"
FONTS = "report-fonts.css"

Kind = Rendition.Kind


def _nothing(snapshot: Snapshot) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Book:
    """One form of a report: its template, its style sheet, and what it shows beside the report."""

    template: str
    style: str
    beside: Callable[[Snapshot], Mapping[str, Any]] = _nothing


BOOKS: Mapping[str, Book] = {
    Kind.PDF: Book("reports/document.html", "report.css"),
    Kind.BOARD: Book(
        "reports/board/paper.html", "report-board.css", lambda read: {"paper": board_paper(read)}
    ),
    Kind.EASY_READ: Book(
        "reports/easy/book.html", "report-easy.css", lambda read: {"easy": easy_read(read)}
    ),
    Kind.LARGE_PRINT: Book("reports/large/book.html", "report-large.css"),
    Kind.TEMPLATE: Book(
        "reports/form/form.html", "report-form.css", lambda read: {"form": official_form(read)}
    ),
}


def document_html(snapshot: Snapshot, *, sha256: str) -> str:
    """The annual report."""
    return book_html(Kind.PDF, snapshot, sha256=sha256)


def book_html(kind: str, snapshot: Snapshot, *, sha256: str) -> str:
    """One form of a report in the portal's language, with its style sheet inside.

    The same snapshot gives the same text: its dates are the snapshot's. Raises KeyError
    for a kind that is not made from HTML.
    """
    book = BOOKS[kind]
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(
            book.template,
            {
                "report": report_view(snapshot),
                "sha256": sha256,
                "style": _style(book.style),
                "language": settings.LANGUAGE_CODE,
                **book.beside(snapshot),
            },
        )


@cache
def _style(name: str) -> SafeString:
    """The portal's own files, so they are safe as they are."""
    return mark_safe("\n".join((STATIC / file).read_text() for file in (FONTS, name)))  # noqa: S308
