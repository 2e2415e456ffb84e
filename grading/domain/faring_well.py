"""Which groups local interests think fare well: one voice for each local interest.

The standard asks of every outcome which of the nine groups fare well. A person may name
any of them beside a grade, or none; naming none says nothing, so it is not counted as "no".
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaringWell:
    """How many local interests named any group (`of`), and how many of them each group."""

    of: int
    by_group: Mapping[str, int]


def count_faring_well(
    named: Mapping[str, Sequence[Collection[str]]], *, groups: Sequence[str]
) -> FaringWell:
    """Count local interests, one each, however many people answer for them.

    ``named`` holds, by local interest, what each of its people named. A local interest
    says that a group fares well when more than half of its people who named any group
    named this one. ``groups`` are the keys to count, in order; others are left out.
    """
    voices = [voice for people in named.values() if (voice := _voice(people)) is not None]
    return FaringWell(
        of=len(voices),
        by_group={group: sum(group in voice for voice in voices) for group in groups},
    )


def _voice(people: Sequence[Collection[str]]) -> frozenset[str] | None:
    """What one local interest says; None where nobody of it named a group."""
    spoke = [set(named) for named in people if named]
    if not spoke:
        return None
    times = Counter(group for named in spoke for group in named)
    return frozenset(group for group, said in times.items() if 2 * said > len(spoke))
