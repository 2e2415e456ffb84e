"""How each outcome's grade moved since the last published report of the same edition."""

from dataclasses import dataclass
from enum import StrEnum

from reports.domain.snapshot import EarlierPart, Snapshot


class Direction(StrEnum):
    """Which way; the last two where one of the years has no grade."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEW = "new"
    GONE = "gone"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Movement:
    """One outcome then and now; `steps` of the scale, above nought where it went up."""

    code: str
    before: str | None
    after: str | None
    direction: Direction
    steps: int


def last_year(snapshot: Snapshot) -> EarlierPart | None:
    """The newest earlier report of the same edition: grades of another one do not compare."""
    edition = snapshot["framework"]["key"]
    found = (part for part in snapshot.get("previous", []) if part["framework"] == edition)
    return next(found, None)


def movements(snapshot: Snapshot) -> list[Movement]:
    """Every outcome that both years have, in order; empty where there is no year to compare."""
    earlier = last_year(snapshot)
    if earlier is None:
        return []
    order = {grade["key"]: grade["order"] for grade in snapshot["grades"]}
    then = {outcome["code"]: outcome["grade"] for outcome in earlier["outcomes"]}
    return [
        _movement(outcome["code"], then[outcome["code"]], outcome["grade"], order)
        for outcome in snapshot["outcomes"]
        if outcome["code"] in then
    ]


def _movement(code: str, before: str | None, after: str | None, order: dict[str, int]) -> Movement:
    if before is None or after is None:
        direction = Direction.NEW if after else Direction.GONE if before else Direction.NEITHER
        return Movement(code, before, after, direction, 0)
    steps = order[after] - order.get(before, order[after])
    direction = Direction.UP if steps > 0 else Direction.DOWN if steps < 0 else Direction.SAME
    return Movement(code, before, after, direction, steps)
