"""What an assessment comes to: each part's reconciliation, each outcome's grade, the total.

A *part* is one assessed outcome: the outcome itself, or the outcome for one service where
the edition asks for services.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from grading.domain.edition import Edition, Outcome
from grading.domain.meeting import RecordedMeeting
from grading.domain.reconciliation import Basis, Reconciliation
from grading.domain.scoring import Total, middle_of_services, total_score


@dataclass(frozen=True, slots=True)
class PartResult:
    """One assessed outcome and how its grade came about.

    ``reconciliation`` is None when nothing was reconciled: out of scope, or a grade known
    only as published. Out of scope there is no grade of any sort, so the organisation's is
    left out too, whatever was entered before. ``comments_without_name`` are words whose
    writers allow them in public only apart from their group's name. ``recorded_meeting`` is what
    the organisation wrote down of a meeting; it decides only where it stands.
    """

    outcome_code: str
    service_key: str | None
    service_name: str
    grade: str | None
    basis: Basis
    organisation_grade: str | None
    organisation_reason: str
    out_of_scope_reason: str
    reconciliation: Reconciliation | None
    pk: int | None = None
    comments_without_name: tuple[str, ...] = ()
    recorded_meeting: RecordedMeeting | None = None


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """One outcome of the edition: its grade and the parts it was made from (at least one)."""

    outcome: Outcome
    grade: str | None
    basis: Basis
    parts: tuple[PartResult, ...]

    @property
    def by_service(self) -> bool:
        return any(part.service_key is not None for part in self.parts)


@dataclass(frozen=True, slots=True)
class AssessmentResults:
    """Every outcome in the edition's order; `total` is None for editions that add no scores."""

    edition: Edition
    outcomes: tuple[OutcomeResult, ...]
    total: Total | None

    @property
    def graded(self) -> int:
        return sum(outcome.grade is not None for outcome in self.outcomes)

    @property
    def parts(self) -> Iterable[PartResult]:
        return (part for outcome in self.outcomes for part in outcome.parts)


def assemble(edition: Edition, parts: Sequence[PartResult]) -> AssessmentResults:
    """Put the parts of one assessment together by the edition's rules.

    Outcomes without any part are left out: they were never in the assessment.
    """
    by_code: dict[str, list[PartResult]] = {}
    for part in parts:
        by_code.setdefault(part.outcome_code, []).append(part)
    outcomes = tuple(
        _outcome_result(edition, outcome, tuple(by_code[outcome.code]))
        for outcome in edition.outcomes
        if outcome.code in by_code
    )
    return AssessmentResults(edition=edition, outcomes=outcomes, total=_total(edition, outcomes))


def fingerprint(results: AssessmentResults) -> str:
    """SHA-256 of everything the results say, the same for the same results on any machine.

    Whoever accepts results names by it which ones they have read.
    """
    total = asdict(results.total) if results.total else None
    said = {"parts": [asdict(part) for part in results.parts], "total": total}
    text = json.dumps(said, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _outcome_result(
    edition: Edition, outcome: Outcome, parts: tuple[PartResult, ...]
) -> OutcomeResult:
    if parts[0].service_key is None:
        return OutcomeResult(outcome, parts[0].grade, parts[0].basis, parts)
    put_forward = [part.grade for part in parts if part.basis is not Basis.OUT_OF_SCOPE]
    if not put_forward:
        return OutcomeResult(outcome, None, Basis.OUT_OF_SCOPE, parts)
    middle = middle_of_services(
        put_forward, scale=edition.scale, required=edition.services_required
    )
    return OutcomeResult(outcome, middle.grade, Basis.MIDDLE_OF_SERVICES, parts)


def _total(edition: Edition, outcomes: Iterable[OutcomeResult]) -> Total | None:
    if edition.total is None:
        return None
    grades: Mapping[str, str | None] = {result.outcome.code: result.grade for result in outcomes}
    return total_score(edition, grades)
