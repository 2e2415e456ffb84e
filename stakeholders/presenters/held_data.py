"""All that is held of one member of staff: for their own page, and as a file to take away."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stakeholders.models import Membership, User
from stakeholders.selectors.held_data import devices, events_by, roles_held, sign_in_addresses

FORMAT = "eds-your-data/1"


def held_of_user(user: User) -> dict[str, Any]:
    """The file: account, roles, sign-in, and what the audit trail notes. Four queries."""
    return {
        "format": FORMAT,
        "name": user.name,
        "email": user.email,
        "sign_in_addresses": sign_in_addresses(user),
        "joined": _time(user.date_joined),
        "last_signed_in": _time(user.last_login),
        "platform_administrator": user.is_platform_administrator,
        "roles": [
            {
                "organisation": held.organisation.name,
                "role": held.role,
                "joined": _time(held.joined_at),
                "left": _time(held.ended_at),
            }
            for held in roles_held(user)
        ],
        "signed_in_on": [
            {
                "since": _time(device.created_at),
                "network_address": device.ip,
                "browser": device.user_agent,
            }
            for device in devices(user)
        ],
        "noted": [
            {
                "when": _time(event.at),
                "what": event.event,
                "why": event.reason,
                "organisation": event.organisation,
            }
            for event in events_by(user)
        ],
    }


def held_summary(user: User) -> dict[str, Any]:
    """Parameters of NHS.UK's summary list."""
    roles = "; ".join(_role(held) for held in roles_held(user)) or "–"
    rows = [
        (_("Your name"), user.name),
        (_("Your e-mail address"), user.email),
        (_("Your roles"), roles),
        (_("Account made on"), _day(user.date_joined)),
        (_("Last signed in on"), _day(user.last_login)),
        (_("Lines about you in “Who did what”"), str(events_by(user).count())),
    ]
    return {
        "rows": [
            {"key": {"text": key}, "value": {"text": value, "classes": "app-break"}}
            for key, value in rows
        ]
    }


def _role(held: Membership) -> str:
    words = (
        _("%(role)s, %(organisation)s (until %(day)s)")
        if held.ended_at
        else _("%(role)s, %(organisation)s")
    )
    return words % {
        "role": held.get_role_display(),
        "organisation": held.organisation.name,
        "day": _day(held.ended_at),
    }


def _time(moment: dt.datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _day(moment: dt.datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else "–"
