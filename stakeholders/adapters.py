"""How sign-in by allauth fits the portal."""

import base64
import hashlib
import time
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import filter_users_by_email
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from edsportal.common.client_address import client_address
from edsportal.common.outbox.kinds import MessageKind
from edsportal.common.outbox.queue import queue_message
from stakeholders.models import User
from stakeholders.selectors.second_factor import second_factor_required

TRIED_WHILE_A_CODE_IS_GOOD = timedelta(minutes=15)


def _request() -> HttpRequest:
    request: HttpRequest = context.request
    return request


class InvitedOnlyAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up: people join an organisation by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By the outbox, like all mail: a mail server that is away must not fail a sign-in.

        Codes are good for minutes, so the message is not tried for long.
        """
        told = {"email": email, "current_site": get_current_site(_request()), **context}
        message = self.render_mail(template_prefix, email, told)
        queue_message(
            kind=MessageKind.ACCOUNT,
            to=email,
            subject=message.subject,
            body=message.body,
            tried_for=TRIED_WHILE_A_CODE_IS_GOOD,
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom wrong passwords are counted against; a sender cannot choose it."""
        return client_address(request)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whether to ask "is it still you?"; not of somebody who has only just signed in."""
        request = context.request
        records = get_authentication_records(request, request.user)
        latest = records[-1]["at"] if records else 0
        return bool(time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


class PortalMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors: encrypted at rest, and kept by those who need one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code is not right. Wait for the next one and try again"),
        "cannot_delete_authenticator": _(
            "You need a second step to sign in. Add another before you remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a new passkey is called until its owner names it."""
        held = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)d") % {"number": held + 1}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another second step is left, for those who must have one."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return left or not second_factor_required(authenticator.user)


class KnownPeopleOnlyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in by an organisation's own provider, for people who have an account here.

    They are found by an address the provider has verified each time; nothing is linked,
    so somebody who takes over an address at a provider finds no older link to use.
    """

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        for address in sociallogin.email_addresses:
            if self._is_verified(sociallogin, address.email, said=address.verified):
                users = filter_users_by_email(address.email, is_active=True)
                if len(users) == 1:
                    return users[0], address.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(redirect("account_page"))

    def _is_verified(self, sociallogin: SocialLogin, email: str, *, said: object) -> bool:
        known = settings.OIDC_PROVIDERS.get(sociallogin.account.provider)
        if known is None:
            return False
        # Some providers say it in words; any other text would count as true.
        verified = said is True or str(said).lower() == "true"
        domain = email.rpartition("@")[2].lower()
        return domain in known.email_domains if known.email_domains else verified


def _box() -> Fernet:
    key = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
