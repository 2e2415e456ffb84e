"""How long an equality objective may run."""

import datetime as dt

LONGEST_YEARS = 4
"""Objectives are published at least every four years: Equality Act 2010 (Specific Duties and
Public Authorities) Regulations 2017, regulation 5."""


def too_long(starts_on: dt.date, ends_on: dt.date) -> bool:
    """Whether the end lies after the same day four years on; the day itself is allowed."""
    try:
        latest = starts_on.replace(year=starts_on.year + LONGEST_YEARS)
    except ValueError:  # 29 February has no namesake in some years.
        latest = dt.date(starts_on.year + LONGEST_YEARS, 3, 1)
    return ends_on > latest
