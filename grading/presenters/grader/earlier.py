"""Shaping the list of one's own earlier saved answers."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grading.domain.edition import Edition
from grading.models import LocalGradeRevision
from grading.presenters.grader.answers import ShownAnswer, shown_answer


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """One saved state in words; ``now`` is the one that counts."""

    version: int
    saved_at: dt.datetime
    answer: ShownAnswer
    now: bool


def earlier_page(edition: Edition, states: Sequence[LocalGradeRevision]) -> list[EarlierAnswer]:
    """States newest first, without those that the next one only goes on from.

    A page saves while somebody writes, so a sentence leaves many states of which the last
    holds every word. Nothing that somebody changed or took out is left out.
    """
    return [
        EarlierAnswer(
            version=state.version,
            saved_at=state.saved_at,
            answer=shown_answer(
                edition,
                answer=state.answer,
                groups=state.groups_faring_well,
                comment=words_of(state),
            ),
            now=state is states[0],
        )
        for state in _worth_showing(states)
    ]


def words_of(state: LocalGradeRevision) -> str:
    """The comment of a state, fetched with its words; "" where it has none."""
    return state.words.comment if hasattr(state, "words") else ""


def _worth_showing(states: Iterable[LocalGradeRevision]) -> Iterable[LocalGradeRevision]:
    later: LocalGradeRevision | None = None
    for state in states:
        if later is None or not _goes_on_from(later, state):
            yield state
        later = state


def _goes_on_from(later: LocalGradeRevision, state: LocalGradeRevision) -> bool:
    return (
        state.answer in ("", later.answer)
        and set(state.groups_faring_well) <= set(later.groups_faring_well)
        and words_of(later).startswith(words_of(state))
    )
