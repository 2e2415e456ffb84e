"""What graders ask about an outcome, and what the lead answers."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import OnceForm, SeenForm, SelectField, TextField
from grading.domain.asked_question import LONGEST_ANSWER, LONGEST_QUESTION


class AskForm(OnceForm):
    """Something a grader would like to know."""

    question = TextField(
        label=_("What would you like to know?"),
        help_text=_(
            "Ask one thing at a time. Do not write your name, your group, or your grade: "
            "the others who grade this read your words as you type them."
        ),
        missing=_("Write what you would like to know"),
        max_length=LONGEST_QUESTION,
        rows=4,
    )


class AnswerForm(SeenForm):
    """The lead's answer, in words and perhaps with evidence to look at."""

    text = TextField(
        label=_("Your answer"),
        help_text=_("Everyone who grades this outcome reads it. Name nobody."),
        missing=_("Write an answer"),
        max_length=LONGEST_ANSWER,
    )
    item = SelectField(
        label=_("Evidence that shows it"),
        help_text=_("What graders of this outcome see already. Add new evidence first."),
        required=False,
    )
