"""What the equality lead is asked about a declared interest."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import Choice, ChoiceField, PortalForm, TextField
from grading.models import DeclaredInterest

Decision = DeclaredInterest.Decision


class DecisionForm(PortalForm):
    """May this person's answers count?"""

    decision = ChoiceField(
        label=_("What do you decide?"),
        choices=[
            Choice(Decision.ALLOWED, _("Declared and allowed"), hint=_("Their answers count.")),
            Choice(
                Decision.STAND_DOWN,
                _("Stand down"),
                hint=_("Their answers do not count. Their group goes on with its other people."),
            ),
        ],
        missing=_("Choose what you decide"),
        look={"label": {"size": "s"}},
    )
    reason = TextField(
        label=_("Why?"),
        help_text=_("The person reads this, and it stays in the audit trail. Name nobody."),
        missing=_("Give your reason"),
        max_length=1000,
    )


class AllowStaffForm(PortalForm):
    """One reason for everybody of a staff group who works there."""

    reason = TextField(
        label=_("Why?"),
        help_text=_("Each of them reads this, and it stays in the audit trail. Name nobody."),
        missing=_("Give your reason"),
        max_length=1000,
    )
