"""Components: the markup each gives, and what may never reach a page unescaped."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from edsportal.common.gallery_examples import COMPONENTS
from edsportal.common.nhsuk import UnknownComponent, UnsafeHtml, render_component
from edsportal.common.nhsuk.safety import textarea_value
from tests.common.markup import parse_page, strict_fragment

STORED = Path(__file__).parent / "components"
SCRIPT = "<script>alert(1)</script>"


def render(source: str, **context: object) -> str:
    return Template("{% load nhsuk %}" + source).render(Context(context))


def normalised(html: str) -> list[str]:
    return (
        re.sub(r"\s+", " ", html.replace(">", ">\n").replace("<", "\n<"))
        .replace("> <", ">\n<")
        .strip()
        .split("\n")
    )


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_each_component_gives_the_stored_markup(name: str) -> None:
    html = render_component(name, COMPONENTS[name].params)
    strict_fragment(html)
    assert normalised(html) == normalised((STORED / f"{name}.html").read_text(encoding="utf-8"))


def test_every_stored_file_belongs_to_an_example() -> None:
    assert {path.stem for path in STORED.glob("*.html")} == set(COMPONENTS)


def test_text_is_escaped_even_when_marked_safe() -> None:
    assert "<script" not in render('{% nhsuk "tag" text=text %}', text=SCRIPT)
    assert "<script" not in render('{% nhsuk "tag" text=text %}', text=SafeString(SCRIPT))


@pytest.mark.parametrize(
    ("component", "params"),
    [
        ("input", {"name": "a", "label": SafeString(SCRIPT)}),
        ("input", {"name": "a", "label": "a", "value": f'"{SCRIPT}'}),
        ("input", {"name": "a", "label": "a", "hint": SafeString(SCRIPT)}),
        ("input", {"name": "a", "label": "a", "attributes": {"data-x": SafeString(f'"{SCRIPT}')}}),
        ("summary-list", {"rows": [{"key": {"text": SCRIPT}, "value": SafeString(SCRIPT)}]}),
        ("task-list", {"items": [{"heading": SafeString(SCRIPT), "status": SafeString(SCRIPT)}]}),
        ("tables", {"caption": SafeString(SCRIPT), "rows": [[SafeString(SCRIPT), SCRIPT]]}),
        ("textarea", {"name": "a", "label": "a", "value": f"</textarea>{SCRIPT}"}),
        ("button", {"text": SCRIPT, "classes": f'"{SCRIPT}'}),
    ],
)
def test_no_parameter_but_html_carries_markup(component: str, params: dict[str, object]) -> None:
    assert "<script" not in render_component(component, params)


def test_html_takes_only_what_django_vouches_for() -> None:
    assert "<b>yes</b>" in render_component("inset-text", {"html": format_html("<b>{}</b>", "yes")})
    for params in ({"html": SCRIPT}, {"html": gettext_lazy("<b>Save</b>")}):
        with pytest.raises(UnsafeHtml, match="html"):
            render_component("inset-text", params)
    with pytest.raises(UnsafeHtml, match="descriptionHtml"):
        render_component("card", {"descriptionHtml": SCRIPT})


def test_nested_html_is_refused_too() -> None:
    with pytest.raises(UnsafeHtml):
        render_component(
            "summary-list", {"rows": [{"key": {"text": "a"}, "value": {"html": SCRIPT}}]}
        )


def test_attributes_as_a_string_are_refused() -> None:
    with pytest.raises(UnsafeHtml, match="attributes"):
        render_component("tag", {"text": "a", "attributes": ' onclick="x()"'})


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:x", "data:text/html,x"]
)
def test_links_may_not_run_code(href: str) -> None:
    with pytest.raises(UnsafeHtml, match="link"):
        render_component("back-link", {"href": href, "text": "Back"})


@pytest.mark.parametrize(
    "href", ["/a?b=c:d", "#top", "https://example.org/x", "mailto:a@example.org"]
)
def test_ordinary_links_pass(href: str) -> None:
    assert "href=" in render_component("back-link", {"href": href, "text": "Back"})


def test_an_unknown_component_is_named() -> None:
    with pytest.raises(UnknownComponent, match="teapot"):
        render_component("teapot", {})


def test_keywords_win_over_params_and_none_is_left_out() -> None:
    html = render(
        '{% nhsuk "tag" params=given text="Later" %}', given={"text": "First", "id": None}
    )
    assert "Later" in html
    assert "First" not in html
    assert "None" not in html


def test_a_block_takes_template_content_and_escapes_what_is_in_it() -> None:
    html = render(
        '{% nhsukblock "details" summaryText="Why" %}<p>{{ word }}</p>{% endnhsukblock %}',
        word="<i>",
    )
    assert "<p>&lt;i&gt;</p>" in html
    assert "<p>in a card</p>" in render(
        '{% nhsukblock "card" %}<p>in a card</p>{% endnhsukblock %}'
    )


def test_a_wide_table_can_be_reached_and_has_a_name() -> None:
    html = render("{% wide label=label %}<table></table>{% endwide %}", label='Grades "by" year')
    assert 'tabindex="0"' in html
    assert "&quot;by&quot;" in html
    assert "<table></table>" in html


def test_grades_differ_by_class_and_unknown_colours_are_grey() -> None:
    seen = {
        colour: render("{% grade_tag 'A' colour %}", colour=colour)
        for colour in ("red", "amber", "green", "purple")
    }
    assert len(set(seen.values())) == 4
    assert "nhsuk-tag--yellow app-grade app-grade--amber" in seen["amber"]
    assert "nhsuk-tag--grey app-grade app-grade--none" in render(
        "{% grade_tag 'A' colour %}", colour="<b>"
    )
    assert "nhsuk-tag--grey" in render("{% grade_tag 'A' %}")


@pytest.mark.parametrize(
    "typed", ["one\n  two\n\nthree", "\nstarts with a line end", "a\r\nb", "<b>&amp;"]
)
def test_what_was_typed_survives_the_components_indentation(typed: str) -> None:
    inner = render_component("textarea", {"name": "why", "label": "Why", "value": typed})
    item = {"value": "x", "text": "X", "conditional": {"html": inner}}
    html = render_component(
        "radios", {"name": "r", "fieldset": {"legend": {"text": "R"}}, "items": [item]}
    )
    textarea = strict_fragment(html).find(".//textarea")
    assert textarea is not None
    assert (textarea.text or "") == typed.replace("\r\n", "\n")


def test_textarea_value_is_one_line_of_markup() -> None:
    assert "\n" not in textarea_value("a\nb")


def test_the_gallery_is_valid_html_with_unique_ids(client: Client) -> None:
    response = client.get("/design/components/")
    assert response.status_code == 200
    page = parse_page(response.content.decode())
    assert page.html_lang == "en-GB"
    assert page.title.startswith("Error: Components")
    assert not page.inline_code
    assert not page.dangling


def header(**organisation: object) -> str:
    holder = type("Organisation", (), organisation)() if organisation else None
    return render("{% page_header %}", organisation=holder)


def test_the_logo_shows_only_for_an_organisation_entitled_to_it() -> None:
    assert "<svg" not in header()
    without = header(name="Example & Co Trust", may_use_nhs_logo=False)
    assert "<svg" not in without
    assert "Example &amp; Co Trust" in without
    assert 'aria-label="NHS' in header(name="Example Trust", may_use_nhs_logo=True)
