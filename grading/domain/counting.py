"""The group counting rule: how many groups fare well suggests a grade.

Source: docs/scoring.md, "Group counting"; bands from the edition.
"""

from collections.abc import Collection
from dataclasses import dataclass

from grading.domain.bands import band_of
from grading.domain.edition import Edition
from stakeholders.domain.characteristics import ProtectedCharacteristic


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A grade to consider, never one that is set: a person decides.

    `words` is the band's wording in the standard.
    """

    grade: str
    count: int
    of: int
    words: str


def suggest_grade(
    edition: Edition, outcome_code: str, groups_faring_well: Collection[ProtectedCharacteristic]
) -> Suggestion | None:
    """What the edition's bands suggest; None where it does not count groups here.

    Inclusion groups beyond the nine are not counted. No groups at all still suggest the
    lowest band: the standard puts "no evidence" there. Raises UnknownOutcome.
    """
    if not edition.outcome(outcome_code).counts_groups or not edition.counting:
        return None
    count = len(set(groups_faring_well))
    band = band_of(edition.counting, count)
    return Suggestion(band.grade, count, len(ProtectedCharacteristic), band.words)
