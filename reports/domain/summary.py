"""What lists and tables keep of a report: a few facts of it, and of each of its outcomes.

Read from the snapshot alone, so that made again they are the same. docs/open-data.md tells
each field.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from grading.domain.combining import lower_middle
from grading.domain.edition import Certainty, GradeScale
from grading.domain.reconciliation import Basis, ViewFrom
from reports.domain.firmness import deciding_voices
from reports.domain.snapshot import GradedPart, OutcomePart, Snapshot


class Firmness(StrEnum):
    """Whether one local interest, left out, would change a grade."""

    FIRM = "firm"
    HANGS_ON_ONE = "hangs_on_one"
    NOT_KNOWN = ""


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """One outcome. `step` counts grades from 0, the lowest; None where there is no grade.

    `own_grade` is the organisation's; of an outcome graded by services it is the middle of
    its services' by the rule of the agreed grade, and None unless each has one.
    `local_interests` is how many were heard; by services, the most for any of them.
    `certainty` is how sure a grade as published is, "" where nothing says; of services, `inferred`
    where any of them is.
    """

    code: str
    position: int
    grade: str | None
    step: int | None
    score: int | None
    basis: str
    own_grade: str | None
    own_step: int | None
    firmness: Firmness
    local_interests: int
    certainty: str

    def columns(self) -> dict[str, Any]:
        """As a row of the database holds it: no grade is "", no step is null."""
        held = asdict(self)
        words = {name: held[name] or "" for name in ("grade", "own_grade")}
        return {**held, **words, "firmness": self.firmness.value}


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report's total (None without one), how many outcomes are graded, and each outcome."""

    score: int | None
    score_of: int | None
    rating: str | None
    graded: int
    history: bool
    outcomes: tuple[OutcomeFacts, ...]

    def columns(self) -> dict[str, Any]:
        """As a row of the database holds it; `outcomes` is how many there are."""
        return {
            "score": self.score,
            "score_of": self.score_of,
            "rating": self.rating or "",
            "graded": self.graded,
            "history": self.history,
            "outcomes": len(self.outcomes),
        }


def summary_of(snapshot: Snapshot) -> ReportFacts:
    """The facts of one snapshot, its outcomes in the edition's order."""
    total = snapshot["total"]
    scale = _Scale(snapshot)
    return ReportFacts(
        score=total["score"] if total else None,
        score_of=total["of"] if total else None,
        rating=total["rating"] if total else None,
        graded=snapshot["outcomes_graded"],
        history=snapshot["history"],
        outcomes=tuple(
            _outcome(outcome, position, scale)
            for position, outcome in enumerate(snapshot["outcomes"])
        ),
    )


def gap(facts_basis: str, own_step: int | None, step: int | None) -> int | None:
    """The organisation's own grade minus the local view, in steps; above 0 it saw itself better.

    None where there was no local view of its own to compare with: history, no grade, or a
    body that gave no grade itself.
    """
    compared = {Basis.AGREED, Basis.LOCAL_VIEW_PREVAILS, Basis.MIDDLE_OF_SERVICES}
    if facts_basis not in compared or own_step is None or step is None:
        return None
    return own_step - step


class _Scale:
    """The grades of one snapshot, lowest first."""

    def __init__(self, snapshot: Snapshot) -> None:
        keys = tuple(grade["key"] for grade in snapshot["grades"])
        self.scale = GradeScale(keys)
        self.steps: Mapping[str, int] = {key: step for step, key in enumerate(keys)}
        self.scores: Mapping[str, int | None] = {
            grade["key"]: grade["score"] for grade in snapshot["grades"]
        }


def _outcome(outcome: OutcomePart, position: int, scale: _Scale) -> OutcomeFacts:
    grade, own = outcome["grade"], _own_grade(outcome, scale)
    return OutcomeFacts(
        code=outcome["code"],
        position=position,
        grade=grade,
        step=scale.steps[grade] if grade else None,
        score=scale.scores[grade] if grade else None,
        basis=outcome["basis"],
        own_grade=own,
        own_step=scale.steps[own] if own else None,
        firmness=_firmness(outcome),
        local_interests=max(part["local_interests"] for part in outcome["parts"]),
        certainty=certainty_of(outcome),
    )


def certainty_of(outcome: OutcomePart) -> str:
    """How sure the outcome's grade is: as its least sure part; "" where nothing says."""
    found = {part.get("certainty", "") for part in outcome["parts"]}
    if Certainty.INFERRED in found:
        return Certainty.INFERRED.value
    return Certainty.SEEN.value if found == {Certainty.SEEN} else ""


def inferred_codes(snapshot: Snapshot) -> list[str]:
    """The outcomes whose grade was inferred and not seen, in order."""
    return [
        outcome["code"]
        for outcome in snapshot["outcomes"]
        if certainty_of(outcome) == Certainty.INFERRED
    ]


def _own_grade(outcome: OutcomePart, scale: _Scale) -> str | None:
    given = [part["organisation_grade"] for part in _put_forward(outcome)]
    if not outcome["by_service"]:
        return given[0] if given else None
    known = [grade for grade in given if grade]
    return lower_middle(scale.scale, known) if known and len(known) == len(given) else None


def _put_forward(outcome: OutcomePart) -> list[GradedPart]:
    return [part for part in outcome["parts"] if part["basis"] != Basis.OUT_OF_SCOPE]


def _firmness(outcome: OutcomePart) -> Firmness:
    """Not known of history, and of what was agreed at a meeting: nobody was left out there."""
    parts = [part for part in outcome["parts"] if part["grade"]]
    if not outcome["grade"] or not parts or not any(part["local_interests"] for part in parts):
        return Firmness.NOT_KNOWN
    if deciding_voices(outcome):
        return Firmness.HANGS_ON_ONE
    met = any(part["view_from"] == ViewFrom.MEETING for part in parts)
    return Firmness.NOT_KNOWN if met else Firmness.FIRM
