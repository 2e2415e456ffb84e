"""How a day on which something ends is told: with its last minute, so that nobody guesses."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def end_words(day: date) -> str:
    """“14 March 2027 at 23:59”. The hour that follows is not told."""
    return _("%(day)s at 23:59") % {"day": date_format(day, "j F Y")}
