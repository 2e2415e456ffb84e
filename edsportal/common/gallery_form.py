"""A form with every kind of field, for the gallery and for tests of the template pack."""

import datetime

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    BooleanField,
    CharField,
    Choice,
    ChoiceField,
    DateField,
    EmailField,
    FileField,
    HiddenField,
    IntegerField,
    MultipleChoiceField,
    PasswordField,
    PortalForm,
    SelectField,
    TextField,
    URLField,
)

GRADES = (
    Choice("undeveloped", _("Undeveloped"), _("Few groups fare well")),
    Choice("developing", _("Developing"), _("Some groups fare well")),
    Choice("other", _("Something else"), reveals="why", divider=_("or")),
)


class EveryFieldForm(PortalForm):
    """Each field once, each with a hint."""

    name = CharField(
        label=_("Name"),
        help_text=_("As on your badge"),
        missing=_("Enter your name"),
        autocomplete="name",
    )
    email = EmailField(
        label=_("Email address"),
        help_text=_("We send a receipt"),
        missing=_("Enter your email address"),
    )
    people = IntegerField(
        label=_("People you asked"), min_value=0, missing=_("Enter how many people you asked")
    )
    site = URLField(label=_("Web page"), required=False)
    secret = PasswordField(label=_("Password"), missing=_("Enter a password"))
    account = TextField(
        label=_("What happened"), help_text=_("In your own words"), missing=_("Say what happened")
    )
    comment = TextField(label=_("Comment"), max_words=5, required=False)
    region = SelectField(
        label=_("Region"),
        choices=[("", _("Choose a region")), ("north", _("North")), ("south", _("South"))],
        missing=_("Choose a region"),
    )
    grade = ChoiceField(
        label=_("Grade"), help_text=_("Choose one"), choices=GRADES, missing=_("Choose a grade")
    )
    why = TextField(label=_("What else?"), required=False, rows=2)
    groups = MultipleChoiceField(
        label=_("Groups"),
        help_text=_("Choose all that apply"),
        choices=[Choice("age", _("Age"), _("Any age")), Choice("sex", _("Sex"))],
        missing=_("Choose at least one group"),
    )
    agree = BooleanField(
        label=_("I have read the rules"),
        help_text=_("Two pages"),
        missing=_("Say that you read the rules"),
    )
    closes = DateField(
        label=_("When does grading close?"),
        help_text=_("For example, 28 2 2027"),
        named=_("Closing date"),
        earliest=datetime.date(2026, 1, 1),
        missing=_("Enter the closing date"),
    )
    file = FileField(label=_("Upload a file"), accept=".pdf", missing=_("Choose a file"))
    version = HiddenField(initial="1")


def wrong_form() -> EveryFieldForm:
    """The form as sent by somebody who got everything wrong, markup included."""
    typed = {
        "email": "nobody",
        "people": "several",
        "site": "not a page",
        "comment": "one two\nthree four five <six>",
        "region": "west",
        "closes-day": "31",
        "closes-month": "2",
        "closes-year": "",
        "why": "First line\n  second line",
    }
    return EveryFieldForm(data=typed, files=MultiValueDict())
