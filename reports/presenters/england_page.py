"""All of England, by edition and year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from grading.domain.edition import Edition
from grading.models import Framework
from reports.domain.comparing import Distribution, distribution, publish_by
from reports.presenters.addresses import england_address, england_list_address, outcome_address
from reports.presenters.bars import grade_words
from reports.presenters.outcome_page import Counted, SpreadRow, distributions, spread_row

FEW_REPORTS = 5


@dataclass(frozen=True, slots=True)
class YearLine:
    """One edition and year in the list."""

    year: str
    edition: str
    href: str
    reports: int
    due: date | None
    in_time: int


def england_list(
    days: Mapping[tuple[str, str], Sequence[date]], editions: Sequence[Framework]
) -> dict[str, Any]:
    """Context of the list of years, newest first; costs no query."""
    known = {framework.key: framework.edition for framework in editions}
    newest = sorted(days, key=lambda held: (held[1], held[0]), reverse=True)
    lines = [_line(known[key], year, days[key, year]) for key, year in newest]
    return {
        "lines": lines,
        "csv_href": england_list_address("csv"),
        "json_href": england_list_address("json"),
    }


def _line(edition: Edition, year: str, days: Sequence[date]) -> YearLine:
    due = publish_by(year, edition.publish_by_day)
    return YearLine(
        year=year,
        edition=edition.short_name,
        href=england_address(edition.key, year),
        reports=len(days),
        due=due,
        in_time=sum(day <= due for day in days) if due else 0,
    )


def england_page(
    edition: Edition, year: str, counted: Counted, days: Sequence[date]
) -> dict[str, Any]:
    """Context of one edition and year; costs no query."""
    words, found = grade_words(edition), distributions(edition, counted)
    return {
        "line": _line(edition, year, days),
        "edition_name": edition.name,
        "few": len(days) < FEW_REPORTS,
        "grades": [grade.label for grade in edition.grades],
        "rows": [_row(outcome.code, edition, found, words) for outcome in edition.outcomes],
        "csv_href": england_address(edition.key, year, "csv"),
        "json_href": england_address(edition.key, year, "json"),
    }


def _row(
    code: str, edition: Edition, found: Mapping[str, Distribution], words: Mapping[str, Any]
) -> SpreadRow:
    shown = found.get(code) or distribution(edition.scale.keys, {})
    question = edition.outcome(code).question
    return spread_row(code, shown, words, href=outcome_address(code), question=question)
