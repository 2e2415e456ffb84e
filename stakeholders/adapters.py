"""How sign-in by allauth fits the portal."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up: people join an organisation by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
