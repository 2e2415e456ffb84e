"""How days are told: one on which something ends with its last minute, so that nobody guesses."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def end_words(day: date) -> str:
    """“14 March 2027 at 23:59”. The hour that follows is not told."""
    return _("%(day)s at 23:59") % {"day": date_format(day, "j F Y")}


def day_words(moment: datetime | None) -> str:
    """The day of a moment in UK time, as “14 March 2027”; "" of none."""
    return date_format(localtime(moment), "j F Y") if moment else ""
