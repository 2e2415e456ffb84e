"""Reading how the evidence of an assessment changed while grading was open."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from evidence.models import EvidenceVersion
from grading.models import (
    AssessedOutcome,
    Assessment,
    LocalGrade,
    LocalGradeRevision,
    ShownVersion,
)
from grading.selectors.grader import SHOWN_TO_GRADERS


@dataclass(frozen=True, slots=True)
class ChangedUse:
    """One item of an outcome: what was shown (None when it was added), what is, and why."""

    old: EvidenceVersion | None
    new: EvidenceVersion
    notes: tuple[str, ...]
    at: datetime


def changes_since(assessed_outcome: AssessedOutcome, seen_round: int) -> list[ChangedUse]:
    """What changed in an outcome's evidence after the round that was seen; one query."""
    rows = (
        ShownVersion.objects.filter(
            use__assessed_outcome=assessed_outcome, use__item__visibility__in=SHOWN_TO_GRADERS
        )
        .select_related("version__file")
        .order_by("use", "round")
    )
    found = []
    for shown in _by_use(rows).values():
        seen = [row for row in shown if row.round <= seen_round]
        later = [row for row in shown if row.round > seen_round]
        if later:
            newest = later[-1]
            notes = tuple(row.note for row in later)
            old = seen[-1].version if seen else None
            found.append(ChangedUse(old, newest.version, notes, newest.at))
    return found


def _by_use(rows: Iterable[ShownVersion]) -> dict[int, list[ShownVersion]]:
    found: dict[int, list[ShownVersion]] = defaultdict(list)
    for row in rows:
        found[row.use_id].append(row)
    return found


@dataclass(frozen=True, slots=True)
class WhoLooked:
    """Of one change: who had graded by the old version, by local interest, and who has looked.

    ``looked`` and ``not_looked`` hold names of local interests: one is in the first when
    everybody of it who had graded has looked. ``kept`` and ``answered_again`` count people. No
    answer is read for any of it.
    """

    looked: tuple[str, ...]
    not_looked: tuple[str, ...]
    people: int
    kept: int
    answered_again: int


@dataclass(frozen=True, slots=True)
class ChangeMade:
    """One change of an outcome's evidence. ``added`` says that nothing was there before."""

    outcome: AssessedOutcome
    version: EvidenceVersion
    note: str
    at: datetime
    by: str
    added: bool
    who: WhoLooked


def changes_made(assessment: Assessment) -> list[ChangeMade]:
    """Every change since grading opened, newest first; four queries."""
    rows = {
        row.pk: row
        for row in assessment.assessed_outcomes.filter(evidence_round__gt=0).select_related(
            "service"
        )
    }
    for row in rows.values():
        row.assessment = assessment
    shown = list(
        ShownVersion.objects.filter(use__assessed_outcome__in=rows)
        .select_related("version__item", "by", "use")
        .order_by("use", "round")
    )
    standing = _standing(rows)
    first_of = {pk: of_use[0].pk for pk, of_use in _by_use(shown).items()}
    made = [
        ChangeMade(
            outcome=rows[row.use.assessed_outcome_id],
            version=row.version,
            note=row.note,
            at=row.at,
            by=row.by.name if row.by else "",
            added=first_of[row.use_id] == row.pk,
            who=_who_looked(standing[row.use.assessed_outcome_id], row.round),
        )
        for row in shown
        if row.round
    ]
    return sorted(made, key=lambda change: (change.at, change.version.pk), reverse=True)


@dataclass(frozen=True, slots=True)
class _Standing:
    """One person's rounds for one outcome: of the first answer, of the newest, last looked at."""

    interest: str
    first: int
    given: int
    looked: int


def _standing(outcomes: Iterable[int]) -> dict[int, list[_Standing]]:
    """By outcome, of those whose answers count; two queries, and no answer is read."""
    first = {
        (row["grader"], row["assessed_outcome"]): row["first"]
        for row in LocalGradeRevision.objects.filter(assessed_outcome__in=outcomes)
        .order_by()
        .values("grader", "assessed_outcome")
        .annotate(first=Min("evidence_round"))
    }
    grades = LocalGrade.objects.filter(
        assessed_outcome__in=outcomes, grader__participation__stood_down_at=None
    ).values_list(
        "grader",
        "assessed_outcome",
        "grader__participation__local_interest__name",
        "evidence_round",
        "looked_round",
    )
    found: dict[int, list[_Standing]] = defaultdict(list)
    for grader, outcome, interest, given, looked in grades:
        began = first.get((grader, outcome), given)
        found[outcome].append(_Standing(interest, began, given, looked))
    return found


def _who_looked(standing: Iterable[_Standing], change: int) -> WhoLooked:
    had_graded = [person for person in standing if person.first < change]
    waiting = {person.interest for person in had_graded if person.looked < change}
    everyone = {person.interest for person in had_graded}
    again = sum(person.given >= change for person in had_graded)
    looked = sum(person.looked >= change for person in had_graded)
    return WhoLooked(
        looked=tuple(sorted(everyone - waiting)),
        not_looked=tuple(sorted(waiting)),
        people=len(had_graded),
        kept=looked - again,
        answered_again=again,
    )
