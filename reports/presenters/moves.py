"""Words for how grades moved since last year."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from reports.domain.movement import Direction, last_year, movements
from reports.domain.snapshot import Snapshot
from reports.domain.summary import certainty_of
from reports.presenters.outcome_view import GradeView, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrPromise

DIRECTIONS: "Mapping[Direction, tuple[str, StrPromise]]" = {
    Direction.UP: ("▲", _("Up")),
    Direction.DOWN: ("▼", _("Down")),
    Direction.SAME: ("=", _("The same")),
    Direction.NEW: ("+", _("Graded now, not before")),
    Direction.GONE: ("–", _("Graded before, not now")),
    Direction.NEITHER: ("–", _("No grade in either year")),
}


@dataclass(frozen=True, slots=True)
class MoveView:
    """One outcome then and now."""

    code: str
    question: str
    before: GradeView | None
    after: GradeView | None
    sign: str
    words: str
    direction: str


def move_views(snapshot: Snapshot, words: Words) -> list[MoveView]:
    """Every outcome that both years have; empty where there is no year to compare."""
    questions = {row["code"]: row["question"] for row in snapshot["outcomes"]}
    now = {row["code"]: certainty_of(row) for row in snapshot["outcomes"]}
    earlier = last_year(snapshot)
    then = {row["code"]: row.get("certainty", "") for row in earlier["outcomes"]} if earlier else {}
    return [
        MoveView(
            code=row.code,
            question=questions[row.code],
            before=words.known(row.before, then[row.code])
            if row.before in words.grades and row.before
            else None,
            after=words.known(row.after, now[row.code]) if row.after else None,
            sign=DIRECTIONS[row.direction][0],
            words=str(DIRECTIONS[row.direction][1]),
            direction=row.direction.value,
        )
        for row in movements(snapshot)
    ]
