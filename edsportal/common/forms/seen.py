from typing import Any, cast

from django.http import QueryDict

from edsportal.common.errors import Clash
from edsportal.common.forms.base import PortalForm
from edsportal.common.forms.fields import HiddenField


class SeenForm(PortalForm):
    """A form that knows what it was opened with: give it ``initial["seen"]``, a `stamp_of`."""

    seen = HiddenField()

    def answers(self) -> dict[str, Any]:
        """What was answered, without the stamp."""
        return {name: said for name, said in self.cleaned_data.items() if name != "seen"}

    def opened_again(self, clash: Clash, *, seen: str) -> None:
        """Keep what was typed, over what is stored now: saving again is a decision to replace it."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen")] = seen
        self.data = data
        self.add_error(None, clash.reason)
