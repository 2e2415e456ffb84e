"""One outcome over years and editions, with an honest break where its words changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grading.domain.edition import Edition, Outcome
from reports.domain.comparing import Distribution, distribution, same_words
from reports.models import OutcomeSummary
from reports.presenters.addresses import england_address, organisation_address, outcome_address
from reports.presenters.bars import Bar, bar, grade_words
from reports.presenters.words import CERTAINTY_WORDS

Counted = Sequence[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """How grades spread in one row of a table; `counts` in the order of the scale."""

    label: str
    href: str
    question: str
    bar: Bar
    counts: list[int]
    organisations: int
    few: bool


@dataclass(frozen=True, slots=True)
class EditionPart:
    """The outcome in one edition. `changed` says how its words stand to the edition before."""

    name: str
    question: str
    official: str
    certainty: str
    changed: str
    breaks: bool
    grades: list[str]
    rows: list[SpreadRow]


@dataclass(frozen=True, slots=True)
class InferredGrade:
    """A counted grade that was not seen in a published report."""

    words: str
    href: str


def outcome_page(
    code: str, found: Sequence[tuple[Edition, Counted]], *, inferred: Sequence[OutcomeSummary]
) -> dict[str, Any]:
    """Context of the page; ``found`` are the editions that have the outcome, oldest first."""
    parts = list(_parts(code, found))
    return {
        "code": code,
        "question": parts[-1].question,
        "parts": list(reversed(parts)),
        "inferred": [_inferred(row) for row in inferred],
        "csv_href": outcome_address(code, "csv"),
        "json_href": outcome_address(code, "json"),
    }


def _inferred(row: OutcomeSummary) -> InferredGrade:
    grade = row.framework.edition.grade(row.grade)
    words = _("%(organisation)s, %(year)s: %(grade)s (inferred)") % {
        "organisation": row.organisation.name,
        "year": row.year,
        "grade": grade.label,
    }
    return InferredGrade(words, organisation_address(row.organisation.ods_code))


def distributions(edition: Edition, counted: Counted) -> dict[str, Distribution]:
    """Each row's distribution, by year or by outcome: whichever comes first in ``counted``."""
    grouped: dict[str, dict[str, int]] = {}
    for name, grade, number in counted:
        grouped.setdefault(name, {})[grade] = number
    return {name: distribution(edition.scale.keys, counts) for name, counts in grouped.items()}


def spread_row(
    label: str,
    shown: Distribution,
    words: Mapping[str, Any],
    *,
    href: str = "",
    question: str = "",
) -> SpreadRow:
    """One row: the bar, the numbers, and how many organisations they are of."""
    return SpreadRow(
        label,
        href,
        question,
        bar(shown.counts, words, of=label),
        list(shown.counts.values()),
        shown.organisations,
        shown.too_few,
    )


def _parts(code: str, found: Sequence[tuple[Edition, Counted]]) -> Iterable[EditionPart]:
    before: tuple[Edition, Outcome] | None = None
    for edition, counted in found:
        outcome, words = edition.outcome(code), grade_words(edition)
        rows = [
            spread_row(year, shown, words, href=england_address(edition.key, year))
            for year, shown in distributions(edition, counted).items()
        ]
        breaks = before is not None and not same_words(
            before[1].official.text, outcome.official.text
        )
        yield EditionPart(
            name=edition.short_name,
            question=outcome.question,
            official=outcome.official.text,
            certainty=str(CERTAINTY_WORDS[outcome.official.certainty]),
            changed=_changed(before, breaks=breaks),
            breaks=breaks,
            grades=[grade.label for grade in edition.grades],
            rows=rows,
        )
        before = (edition, outcome)


def _changed(before: tuple[Edition, Outcome] | None, *, breaks: bool) -> str:
    if before is None:
        return ""
    name = {"edition": before[0].short_name}
    if breaks:
        return _("The words changed since %(edition)s. Do not read the years as one line.") % name
    return _("The words are the same as in %(edition)s.") % name
