"""What a grader sends from a question's page and from the pages around it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import CharField, EmailField, PortalForm

LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """One answer as it came from the page, with its line ends made one kind.

    Read by hand: this is the busiest form, the service checks every value anyway, and
    whatever it refuses must be shown back as it was typed. ``version`` is that of the
    answer the page was opened with, 0 for none, -1 for one that is no number;
    ``continue_to`` the next question, 0 for none; ``evidence_round`` that of the evidence the
    page showed, the first for a page from before there were rounds.
    """

    answer: str
    comment: str
    groups: tuple[str, ...]
    version: int
    continue_to: int
    evidence_round: int = 0

    @classmethod
    def read(cls, sent: QueryDict) -> "TypedAnswer":
        return cls(
            answer=sent.get("answer", ""),
            comment=sent.get("comment", "").replace("\r\n", "\n").replace("\r", "\n").strip(),
            groups=tuple(sent.getlist("groups")),
            version=whole_number(sent.get("version", "0"), otherwise=-1),
            continue_to=whole_number(sent.get("continue_to", "0"), otherwise=0),
            evidence_round=whole_number(sent.get("evidence_round", "0"), otherwise=0),
        )

    @property
    def is_empty(self) -> bool:
        """Nothing was chosen or written."""
        return not (self.answer or self.comment or self.groups)


def whole_number(text: str, *, otherwise: int) -> int:
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= LARGEST
        else otherwise
    )


class CodeForm(PortalForm):
    """The second way in."""

    WRONG = _("This code is not right. Check it against your newest message from us and try again")

    code = CharField(
        label=_("Your code"),
        help_text=_(
            "It is in the message you got or on the poster you saw, like CDFGH-34679. "
            "Capitals and spaces do not matter."
        ),
        missing=_("Enter the code from your message"),
        max_length=60,
        autocomplete="one-time-code",
        look={"width": 10, "spellcheck": False},
    )


class FreshLinkForm(PortalForm):
    """Where to send a new link."""

    email = EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one your invitation was sent to."),
        missing=_("Enter your e-mail address"),
        max_length=254,
        autocomplete="email",
    )
