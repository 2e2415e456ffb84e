"""The drawings of the easy-read pages, put into a document that fetches nothing."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FILE = Path(settings.BASE_DIR) / "static" / "easy-read.svg"
_DRAWING = re.compile(r'<symbol id="([^"]+)" viewBox="0 0 64 64">(.*?)</symbol>', re.DOTALL)
WORDS = {
    "grade-1": gettext_lazy("one step of four"),
    "grade-2": gettext_lazy("two steps of four"),
    "grade-3": gettext_lazy("three steps of four"),
    "grade-4": gettext_lazy("four steps of four"),
    "not-enough": gettext_lazy("a looking glass"),
    "rather-not": gettext_lazy("a closed mouth"),
    "care": gettext_lazy("a house for health"),
    "work": gettext_lazy("a badge of staff"),
    "leaders": gettext_lazy("leaders at a table"),
    "ask": gettext_lazy("a question"),
    "write": gettext_lazy("a pencil"),
    "look": gettext_lazy("an open book"),
}


def pack_picture(name: str) -> SafeString:
    """The drawing as an element of its own, with the words that stand for it."""
    words = _("Picture: %(words)s") % {"words": WORDS[name]}
    return format_html(
        '<svg class="pic" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 64 64">'
        "<title>{}</title>{}</svg>",
        words,
        _drawings()[name],
    )


@cache
def _drawings() -> Mapping[str, SafeString]:
    """The portal's own file, so its drawings are safe as they are; by name."""
    found = _DRAWING.findall(FILE.read_text().replace("currentColor", "#000"))
    return {name: mark_safe(drawing) for name, drawing in found}  # noqa: S308
