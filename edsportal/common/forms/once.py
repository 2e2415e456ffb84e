import secrets
from typing import Any, cast

from django.http import QueryDict

from edsportal.common.forms.base import PortalForm
from edsportal.common.forms.fields import HiddenField
from edsportal.common.stamp import stamp_of


def new_form_key() -> str:
    """Tells one opened form from all others: too long to guess, so it needs no signature."""
    return secrets.token_urlsafe(16)


class OnceForm(PortalForm):
    """A form that makes something new. Pressed twice, it makes one thing."""

    form_key = HiddenField(initial=new_form_key)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said.pop("form_key", None)
        return said

    def once(self) -> str:
        """Stands for this submission, for `edsportal.common.once`; "" when it has no key.

        What was typed is part of it: who goes back, changes a word and sends again means
        something new.
        """
        sent = cast(QueryDict, self.data)
        key = sent.get(self.add_prefix("form_key"))
        typed = sorted((n, v) for n, v in sent.lists() if n != "csrfmiddlewaretoken")
        files = sorted((n, str(f), getattr(f, "size", 0)) for n, f in self.files.items())
        return stamp_of(key, typed, files) if key else ""
