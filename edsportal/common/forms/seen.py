from typing import Any, cast

from django.http import QueryDict

from edsportal.common.errors import Clash
from edsportal.common.forms.base import PortalForm
from edsportal.common.forms.fields import HiddenField


class SeenForm(PortalForm):
    """A form that knows what it was opened with: give it ``initial["seen"]``, a `stamp_of`."""

    seen = HiddenField()
    clashed = False

    def clean_seen(self) -> str | None:
        """The stamp; None where the field was not sent at all, as by a script without the page."""
        sent = self.add_prefix("seen") in self.data
        return str(self.cleaned_data["seen"]) if sent else None

    def answers(self) -> dict[str, Any]:
        """What was answered, without the stamp."""
        return {name: said for name, said in self.cleaned_data.items() if name != "seen"}

    def opened_again(self, clash: Clash, *, seen: str) -> None:
        """Keep what was typed, over what is stored now: saving again decides to replace it."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen")] = seen
        self.data = data
        self.clashed = True
        self.add_error(None, clash.reason)
