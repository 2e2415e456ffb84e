from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _


def portal(request: HttpRequest) -> dict[str, Any]:
    """What every page says about the portal itself."""
    return {"portal": service_words()}


def service_words() -> dict[str, str]:
    """The portal's name and the address its name links to."""
    return {"name": _("EDS grading portal"), "href": "/"}
