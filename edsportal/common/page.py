"""What the frame of a page shows: its header."""

from collections.abc import Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from edsportal.common.context import service_words


def header_params(context: Mapping[str, Any] | Any) -> dict[str, Any]:
    """Parameters of NHS.UK's header; everything in the context may be missing."""
    organisation = context.get("organisation")
    return {
        "service": _service(context),
        "organisation": {"name": str(organisation.name)} if organisation else None,
        "account": _account(context.get("user")),
        "navigation": {"items": list(context.get("navigation") or ())},
    }


def _service(context: Any) -> dict[str, str]:
    # The page for a fault in the portal is rendered without any context.
    words = context.get("portal") or service_words()
    return {"text": words["name"], "href": words["href"]}


def _account(user: Any) -> dict[str, Any] | None:
    """Who is signed in and the way out, or the way in; nothing where sign-in has no address."""
    try:
        if user is not None and user.is_authenticated:
            items = [
                {"href": reverse("account_page"), "text": str(user)},
                {"href": reverse("account_logout"), "text": _("Sign out")},
            ]
        else:
            items = [{"href": reverse("account_login"), "text": _("Staff sign in")}]
    except NoReverseMatch:
        return None
    return {"items": items, "ariaLabel": _("Account")}
