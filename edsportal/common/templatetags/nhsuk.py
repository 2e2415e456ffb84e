"""Template tags for NHS.UK components; `docs/components.md` shows each in use."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from edsportal.common.forms.components import component_of, conditionals_of
from edsportal.common.forms.errors import error_summary
from edsportal.common.nhsuk import render_component
from edsportal.common.page import header_params

register = template.Library()

# Which parameter takes a block's content, where it is not `html`.
CONTENT = {"card": "descriptionHtml"}
#: A cell up to what stands in it; {} are more classes and what heads the cell on a phone.
CELL_OPENS = (
    '<td class="nhsuk-table__cell{}" role="cell">'
    '<span class="nhsuk-table-responsive__heading" aria-hidden="true">{} </span><span>'
)
CELL_CLOSES = "</span></td>"
GRADE_COLOURS = {"red": "red", "amber": "yellow", "green": "green", "purple": "purple"}


@register.simple_tag(name="nhsuk")
def nhsuk(component: str, params: Mapping[str, Any] | None = None, **more: Any) -> SafeString:
    """Any component: `{% nhsuk "tag" text=… %}`; keywords win over a presenter's `params`."""
    return render_component(component, {**(params or {}), **more})


@register.simple_block_tag(name="nhsukblock")
def nhsukblock(
    content: SafeString, component: str, params: Mapping[str, Any] | None = None, **more: Any
) -> SafeString:
    """A component around template: `{% nhsukblock "inset-text" %}…{% endnhsukblock %}`."""
    return render_component(
        component, {**(params or {}), **more, CONTENT.get(component, "html"): content}
    )


@register.simple_tag
def grade_tag(label: str, colour: str | None = None, note: str = "") -> SafeString:
    """A grade in its edition's colour, or grey; its border tells it apart in black and white.

    ``note`` stands beside it, such as that it is not sure.
    """
    return _grade_tag(label, colour, note)


@lru_cache(maxsize=256, typed=True)
def _grade_tag(label: str, colour: str | None, note: str) -> SafeString:
    """A page has hundreds, of the few grades there are."""
    known = GRADE_COLOURS.get(colour or "")
    classes = f"app-grade app-grade--{colour if known else 'none'}"
    tag = render_component("tag", {"text": label, "colour": known or "grey", "classes": classes})
    return format_html("{} <em>({})</em>", tag, note) if note else tag


@register.simple_tag
def stacked_cells(cells: Iterable[tuple[str, str | int]], kind: str = "") -> SafeString:
    """Cells of a table that stacks on a phone: what heads each there, and what stands in it.

    ``kind`` is "numeric" for numbers.

    For rows of many cells: a template's loop takes five times as long for each.
    """
    more = f" nhsuk-table__cell--{kind}" if kind else ""
    # Both parts of each cell are escaped; what stands between them is written above.
    return mark_safe(  # noqa: S308
        "".join(
            _cell_opens(more, name)
            + conditional_escape(said if isinstance(said, str) else str(said))
            + CELL_CLOSES
            for name, said in cells
        )
    )


@lru_cache(maxsize=1024, typed=True)
def _cell_opens(more: str, name: str) -> SafeString:
    """The same heads stand over every row of a table."""
    return format_html(CELL_OPENS, more, name)


@register.simple_block_tag
def wide(content: SafeString, label: str) -> SafeString:
    """Something too wide for a phone: scrolls by itself, by touch, wheel and keyboard."""
    return render_to_string("common/wide.html", {"label": label, "content": content})


@register.simple_tag
def form_field(field: BoundField) -> SafeString:
    """A form field as its component, with what its choices reveal inside it."""
    component, params = component_of(field)
    return render_component(component, params)


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString | str:
    """The error summary of a form: nothing when there is nothing to mend."""
    params = error_summary(form)
    return render_component("error-summary", params) if params else ""


@register.simple_tag(takes_context=True)
def page_header(context: Context) -> SafeString:
    """Every page's header: NHS.UK's own, with the logo, only for those entitled to it."""
    params = header_params(context)
    if getattr(context.get("organisation"), "may_use_nhs_logo", False):
        return render_component("header", params)
    return _plain_header(json.dumps(params), get_language())


@lru_cache(maxsize=256)
def _plain_header(params: str, _language: str | None) -> SafeString:
    """A room full of people sees the same header on every page."""
    return render_to_string("common/header.html", json.loads(params))


@register.filter
def is_conditional(field: BoundField) -> bool:
    """Whether the field appears inside another field's choice, and so not by itself."""
    return field.name in conditionals_of(field.form)
