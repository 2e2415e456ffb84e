"""What history must be: of a year that is over, published in it or later, with its source.

A year that is still to be graded here can then not be taken by a file (ADR 0022).
"""

from datetime import date

from django.utils.translation import gettext as _

from grading.domain.reporting_year import days_of, is_consistent
from grading.interchange.problems import Json, Problems


def check_past(data: Json, problems: Problems, *, today: date) -> None:
    """Note a day before the year began; of past grades a year not over yet, and a missing source.

    Passed over where the year is not sound, or the day for what asks of it: that is told elsewhere.
    """
    day, year = _day(data.get("published_on")), data.get("year")
    if year is None or not is_consistent(year):
        return
    first, last = days_of(year)
    past = _is_history(data)
    if past:
        _check_source(data, problems)
    if past and last >= today:
        problems.add(
            ("year",),
            _("“%(year)s” is not over yet, so it has no past grades.") % {"year": year},
            _("Grade it here. Published grades can be brought in once the year has ended."),
        )
    elif day is not None and day < first:
        problems.add(
            ("published_on",),
            _("“%(day)s” is before the reporting year %(year)s began.")
            % {"day": day.isoformat(), "year": year},
            _("Correct the day or the year: grades are published in their year or later."),
        )


def _check_source(data: Json, problems: Problems) -> None:
    if not (data.get("source") or {}).get("url") and problems.clean("source"):
        problems.add(
            ("source", "url"),
            _("is missing: grades that were not given here need their source."),
            _("Write the address where they were published."),
        )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _is_history(data: Json) -> bool:
    """Whether the import would publish it: published grades, and nothing to reconcile."""
    entries = [entry for entry in data.get("outcomes") or [] if entry]
    reconciled = any(entry.get("local_grades") or entry.get("meeting_grade") for entry in entries)
    return not reconciled and any(entry.get("published_grade") for entry in entries)
