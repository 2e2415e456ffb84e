import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader, TemplateNotFound

from edsportal.common.nhsuk.safety import safe_params, textarea_value

PLAIN = frozenset({str, SafeString, bool, int, type(None)})
FEW_WORDS = 500  # Longer ones are seldom the same twice.
TEXTAREAS = frozenset({"textarea", "character-count"})
# The module puts a button over the file input whose name leaves out the visible label (WCAG 2.5.3);
# the browser's own input, which the component is without it, has none of that.
FILE_MODULE = re.compile(r' data-module="nhsuk-file-upload"')
# The module says "expanded" of a radio or checkbox, which ARIA does not allow; portal.css shows and
# hides what a choice reveals instead, and shows it always where a browser cannot.
CONDITIONALS = re.compile(
    r' data-aria-controls="[^"]*"| nhsuk-(?:radios|checkboxes)__conditional--hidden'
)
MENDS = {"file-upload": FILE_MODULE, "radios": CONDITIONALS, "checkboxes": CONDITIONALS}


class UnknownComponent(LookupError):
    """NHS.UK frontend has no component of this name."""


@cache
def environment() -> Environment:
    """The one Jinja environment: NHS.UK's templates and nothing else, escaping always on."""
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        autoescape=True,
        undefined=ChainableUndefined,  # components look inside parameters that are not there
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render_component(name: str, params: Mapping[str, Any]) -> SafeString:
    """The markup of one component.

    `params` has the names NHS.UK documents. Raises `UnknownComponent`, and
    `UnsafeHtml` for markup nobody vouched for.
    """
    # What a template translates comes as a promise of its words.
    params = {
        key: str(value) if isinstance(value, Promise) else value for key, value in params.items()
    }
    if all(_is_small(value) for value in params.values()):
        # With its type: safe markup equals the same text unsafe, and 1 equals True.
        return _render_same(name, tuple((key, value, type(value)) for key, value in params.items()))
    return _render(name, params)


def _is_small(value: object) -> bool:
    return type(value) in PLAIN and not (isinstance(value, str) and len(value) > FEW_WORDS)


@lru_cache(maxsize=1024)
def _render_same(name: str, params: tuple[tuple[str, Any, type], ...]) -> SafeString:
    """Components made of a few words are the same on page after page: links, tags, buttons."""
    return _render(name, {key: value for key, value, _type in params})


def _render(name: str, params: Mapping[str, Any]) -> SafeString:
    try:
        template = environment().get_template(f"nhsuk/components/{name}/template.jinja")
    except TemplateNotFound:
        raise UnknownComponent(f"NHS.UK frontend has no component called {name!r}.") from None
    clean = safe_params(params)
    if name in TEXTAREAS and clean.get("value"):
        clean["value"] = textarea_value(clean["value"])
    html = template.render(params=clean).strip()
    if name in MENDS:
        html = MENDS[name].sub("", html)
    # Jinja escaped every parameter above; marking its output once is what makes it usable here.
    return mark_safe(html)  # noqa: S308
