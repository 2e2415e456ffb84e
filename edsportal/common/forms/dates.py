import datetime
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from edsportal.common.forms.asked import Asked

PARTS = ("day", "month", "year")
THE_DATE = _("The date")
INCOMPLETE = {
    ("day",): _("%(date)s must include a day"),
    ("month",): _("%(date)s must include a month"),
    ("year",): _("%(date)s must include a year"),
    ("day", "month"): _("%(date)s must include a day and a month"),
    ("day", "year"): _("%(date)s must include a day and a year"),
    ("month", "year"): _("%(date)s must include a month and a year"),
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
Limit = datetime.date | Callable[[], datetime.date] | None


class DateParts(NamedTuple):
    """A date as a person typed it, each box as it was."""

    day: str
    month: str
    year: str


class DateWidget(forms.Widget):
    """Three boxes, named `<name>-day`, `<name>-month` and `<name>-year`."""

    use_fieldset = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> DateParts | None:
        typed = [str(data.get(f"{name}-{part}") or "").strip() for part in PARTS]
        return DateParts(*typed) if any(typed) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)

    def format_value(self, value: Any) -> Any:
        """What the boxes show: the parts as typed, or those of a date."""
        if isinstance(value, datetime.date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        return value or DateParts("", "", "")

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-{PARTS[0]}" if id_ else id_


class DateField(Asked, forms.Field):
    """A date in three boxes; gives a `datetime.date` or None.

    `named` begins its errors ("Closing date must include a year"). `earliest`
    and `latest` are dates, or functions that give one when the form is sent.
    An error's `parts` says which boxes it is about.
    """

    widget = DateWidget
    default_error_messages = {
        "not_real": _("%(date)s must be a real date, like 31 3 2026"),
        "short_year": _("The year must be 4 numbers, like 2026"),
        "too_early": _("%(date)s must be %(limit)s or later"),
        "too_late": _("%(date)s must be %(limit)s or earlier"),
    }

    def __init__(
        self,
        *,
        named: Any = THE_DATE,
        earliest: Limit = None,
        latest: Limit = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.named = named
        self.earliest = earliest
        self.latest = latest

    def to_python(self, value: Any) -> datetime.date | None:
        if value is None or isinstance(value, datetime.date):
            return value
        absent = tuple(part for part in PARTS if not getattr(value, part))
        if absent:
            raise self._error(INCOMPLETE[absent], "incomplete", absent)
        return self._real_date(value)

    def validate(self, value: datetime.date | None) -> None:
        super().validate(value)
        if value is None:
            return
        earliest, latest = _limit(self.earliest), _limit(self.latest)
        if earliest and value < earliest:
            raise self._limit_error("too_early", earliest)
        if latest and value > latest:
            raise self._limit_error("too_late", latest)

    def _real_date(self, typed: DateParts) -> datetime.date:
        if typed.year.isdecimal() and len(typed.year) != 4:
            raise self._error(self.error_messages["short_year"], "short_year", ("year",))
        try:
            return datetime.date(int(typed.year), _month(typed.month), int(typed.day))
        except ValueError:
            raise self._error(self.error_messages["not_real"], "not_real", PARTS) from None

    def _limit_error(self, code: str, limit: datetime.date) -> ValidationError:
        return self._error(
            self.error_messages[code], code, PARTS, limit=date_format(limit, "j F Y")
        )

    def _error(
        self, message: Any, code: str, parts: tuple[str, ...], **words: str
    ) -> ValidationError:
        return ValidationError(
            message, code=code, params={"date": self.named, "parts": parts, **words}
        )


def _limit(limit: Limit) -> datetime.date | None:
    return limit() if callable(limit) else limit


def _month(typed: str) -> int:
    """A month's number from its number or its English name; ValueError when it is neither."""
    if typed.isdecimal():
        return int(typed)
    return MONTHS.index(typed[:3].lower()) + 1
