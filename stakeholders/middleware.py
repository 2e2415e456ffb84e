"""No work without a second factor, for those who need one."""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

from edsportal.common.signed_out import keep_typed_text
from stakeholders.models import User
from stakeholders.selectors.second_factor import has_second_factor, second_factor_required
from stakeholders.services.demo_sign_in import SESSION_KEY as DEMO_SIGNED_IN

# What somebody needs to set a second factor up, to get in again, or to leave.
ALWAYS_REACHED = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "second_factor_needed",
    }
)


class SecondFactorFirst:
    """Sends staff who need a second factor and have none to the page where they set it up.

    allauth asks for a factor that is set up, but cannot demand that one is. Views open to
    everyone are left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Stop the request before its view, or let it through."""
        if not getattr(view, "login_required", True) or not isinstance(request.user, User):
            return None
        if resolve(request.path_info).view_name in ALWAYS_REACHED:
            return None
        if proved_twice(request, request.user) or not second_factor_required(request.user):
            return None
        if has_second_factor(request.user):
            return None
        keep_typed_text(request)
        return redirect("second_factor_needed")


def proved_twice(request: HttpRequest, user: User) -> bool:
    """Whether this session began with a second factor, here or at a provider that always asks."""
    if settings.DEMO_SIGN_IN and request.session.get(DEMO_SIGNED_IN):
        return True
    return any(_counts(record) for record in get_authentication_records(request, user))


def _counts(record: dict[str, object]) -> bool:
    if record["method"] == "mfa":
        return True
    provider = settings.OIDC_PROVIDERS.get(str(record.get("provider", "")))
    return record["method"] == "socialaccount" and provider is not None and provider.second_factor
