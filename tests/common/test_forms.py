"""Forms: every field as its component, errors that lead to the right place, dates in words."""

import datetime
from xml.etree.ElementTree import Element

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.template import Context, Template
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from edsportal.common.forms import (
    BooleanField,
    CharField,
    Choice,
    ChoiceField,
    DateField,
    PortalForm,
    TextField,
    UnspecificError,
)
from edsportal.common.gallery_form import EveryFieldForm, wrong_form
from tests.common.markup import error_links, pointed_at, strict_fragment, unique_ids

EARLIEST = datetime.date(2026, 6, 15)


format_html_lazy = lazy(format_html, SafeString)


def crispy(form: forms.BaseForm) -> Element:
    html = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))
    return strict_fragment(html)


def by_id(tree: Element, name: str) -> Element:
    return next(element for element in tree.iter() if element.get("id") == name)


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


class DateForm(PortalForm):
    closes = DateField(
        label="When?",
        named="Closing date",
        missing="Enter the closing date",
        earliest=lambda: EARLIEST,
        latest=datetime.date(2027, 2, 28),
    )


def date_form(day: str, month: str, year: str) -> DateForm:
    return DateForm({"closes-day": day, "closes-month": month, "closes-year": year})


@pytest.mark.parametrize("form", [EveryFieldForm(), wrong_form()], ids=["empty", "wrong"])
def test_every_field_is_valid_markup_that_points_at_what_exists(form: EveryFieldForm) -> None:
    tree = crispy(form)
    assert pointed_at(tree) <= unique_ids(tree)
    names = {element.get("name") for element in tree.iter() if element.get("name")}
    shown = {form.add_prefix(name) for name in form.fields if name != "closes"}
    assert names == shown | {"closes-day", "closes-month", "closes-year"}


def test_the_summary_links_each_error_to_the_first_control_to_mend() -> None:
    tree = crispy(wrong_form())
    links = error_links(tree)
    assert {"id_name", "id_grade", "id_groups", "id_agree", "id_closes-year", "id_file"} <= links
    for name in links:
        assert by_id(tree, name).tag in {"input", "select", "textarea"}
    assert by_id(tree, "id_grade").get("value") == "undeveloped"
    assert by_id(tree, "id_groups").get("value") == "age"


def test_each_error_is_said_beside_its_field_and_described_to_screen_readers() -> None:
    tree = crispy(wrong_form())
    email = by_id(tree, "id_email")
    assert (email.get("aria-describedby") or "").split() == ["id_email-hint", "id_email-error"]
    assert text_of(by_id(tree, "id_email-error")).startswith("Error: Enter an email address")


def test_what_was_typed_is_shown_again_but_for_the_password() -> None:
    form = EveryFieldForm(
        {"name": '"><b>', "secret": "hunter2hunter2", "comment": "a\n b", "closes-day": "x"}
    )
    tree = crispy(form)
    assert by_id(tree, "id_name").get("value") == '"><b>'
    assert by_id(tree, "id_comment").text == "a\n b"
    assert by_id(tree, "id_closes-day").get("value") == "x"
    assert by_id(tree, "id_secret").get("value") is None


def test_nothing_lets_a_browser_cut_or_refuse_what_is_typed() -> None:
    class Short(PortalForm):
        name = CharField(label="Name", missing="Enter a name", max_length=5)
        note = TextField(label="Note", missing="Enter a note", max_length=5)

    banned = {"maxlength", "required", "pattern", "minlength", "max", "min"}
    assert not [e.tag for e in crispy(Short()).iter() if banned & set(e.keys())]
    form = Short({"name": "abcdef", "note": "abcdefg"})
    assert form.errors["name"] == ["Use 5 characters or fewer; you have used 6"]
    assert by_id(crispy(form), "id_note").text == "abcdefg"


def test_optional_fields_say_so_and_checkboxes_do_not() -> None:
    class Optional(PortalForm):
        name = CharField(label="Name", required=False)
        plain = CharField(label="Search", required=False, say_optional=False)
        agree = BooleanField(label="Tell me", required=False)

    assert text_of(crispy(Optional())) == "Name (optional) Search Tell me"


def test_the_field_named_as_heading_holds_the_only_h1() -> None:
    class Question(PortalForm):
        heading_field = "grade"
        grade = ChoiceField(label="How well?", choices=[("a", "A")], missing="Choose")
        why = TextField(label="Why?", required=False)

    headings = list(crispy(Question()).iter("h1"))
    assert [text_of(heading) for heading in headings] == ["How well?"]


def test_what_a_choice_reveals_is_shown_once_under_it() -> None:
    tree = crispy(EveryFieldForm())
    revealed = by_id(tree, "conditional-id_grade_2")
    assert [e.get("name") for e in revealed.iter("textarea")] == ["why"]
    assert len([e for e in tree.iter("textarea") if e.get("name") == "why"]) == 1
    assert not [
        e
        for e in tree.iter()
        if e.get("data-aria-controls") or "__conditional--hidden" in e.get("class", "")
    ]


def test_the_file_input_is_the_browsers_own() -> None:
    tree = crispy(EveryFieldForm())
    assert not [e for e in tree.iter() if e.get("data-module") == "nhsuk-file-upload"]
    assert by_id(tree, "id_file").get("accept") == ".pdf"


def test_djangos_own_fields_are_shown_by_their_widget() -> None:
    class Plain(forms.Form):
        colour = forms.ChoiceField(
            choices=[("Warm", [("r", "Red")]), ("b", "Blue")], widget=forms.RadioSelect
        )
        size = forms.ChoiceField(choices=[(1, "One"), (2, "Two")], initial=2)
        when = forms.CharField()

    tree = crispy(Plain({"size": "2"}))
    assert [e.get("value") for e in tree.iter("option") if e.get("selected") is not None] == ["2"]
    assert "Fill in “When”" in text_of(tree)
    assert "This field is required" not in text_of(tree)


def test_a_hint_is_markup_only_when_django_vouches_for_it() -> None:
    class Hinted(forms.Form):
        safe = forms.CharField(help_text=format_html_lazy("<a href='{}'>Forgotten?</a>", "/x/"))
        plain = forms.CharField(help_text="<a href='/y/'>no</a>")

    assert [e.get("href") for e in crispy(Hinted()).iter("a")] == ["/x/"]


def test_a_required_field_without_its_own_words_is_refused() -> None:
    with pytest.raises(UnspecificError, match="Vague: give name a text"):
        type("Vague", (PortalForm,), {"name": forms.CharField(label="Name")})
    type(
        "Told",
        (PortalForm,),
        {"name": forms.CharField(error_messages={"required": "Enter a name"})},
    )
    type("Inherits", (EveryFieldForm,), {})


def test_errors_of_the_whole_form_come_first_without_a_link() -> None:
    form = wrong_form()
    form.add_error(None, "Somebody else saved this")
    tree = crispy(form)
    first = next(e for e in tree.iter("ul") if "nhsuk-error-summary__list" in e.get("class", ""))[0]
    assert text_of(first) == "Somebody else saved this"
    assert first.find("a") is None


def test_a_prefix_keeps_two_forms_apart() -> None:
    both = Template("{% load crispy_forms_tags %}{% crispy a %}{% crispy b %}").render(
        Context({"a": EveryFieldForm(prefix="a"), "b": EveryFieldForm({}, prefix="b")})
    )
    tree = strict_fragment(both)
    assert error_links(tree) <= unique_ids(tree)


@pytest.mark.parametrize(
    ("typed", "message", "target"),
    [
        (("", "", ""), "Enter the closing date", "day"),
        (("", "7", "2026"), "Closing date must include a day", "day"),
        (("1", "", "2026"), "Closing date must include a month", "month"),
        (("1", "7", ""), "Closing date must include a year", "year"),
        (("", "", "2026"), "Closing date must include a day and a month", "day"),
        (("1", "", ""), "Closing date must include a month and a year", "month"),
        (("", "7", ""), "Closing date must include a day and a year", "day"),
        (("31", "9", "2026"), "Closing date must be a real date, like 31 3 2026", "day"),
        (("1", "Mau", "2026"), "Closing date must be a real date, like 31 3 2026", "day"),
        (("²", "7", "2026"), "Closing date must be a real date, like 31 3 2026", "day"),
        (("1", "7", "26"), "The year must be 4 numbers, like 2026", "year"),
        (("1", "7", "20266"), "The year must be 4 numbers, like 2026", "year"),
        (("14", "6", "2026"), "Closing date must be 15 June 2026 or later", "day"),
        (("1", "3", "2027"), "Closing date must be 28 February 2027 or earlier", "day"),
    ],
)
def test_a_date_that_cannot_be_used_says_why_and_where(
    typed: tuple[str, str, str], message: str, target: str
) -> None:
    form = date_form(*typed)
    assert form.errors["closes"] == [message]
    assert error_links(crispy(form)) == {f"id_closes-{target}"}


@pytest.mark.parametrize("month", ["7", "07", "Jul", "july", " 7 "])
def test_a_date_is_read_from_numbers_and_month_names(month: str) -> None:
    form = date_form("1", month, "2026")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["closes"] == datetime.date(2026, 7, 1)


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_date_shown_and_sent_back_is_the_same_date(date: datetime.date) -> None:
    class Any(PortalForm):
        on = DateField(label="On", missing="Enter it")

    tree = crispy(Any(initial={"on": date}))
    sent = {e.get("name"): e.get("value") for e in tree.iter("input")}
    assert Any(sent).is_valid()
    assert Any(sent, initial={"on": date}).has_changed() is False
    form = Any(sent)
    form.full_clean()
    assert form.cleaned_data["on"] == date


@settings(max_examples=200, deadline=None)
@given(st.tuples(*[st.text(max_size=6)] * 3))
def test_whatever_is_typed_into_a_date_gives_a_date_or_one_error(
    typed: tuple[str, str, str],
) -> None:
    form = date_form(*typed)
    assert form.is_valid() or len(form.errors["closes"]) == 1


def test_a_choice_not_offered_is_refused_in_plain_words() -> None:
    class Pick(PortalForm):
        grade = ChoiceField(
            label="Grade", choices=[Choice("a", "A", "Best")], missing="Choose a grade"
        )

    assert Pick({"grade": "z"}).errors["grade"] == ["Choose one of the answers shown"]
    assert Pick({}).errors["grade"] == ["Choose a grade"]


def test_a_layout_groups_fields_under_a_legend() -> None:
    class Grouped(PortalForm):
        first = CharField(label="First", missing="Enter the first")
        second = CharField(label="Second", missing="Enter the second")

        @property
        def helper(self) -> FormHelper:
            helper = super().helper
            helper.layout = Layout("second", Fieldset("Name & more", "first"))
            return helper

    tree = crispy(Grouped({}))
    assert [text_of(legend) for legend in tree.iter("legend")] == ["Name & more"]
    assert [e.get("name") for e in tree.iter("input")] == ["second", "first"]
    assert error_links(tree) == {"id_first", "id_second"}
