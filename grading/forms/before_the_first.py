"""What a grader is asked before the first question, and about themselves after handing in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    CharField,
    Choice,
    ChoiceField,
    PortalForm,
    SelectField,
    TextField,
)
from grading.domain.about_you import QUESTIONS
from grading.models import CommentConsent, DeclaredInterest
from grading.presenters.about_you import ANSWER_WORDS, QUESTION_WORDS
from stakeholders.domain.preferences import LANGUAGES

Kind = DeclaredInterest.Kind
WORDS_ABOUT = {Kind.WORKS_THERE: "work", Kind.FAMILY: "family", Kind.PAID: "pay"}


class StartForm(PortalForm):
    """The two things asked before the first question.

    Nobody declares an interest, or none, by pressing Start alone; comments stay
    unpublished unless somebody chooses otherwise.
    """

    interest = ChoiceField(
        label=_("Do you, or does someone close to you, work for it or get paid by it?"),
        help_text=_(
            "Staff may answer for a union, a staff network or staff. "
            "The equality lead reads this and decides."
        ),
        choices=[
            Choice(Kind.NONE, _("No")),
            Choice(Kind.WORKS_THERE, _("I work there"), reveals="work"),
            Choice(Kind.FAMILY, _("Someone close to me works there"), reveals="family"),
            Choice(Kind.PAID, _("It pays me, or a body I work for"), reveals="pay"),
        ],
        missing=_("Say if you or someone close to you works there or is paid by it"),
        look={"label": {"size": "s"}},
    )
    work = CharField(label=_("What do you do there?"), max_length=300, required=False)
    family = CharField(
        label=_("Who is it, and what do they do there?"),
        max_length=300,
        required=False,
        say_optional=False,
    )
    pay = CharField(
        label=_("What are you paid for?"), max_length=300, required=False, say_optional=False
    )
    comment_consent = ChoiceField(
        label=_("May what you write be published?"),
        help_text=_("Your own name never is. Your grades count either way."),
        choices=[
            Choice(CommentConsent.NONE, _("No")),
            Choice(CommentConsent.WITH_NAME, _("Yes, with my group's name")),
            Choice(CommentConsent.WITHOUT_NAME, _("Yes, without my group's name")),
        ],
        initial=CommentConsent.NONE,
        missing=_("Choose if your comments may be published"),
        look={"label": {"size": "s"}},
    )

    def __init__(self, *args: Any, organisation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interest"].label = _(
            "Do you, or does someone close to you, work for %(organisation)s or get paid by it?"
        ) % {"organisation": organisation}

    def clean(self) -> dict[str, Any]:
        """Words are asked for where the lead cannot judge without them."""
        data: dict[str, Any] = super().clean() or {}
        place = WORDS_ABOUT.get(data.get("interest", ""), "")
        if place in ("family", "pay") and place not in self.errors and not data.get(place):
            self.add_error(place, _("Say it in a few words"))
        data["interest_text"] = data.get(place, "") if place else ""
        return data


class NeedsForm(PortalForm):
    """What would help somebody to take part. Nothing in it has to be filled in."""

    access_needs = TextField(
        label=_("What would make it easier for you?"),
        help_text=_(
            "For example large print, an interpreter, or someone to go through it with you. "
            "The equality lead reads this, to help you."
        ),
        max_length=1000,
        rows=3,
        required=False,
        say_optional=False,
    )
    language = SelectField(
        label=_("Which language would you like?"),
        choices=[("", _("No wish")), *LANGUAGES.items()],
        required=False,
        say_optional=False,
    )


class AboutYouForm(PortalForm):
    """The nine questions about oneself; each can be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for of, words in QUESTION_WORDS.items():
            choices = [(answer, ANSWER_WORDS[answer]) for answer in QUESTIONS[of]]
            self.fields[of.value] = SelectField(
                label=words,
                choices=[("", _("No answer")), *choices],
                required=False,
                say_optional=False,
            )
