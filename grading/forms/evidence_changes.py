"""Questions about evidence that changes while people grade by it."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import CharField, ChoiceField
from evidence.forms.evidence_item import VISIBILITY_CHOICES, EvidenceForm
from evidence.models import EvidenceItem
from grading.services.evidence_while_grading import LONGEST_NOTE


class NotedEvidenceForm(EvidenceForm):
    """One item, with a note for those who grade. It cannot be hidden from them."""

    note = CharField(
        label=_("What changed, and why?"),
        help_text=_(
            "In a few words. People who grade read this, for example: “We added the figures for "
            "March.”"
        ),
        missing=_("Say in a few words what changed: people who graded read it"),
        max_length=LONGEST_NOTE,
    )
    visibility = ChoiceField(
        label=_("Who may see it?"),
        choices=[c for c in VISIBILITY_CHOICES if c.value != EvidenceItem.Visibility.STAFF],
        initial=EvidenceItem.Visibility.PUBLIC,
        missing=_("Choose who may see it"),
    )
    field_order = ("note",)
