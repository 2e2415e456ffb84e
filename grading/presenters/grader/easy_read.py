"""Easy-read text: a picture and one sentence to a line."""

import re
from dataclasses import dataclass

from grading.domain.edition import Edition

_END_OF_SENTENCE = re.compile(r"(?<=[.?!])\s+")
# Every edition ends with leadership, and has the workforce before it.
_FROM_THE_END = ("leaders", "work")
_CARE, _ASKS = "care", "ask"


@dataclass(frozen=True, slots=True)
class EasyLine:
    """One sentence; ``picture`` is a drawing of static/easy-read.svg that goes with it."""

    text: str
    picture: str


def easy_lines(edition: Edition, code: str) -> tuple[EasyLine, ...]:
    """The sentences of an outcome's easy-read text, in order."""
    goals = [goal.key for goal in reversed(edition.goals)]
    place = goals.index(edition.goal_of(code).key)
    picture = _FROM_THE_END[place] if place < len(_FROM_THE_END) else _CARE
    return tuple(
        EasyLine(sentence, _ASKS if sentence.endswith("?") else picture)
        for sentence in _END_OF_SENTENCE.split(edition.outcome(code).easy_read.strip())
        if sentence
    )
