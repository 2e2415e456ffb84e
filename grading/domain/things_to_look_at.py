"""What is worth a second look before the board signs: hints, in the way of nothing.

Source: ours (docs/scoring.md, "Things to look at"). Beside `contradictions`, which looks at the
evidence before grading opens.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

FEWEST_FOR_ALL_THE_SAME = 3
# Plain words only, whole words: a hint that someone should read, never a judgement.
POOR_WORDS = frozenset(
    {
        "bad",
        "worse",
        "worst",
        "poor",
        "poorly",
        "awful",
        "terrible",
        "fail",
        "failed",
        "fails",
        "failing",
        "failure",
        "ignored",
        "unsafe",
        "unfair",
        "rude",
        "refused",
        "discrimination",
    }
)
GOOD_WORDS = frozenset(
    {
        "excellent",
        "outstanding",
        "brilliant",
        "superb",
        "great",
        "wonderful",
        "fantastic",
        "best",
        "perfect",
        "amazing",
    }
)
_WORD = re.compile(r"[a-z]+")


class Hint(StrEnum):
    """What is odd. ``named`` are keys of groups, the places concerned, a grade, or two totals."""

    TOP_BUT_NO_EVIDENCE = "top_but_no_evidence"
    TOP_BUT_NOT_FARING_WELL = "top_but_not_faring_well"
    WORDS_POORER = "words_poorer"
    WORDS_BETTER = "words_better"
    GRADED_BY_NOBODY = "graded_by_nobody"
    TOO_FEW = "too_few"
    ALL_THE_SAME = "all_the_same"
    TOTAL_CHANGED = "total_changed"


@dataclass(frozen=True, slots=True)
class PartFacts:
    """One assessed outcome in scope; ``place`` is its code, with its service where it has one.

    ``covered`` and ``groups`` are keys: of groups the evidence speaks of, and of all that are
    asked about. ``faring_well`` is None where nobody named a group. ``too_few`` is how many local
    interests were heard where that is fewer than the quorum, else None. ``words`` are what its
    local interests wrote whose comments may be shown, with the grade each gave.
    """

    place: str
    grade: str | None
    groups: tuple[str, ...] = ()
    covered: frozenset[str] = frozenset()
    faring_well: int | None = None
    too_few: int | None = None
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """One hint at one place ("" for the whole); ``named`` see `Hint`."""

    hint: Hint
    place: str
    named: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Stands for just this: what was said to it does not answer another one."""
        told = "|".join((self.hint.value, self.place, *self.named))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def things_to_look_at(
    parts: Sequence[PartFacts],
    *,
    lowest: str,
    highest: str,
    high: Collection[str],
    signed_total: str = "",
    total: str = "",
) -> list[Thing]:
    """Every hint: place by place, then about the whole.

    ``high`` are the grades of the upper half, where poor words are odd. ``signed_total`` is what
    the board signed before the grades came back, "" where it has signed nothing.
    """
    found = [thing for part in parts for thing in _of(part, lowest, highest, high)]
    found += _too_few(parts)
    grades = [part.grade for part in parts if part.grade is not None]
    if len(grades) >= FEWEST_FOR_ALL_THE_SAME and len(set(grades)) == 1:
        found.append(Thing(Hint.ALL_THE_SAME, "", (grades[0],)))
    if signed_total and signed_total != total:
        found.append(Thing(Hint.TOTAL_CHANGED, "", (signed_total, total)))
    return found


def _of(part: PartFacts, lowest: str, highest: str, high: Collection[str]) -> Iterable[Thing]:
    if part.grade == highest:
        uncovered = tuple(group for group in part.groups if group not in part.covered)
        if uncovered:
            yield Thing(Hint.TOP_BUT_NO_EVIDENCE, part.place, uncovered)
        if part.faring_well == 0:
            yield Thing(Hint.TOP_BUT_NOT_FARING_WELL, part.place)
    if any(grade in high and _has(POOR_WORDS, said) for grade, said in part.words):
        yield Thing(Hint.WORDS_POORER, part.place)
    if any(grade == lowest and _has(GOOD_WORDS, said) for grade, said in part.words):
        yield Thing(Hint.WORDS_BETTER, part.place)


def _too_few(parts: Sequence[PartFacts]) -> Iterable[Thing]:
    """One hint for all places alike: a line for each would bury the others."""
    nobody = tuple(part.place for part in parts if part.too_few == 0)
    if nobody:
        yield Thing(Hint.GRADED_BY_NOBODY, "", nobody)
    few = tuple(part.place for part in parts if part.too_few)
    if few:
        yield Thing(Hint.TOO_FEW, "", few)


def _has(listed: frozenset[str], said: str) -> bool:
    return not listed.isdisjoint(_WORD.findall(said.casefold()))
