"""Makes parameters safe before a component sees them.

NHS.UK's templates trust whoever calls them: a string marked safe is taken for
markup anywhere, `attributes` given as a string is written as it is, and `html`
is never escaped. Here the name of the parameter decides, not what the value
happens to be: only `html` is markup, and only when Django vouches for it.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from markupsafe import Markup

MARKUP_NAME = re.compile(r"(^h|H)tml$")
LINK_NAMES = frozenset({"href", "action", "src"})
BARRED_SCHEMES = frozenset({"javascript", "data", "vbscript"})
CONTROL = re.compile(r"[\x00-\x20]")


class UnsafeHtml(TypeError):
    """A parameter that reaches the page unescaped is not from a template or `format_html`."""


def safe_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """A copy in plain types: lazy texts resolved, every string plain but those that are markup.

    Parameters that are None go: components know "not given", and would write "None".
    """
    return {name: _safe_value(name, value) for name, value in params.items() if value is not None}


def _safe_value(name: str, value: Any) -> Any:
    if name == "attributes" and value and not isinstance(value, Mapping):
        raise UnsafeHtml("'attributes' must be a dict of names and values.")
    if isinstance(value, Mapping):
        return safe_params(value)
    if isinstance(value, (list, tuple)):
        return [_safe_value(name, item) for item in value]
    if isinstance(value, Promise):
        value = str(value)
    if not isinstance(value, str):
        return value
    return _safe_string(name, value)


def _safe_string(name: str, value: str) -> str:
    if MARKUP_NAME.search(name):
        if value and not isinstance(value, SafeString):
            raise UnsafeHtml(
                f"'{name}' takes markup made by Django; use 'text' for {value[:40]!r}."
            )
        return Markup(value)  # noqa: S704 - Django vouches for it
    plain = "".join(value)  # a SafeString stays one through str(); joined, it is a plain string
    if name in LINK_NAMES and urlsplit(CONTROL.sub("", plain)).scheme.lower() in BARRED_SCHEMES:
        raise UnsafeHtml(f"A link may not run code: {plain[:40]!r}.")
    return plain


def textarea_value(value: str) -> Markup:
    """Text for a `<textarea>` that survives being indented with the markup around it.

    Components indent what they wrap, which would add spaces to every line the
    person typed. As character references the line ends are out of its reach.
    The parser drops a first line end, so one that is meant is doubled.
    """
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    if lines.startswith("\n"):
        lines = "\n" + lines
    return Markup(escape(lines).replace("\n", "&#10;"))  # noqa: S704 - escaped just here
