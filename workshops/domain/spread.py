"""What a room answered, shown only when nobody in it can answer any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave one answer."""

    answer: str
    count: int


def spread_of(answers: Iterable[str], order: Sequence[str]) -> list[Bar]:
    """How many gave each answer of ``order``, noughts too.

    Raises ValueError for an answer that ``order`` does not hold: no voice is dropped unseen.
    """
    counts = dict.fromkeys(order, 0)
    for answer in answers:
        if answer not in counts:
            raise ValueError(answer)
        counts[answer] += 1
    return [Bar(answer, count) for answer, count in counts.items()]


def enough_to_show(answered: int, shown_from: int) -> bool:
    """Whether so many answers hide each person's own among the others'."""
    return answered >= shown_from
