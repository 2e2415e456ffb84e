"""allauth's form for a new passkey, in our words."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A name, and whether it may also be used alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name, to tell it from others")
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with it alone, without a password or code")
        alone.help_text = _("Your device then always asks for your finger, face or PIN.")
