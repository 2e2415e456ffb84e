"""What a board should look at first, taken from the results and nothing else.

Nothing here is invented or weighed by hand: gaps are put in order by facts in the report,
and each question is asked because of a fact that is named with it. docs/board-paper.md
tells the rule in words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reports.domain.firmness import deciding_voices
from reports.domain.movement import Direction, movements
from reports.domain.snapshot import GradedPart, OutcomePart, Snapshot

MOST = 3


class Why(StrEnum):
    """Why an outcome is a gap."""

    NOT_GRADED = "not_graded"
    LOWEST = "lowest"
    LOW = "low"
    FELL = "fell"
    NO_EVIDENCE = "no_evidence"
    NO_ACTION = "no_action"


class Ask(StrEnum):
    """What a question is about, in the order in which they are asked."""

    NO_ACTION = "no_action"
    FELL = "fell"
    SAW_IT_OTHERWISE = "saw_it_otherwise"
    NO_EVIDENCE = "no_evidence"
    NOT_GRADED = "not_graded"
    OVERDUE = "overdue"
    ONE_VOICE = "one_voice"
    GROUP_UNSEEN = "group_unseen"
    LOWEST_HERE = "lowest_here"
    KEEP_UP = "keep_up"


@dataclass(frozen=True, slots=True)
class Gap:
    """An outcome to look at, and why."""

    outcome: OutcomePart
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the facts it rests on: outcome, service, grades, a name."""

    ask: Ask
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def in_scope(snapshot: Snapshot) -> list[OutcomePart]:
    """Outcomes that were to be graded."""
    return [row for row in snapshot["outcomes"] if row["basis"] != "out_of_scope"]


def gaps(snapshot: Snapshot) -> list[Gap]:
    """At most three outcomes, the widest gap first.

    In this order: no grade; the lower grade; fell since last year; no action follows
    from it; the edition's order. An outcome with the highest grade is no gap.
    """
    order = {grade["key"]: grade["order"] for grade in snapshot["grades"]}
    fell = {row.code for row in movements(snapshot) if row.direction is Direction.DOWN}
    idle = without_action(snapshot)
    found = [
        row
        for row in in_scope(snapshot)
        if row["grade"] is None or order[row["grade"]] < max(order.values())
    ]
    found.sort(
        key=lambda row: (
            -1 if row["grade"] is None else order[row["grade"]],
            row["code"] not in fell,
            row["code"] not in idle,
        )
    )
    return [Gap(row, _why(row, order, fell, idle)) for row in found[:MOST]]


def without_action(snapshot: Snapshot) -> set[str]:
    """Outcomes that no action follows from; none in history, where nobody knows what followed."""
    if snapshot["history"]:
        return set()
    acted = {action["outcome"] for row in snapshot["objectives"] for action in row["actions"]}
    return {row["code"] for row in snapshot["outcomes"]} - acted


def _why(
    row: OutcomePart, order: Mapping[str, int], fell: set[str], idle: set[str]
) -> tuple[Why, ...]:
    grade = row["grade"]
    said = {
        Why.NOT_GRADED: grade is None,
        Why.LOWEST: grade is not None and order[grade] == 0,
        Why.LOW: grade is not None and order[grade] > 0,
        Why.FELL: row["code"] in fell,
        Why.NO_EVIDENCE: any(part["view_from"] == "no_evidence" for part in row["parts"]),
        Why.NO_ACTION: row["code"] in idle,
    }
    return tuple(why for why, true in said.items() if true)


def questions(snapshot: Snapshot) -> list[Question]:
    """At most three questions, each of another sort, in the order of `Ask`.

    Where nothing gives cause for one, the last sort is asked alone: how it is kept up.
    """
    found: dict[Ask, Question] = {}
    for question in _all_questions(snapshot):
        found.setdefault(question.ask, question)
    asked = sorted(found.values(), key=lambda question: list(Ask).index(question.ask))[:MOST]
    return asked or [Question(Ask.KEEP_UP)]


def _all_questions(snapshot: Snapshot) -> Iterator[Question]:
    idle = without_action(snapshot)
    for gap in gaps(snapshot):
        code, grade = gap.outcome["code"], gap.outcome["grade"]
        if code in idle:
            yield Question(Ask.NO_ACTION, code, {"grade": grade or ""})
        if grade is None and not snapshot["history"]:
            yield Question(Ask.NOT_GRADED, code)
        if grade is not None:
            yield Question(Ask.LOWEST_HERE, code, {"grade": grade})
    for row in movements(snapshot):
        if row.direction is Direction.DOWN:
            yield Question(
                Ask.FELL, row.code, {"before": row.before or "", "grade": row.after or ""}
            )
    yield from _of_parts(snapshot)
    for action in overdue(snapshot):
        yield Question(Ask.OVERDUE, action["outcome"], {"action": action["text"]})
    yield from _unseen(snapshot)


def _of_parts(snapshot: Snapshot) -> Iterator[Question]:
    order = {grade["key"]: grade["order"] for grade in snapshot["grades"]}
    for outcome, part in sorted(_parts(snapshot), key=lambda found: -_distance(found[1], order)):
        code = outcome["code"]
        facts = {"service": part["service_name"], "grade": part["grade"] or ""}
        own = part["organisation_grade"]
        if part["grade"] and own and order[own] > order[part["grade"]]:
            yield Question(Ask.SAW_IT_OTHERWISE, code, {**facts, "own": own})
        if part["view_from"] == "no_evidence":
            yield Question(Ask.NO_EVIDENCE, code, facts)
        deciding = [name for name in part["pivotal"] if name in deciding_voices(outcome)]
        if part["grade"] and deciding:
            yield Question(Ask.ONE_VOICE, code, {**facts, "name": deciding[0]})


def _parts(snapshot: Snapshot) -> Iterator[tuple[OutcomePart, GradedPart]]:
    for outcome in in_scope(snapshot):
        for part in outcome["parts"]:
            yield outcome, part


def _distance(part: GradedPart, order: Mapping[str, int]) -> int:
    """How many steps the organisation put itself above the agreed grade."""
    own, grade = part["organisation_grade"], part["grade"]
    return order[own] - order[grade] if own and grade else 0


def overdue(snapshot: Snapshot) -> list[dict[str, str]]:
    """Actions not done that were due before the day of publication, the oldest first."""
    day = date.fromisoformat(snapshot["published_on"])
    found = [
        {"text": action["text"], "outcome": action["outcome"], "due_on": action["due_on"]}
        for objective in snapshot["objectives"]
        for action in objective["actions"]
        if action["done_on"] is None and date.fromisoformat(action["due_on"]) < day
    ]
    return sorted(found, key=lambda action: action["due_on"])


def _unseen(snapshot: Snapshot) -> Iterator[Question]:
    """A group that no published evidence speaks of, in any outcome."""
    coverage = snapshot.get("coverage")
    if coverage is None or not coverage["rows"]:
        return
    for place, group in enumerate(coverage["groups"]):
        if not any(row["by_group"][place] for row in coverage["rows"]):
            yield Question(Ask.GROUP_UNSEEN, "", {"group": group})
