"""What the equality lead is asked about a declared interest."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import BooleanField, Choice, ChoiceField, PortalForm, TextField
from grading.models import DeclaredInterest

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Decision = DeclaredInterest.Decision


def _decision(*choices: Choice) -> ChoiceField:
    return ChoiceField(
        label=_("What do you decide?"),
        choices=choices,
        missing=_("Choose what you decide"),
        look={"label": {"size": "s"}},
    )


def _reason(read_by: "StrPromise") -> TextField:
    """``read_by`` says who reads it."""
    return TextField(
        label=_("Why?"), help_text=read_by, missing=_("Give your reason"), max_length=1000
    )


class DecisionForm(PortalForm):
    """May this person's answers count?"""

    decision = _decision(
        Choice(Decision.ALLOWED, _("Declared and allowed"), hint=_("Their answers count.")),
        Choice(
            Decision.STAND_DOWN,
            _("Stand down"),
            hint=_("Their answers do not count. Their group goes on with its other people."),
        ),
    )
    reason = _reason(_("The person reads this, and it stays in the audit trail. Name nobody."))


class AllowStaffForm(PortalForm):
    """One reason for everybody of a staff group who works there."""

    reason = _reason(_("Each of them reads this, and it stays in the audit trail. Name nobody."))


class GroupDecisionForm(PortalForm):
    """May this group's answers count?"""

    decision = _decision(
        Choice(Decision.ALLOWED, _("Declared and allowed"), hint=_("The group counts.")),
        Choice(
            Decision.STAND_DOWN,
            _("Stand the group down"),
            hint=_("Nobody's answers for it count, unless one of its people says no."),
        ),
    )
    reason = _reason(_("Everyone in the group gets this by e-mail, and it stays. Name nobody."))
    sure = BooleanField(
        label=_("I decide this without knowing what the group answered"),
        missing=_("Tick this, or do not decide"),
    )

    def leave_out(self, *, stand_down: bool, allowed: bool) -> None:
        """Offer only what can be decided now. What is sent all the same, the service refuses."""
        gone = {Decision.STAND_DOWN: stand_down, Decision.ALLOWED: allowed}
        offered = self.fields["decision"].details.values()  # type: ignore[attr-defined]
        self.offer("decision", [each for each in offered if not gone[Decision(each.value)]])


class DeclareForGroupForm(PortalForm):
    """What the coordinator says of a tie of the whole group."""

    text = TextField(
        label=_("What is your group's tie to the organisation?"),
        help_text=_("For example: it pays for our office. Name nobody."),
        missing=_("Say what the tie is"),
        max_length=1000,
        rows=4,
    )
    sure = BooleanField(
        label=_("I have talked with my group and speak for it"),
        missing=_("Talk with your group first, then tick this"),
    )
