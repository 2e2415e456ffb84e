"""Made-up papers of made-up trusts, as PDFs."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from demo.services.spec import Spec
from edsportal.common.pdf import make_pdf
from evidence.selectors.preview import waiting
from evidence.services.preview import draw_preview

FONTS = Path(settings.BASE_DIR) / "static" / "report-fonts.css"


def paper(pages: Sequence[Spec]) -> bytes:
    """A PDF with these pages, each with a title and some sentences."""
    style = mark_safe(FONTS.read_text())  # noqa: S308 - the portal's own file
    return make_pdf(render_to_string("demo/paper.html", {"pages": pages, "style": style}))


def draw_previews() -> None:
    """The pictures that a worker would draw, so that they are there from the first look."""
    for pk in list(waiting().values_list("pk", flat=True)):
        draw_preview(pk, now=timezone.now())
