"""Nobody overwrites unseen what somebody else saved after the form was opened.

A form carries the stamp of what it was opened with (`edsportal.common.forms.SeenForm`); the
service that writes asks `require_unchanged` with the row locked.
"""

import hashlib
import json

from django.utils.translation import gettext as _

from edsportal.common.errors import Clash


def stamp_of(*content: object) -> str:
    """Stands for ``content``: the same text only while it is the same."""
    told = json.dumps([str(part) for part in content])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def require_unchanged(now: str, *, seen: str | None) -> None:
    """Raise `Clash` unless ``seen``, the stamp a form was opened with, still is the one of now.

    None stands for a caller that opened no form, such as a command.
    """
    if seen is not None and seen != now:
        raise Clash(_("Somebody else changed this since you opened the page. Nothing was saved."))
