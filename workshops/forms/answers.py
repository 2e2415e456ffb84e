"""What is typed in for somebody else: from paper, by telephone, for a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    BooleanField,
    CharField,
    Choice,
    ChoiceField,
    IntegerField,
    MultipleChoiceField,
    OnceForm,
    PortalForm,
    SelectField,
    TextField,
)
from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.edition import Edition
from grading.models import AssessedOutcome, CommentConsent, GroupAnswer, Participation
from grading.presenters.grader.answers import GROUP_LABELS, answer_words
from grading.services.group_answer import Agreed
from workshops.domain.paper import Typed
from workshops.models import PaperPack
from workshops.presenters.paper import numbered
from workshops.services.paper import MOST_PACKS


class DictatedForm(OnceForm):
    """An answer and a comment for each question that a group grades."""

    comment_consent = ChoiceField(
        label=_("May the comments be published?"),
        choices=[
            Choice(CommentConsent.NONE, _("No, or not said")),
            Choice(CommentConsent.WITH_NAME, _("Yes, with the group's name")),
            Choice(CommentConsent.WITHOUT_NAME, _("Yes, without the group's name")),
        ],
        initial=CommentConsent.NONE,
        missing=_("Choose if the comments may be published"),
        look={"label": {"size": "s"}},
    )

    def __init__(self, *args: Any, outcomes: Sequence[AssessedOutcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [row.pk for row in outcomes]
        for number, row in enumerate(outcomes, start=1):
            self.fields[f"answer_{row.pk}"] = SelectField(
                label=numbered(number, row),
                choices=[("", _now("No answer")), *answer_choices(row.assessment.edition)],
                required=False,
                say_optional=False,
                look={"label": {"size": "s"}},
            )
            if row.outcome.counts_groups:
                self.fields[f"groups_{row.pk}"] = _groups_field(number)
            self.fields[f"comment_{row.pk}"] = CharField(
                label=_now("Comment on question %(number)d") % {"number": number},
                required=False,
                max_length=3000,
            )
        self.order_fields([*(n for n in self.fields if n != "comment_consent"), "comment_consent"])

    @staticmethod
    def initial_of(typed: Mapping[int, Typed], comment_consent: str) -> dict[str, Any]:
        """What was typed before, by field."""
        answers = {f"answer_{pk}": said.answer for pk, said in typed.items()}
        comments = {f"comment_{pk}": said.comment for pk, said in typed.items()}
        groups = {f"groups_{pk}": list(said.groups) for pk, said in typed.items()}
        return {**answers, **groups, **comments, "comment_consent": comment_consent}

    def typed(self) -> dict[int, Typed]:
        """What was typed, by assessed outcome."""
        said = self.cleaned_data
        return {
            pk: Typed(
                said[f"answer_{pk}"],
                said[f"comment_{pk}"],
                tuple(said.get(f"groups_{pk}", ())),
            )
            for pk in self.places
        }


def _groups_field(number: int) -> MultipleChoiceField:
    return MultipleChoiceField(
        label=_now("Which groups fare as well as people overall? (question %(number)d)")
        % {"number": number},
        choices=[(key.value, label) for key, label in GROUP_LABELS.items()],
        required=False,
        say_optional=False,
        look={"label": {"size": None}, "classes": "nhsuk-checkboxes--small app-two-columns"},
    )


class PhoneForm(DictatedForm):
    """The same for somebody on the telephone."""

    name = CharField(
        label=_("What shall we call the person?"),
        help_text=_("A first name or a made-up one is enough. It is never published."),
        required=False,
        max_length=150,
    )


def answer_choices(edition: Edition, *, rather_not: bool = True) -> list[tuple[str, str]]:
    """Every answer of an edition with its words, lowest grade first."""
    keys = [*edition.scale.keys, NOT_ENOUGH_EVIDENCE, *([PREFER_NOT_TO_SAY] if rather_not else [])]
    return [(key, answer_words(edition, key)) for key in keys]


class PrintForm(OnceForm):
    """Which packs to print."""

    group = SelectField(label=_("For which group?"), missing=_("Choose a group"))
    format = ChoiceField(
        label=_("In which form?"),
        choices=[Choice(value, label) for value, label in PaperPack.Format.choices],
        missing=_("Choose a form"),
    )
    count = IntegerField(
        label=_("How many?"),
        help_text=_("Each has a number of its own, so print each one once. The most is 10."),
        missing=_("Enter how many"),
        min_value=1,
        max_value=MOST_PACKS,
        look={"width": 2, "inputmode": "numeric"},
    )


class SerialForm(PortalForm):
    """Which paper came back."""

    serial = CharField(
        label=_("The number on the paper"),
        help_text=_("Eight letters and figures at the top of each page."),
        missing=_("Enter the number on the paper"),
        max_length=30,
        look={"width": 10, "spellcheck": False},
    )


class GroupForm(PortalForm):
    """For which group somebody speaks."""

    group = SelectField(label=_("For which group does the person speak?"), missing=_("Choose"))


class TableForm(PortalForm):
    """What a table of one group agreed on."""

    answer = ChoiceField(label=_("What did the group agree on?"), missing=_("Choose an answer"))
    agreed = IntegerField(
        label=_("How many agreed?"),
        missing=_("Enter how many agreed"),
        min_value=1,
        max_value=10_000,
        look={"width": 3, "inputmode": "numeric"},
    )
    dissented = IntegerField(
        label=_("How many did not?"),
        missing=_("Enter how many did not agree, or 0"),
        min_value=0,
        max_value=10_000,
        initial=0,
        look={"width": 3, "inputmode": "numeric"},
    )
    dissent = TextField(
        label=_("Who saw it otherwise, and why?"),
        help_text=_("Say which group or role, and name no person."),
        required=False,
        rows=3,
        max_length=3000,
    )
    comment = TextField(
        label=_("Why does the group think so?"), required=False, rows=3, max_length=3000
    )
    publish = ChoiceField(
        label=_("May these words be published?"),
        help_text=_("Who saw it otherwise, and why the group thinks so."),
        choices=[Choice("no", _("No")), Choice("yes", _("Yes, with the group's name"))],
        initial="no",
        missing=_("Choose if these words may be published"),
    )


class GroupReplyForm(TableForm):
    """The group keeps or changes its one answer after a reply, once."""

    sure = BooleanField(
        label=_("I know that my group can do this once"),
        missing=_("Tick the box: your group can do this once"),
    )


class TableAndGroupForm(GroupForm, TableForm):
    """A table's answer, with the group that sits there."""

    field_order = ("group", "answer", "agreed", "dissented", "dissent", "comment", "publish")

    def group_of(self, groups: Sequence[Participation]) -> Participation:
        """Which of ``groups`` was chosen."""
        return next(row for row in groups if str(row.pk) == self.cleaned_data["group"])


def version_in(sent: QueryDict) -> int:
    """The version of the group's answer that this one replaces; 0 for a first one."""
    typed = str(sent.get("version", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def agreed_from(said: dict[str, object]) -> Agreed:
    """What `TableForm` holds, for the service."""
    return Agreed(
        answer=str(said["answer"]),
        agreed=int(str(said["agreed"])),
        dissented=int(str(said["dissented"])),
        dissent=str(said["dissent"]),
        comment=str(said["comment"]),
        publish_comment=said["publish"] == "yes",
        publish_dissent=said["publish"] == "yes",
    )


def agreed_initial(saved: GroupAnswer) -> dict[str, object]:
    """What `TableForm` begins with where the group has answered before."""
    return {
        "answer": saved.answer,
        "agreed": saved.agreed,
        "dissented": saved.dissented,
        "dissent": saved.dissent,
        "comment": saved.comment,
        # Who allowed the comment alone, before more was asked, is asked again.
        "publish": "yes"
        if saved.publish_comment and (saved.publish_dissent or not saved.dissent)
        else "no",
    }
