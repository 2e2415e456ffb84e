"""Reporting years of the NHS: April to March, written 2025/26; some old reports name one year."""

from datetime import date

APRIL = 4


def reporting_year(day: date) -> str:
    """The reporting year that `day` (a date in the United Kingdom) lies in."""
    start = day.year if day.month >= APRIL else day.year - 1
    return written(start)


def written(start: int) -> str:
    """The year that starts in April of `start`, as 2025/26."""
    return f"{start}/{(start + 1) % 100:02d}"


def is_consistent(year: str) -> bool:
    """Whether the part after the stroke is the next year; true where there is no stroke."""
    start, stroke, end = year.partition("/")
    return not stroke or (start.isdecimal() and written(int(start)) == f"{start}/{end}")


def days_of(year: str) -> tuple[date, date]:
    """The first and the last day of a year that `is_consistent`."""
    start, stroke, _end = year.partition("/")
    first = int(start)
    if stroke:
        return date(first, APRIL, 1), date(first + 1, APRIL - 1, 31)
    return date(first, 1, 1), date(first, 12, 31)
