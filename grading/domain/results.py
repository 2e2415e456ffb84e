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
    the organisation wrote down of a meeting; it decides only where it stands. ``certainty`` is
    how sure a grade as published is: `seen` in its source, `inferred`, or "" where nobody said.
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
    certainty: str = ""
    certainty_note: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """One outcome of the edition: its grade and the parts it was made from (at least one).

    ``pivotal`` are keys of the local interests each of whom, left out of all parts, would
    change the outcome's grade: one service may move and the middle stay.
    """

    outcome: Outcome
    grade: str | None
    basis: Basis
    parts: tuple[PartResult, ...]
    pivotal: tuple[str, ...] = ()

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
        heard = parts[0].reconciliation
        pivotal = heard.pivotal if heard else ()
        return OutcomeResult(outcome, parts[0].grade, parts[0].basis, parts, pivotal)
    put_forward = [part for part in parts if part.basis is not Basis.OUT_OF_SCOPE]
    if not put_forward:
        return OutcomeResult(outcome, None, Basis.OUT_OF_SCOPE, parts)
    grade = _middle(edition, [part.grade for part in put_forward])
    pivotal = tuple(
        key
        for key in sorted({key for part in put_forward for key in _heard(part)})
        if _middle(edition, [_heard(part).get(key, part.grade) for part in put_forward]) != grade
    )
    return OutcomeResult(outcome, grade, Basis.MIDDLE_OF_SERVICES, parts, pivotal)


def _heard(part: PartResult) -> Mapping[str, str | None]:
    """What the part's grade would be without each local interest that was heard."""
    return part.reconciliation.grade_without if part.reconciliation else {}


def _middle(edition: Edition, grades: Sequence[str | None]) -> str | None:
    return middle_of_services(grades, scale=edition.scale, required=edition.services_required).grade


def _total(edition: Edition, outcomes: Iterable[OutcomeResult]) -> Total | None:
    if edition.total is None:
        return None
    grades: Mapping[str, str | None] = {result.outcome.code: result.grade for result in outcomes}
    return total_score(edition, grades)
