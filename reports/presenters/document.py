"""The annual report as one standalone HTML document: what the PDF is made from."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from reports.domain.snapshot import Snapshot
from reports.presenters.report_view import report_view

STYLE_SHEET = Path(settings.BASE_DIR) / "static" / "report.css"


def document_html(snapshot: Snapshot, *, sha256: str) -> str:
    """The document in the portal's language, with its style sheet inside.

    The same snapshot gives the same text: its dates are the snapshot's.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(
            "reports/document.html",
            {
                "report": report_view(snapshot),
                "sha256": sha256,
                "style": _style(),
                "language": settings.LANGUAGE_CODE,
            },
        )


@cache
def _style() -> SafeString:
    """The portal's own file, so it is safe as it is."""
    return mark_safe(STYLE_SHEET.read_text())  # noqa: S308
