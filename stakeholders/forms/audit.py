"""What to look for in the audit trail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from edsportal.common.audit.reading import Filters
from edsportal.common.audit.words import LABELS
from edsportal.common.forms import DateField, PortalForm, SelectField


class AuditFilterForm(PortalForm):
    """Sent by GET, so that a found page has an address."""

    event = SelectField(label=_("What happened"), required=False, choices=[("", _("Everything"))])
    actor = SelectField(label=_("Who did it"), required=False, choices=[("", _("Everybody"))])
    earliest = DateField(label=_("From"), named=_("The first day"), required=False)
    latest = DateField(label=_("To"), named=_("The last day"), required=False)

    def offer_kinds(self, actors: Sequence[tuple[str, str]]) -> None:
        """Offer every kind of event by its name, and the people of this trail."""
        kinds = sorted(
            ((event.value, str(label)) for event, label in LABELS.items()), key=lambda pair: pair[1]
        )
        self.offer("event", [("", _("Everything")), *kinds])
        self.offer("actor", [("", _("Everybody")), *actors])

    @property
    def filters(self) -> Filters:
        """What was asked; with a mistake in the form, only what was understood."""
        asked = getattr(self, "cleaned_data", {})
        return Filters(
            event=asked.get("event") or "",
            actor=asked.get("actor") or "",
            earliest=asked.get("earliest"),
            latest=asked.get("latest"),
        )
