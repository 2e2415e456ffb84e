"""The group counting rule suggests a grade and decides none."""

import pytest

from grading.domain.counting import Suggestion, suggest_grade
from grading.domain.edition import UnknownOutcome
from stakeholders.domain.characteristics import ProtectedCharacteristic
from tests.grading.domain.edition_cases import counting_edition, scored_edition

NINE = list(ProtectedCharacteristic)
WORDS = ["undeveloped"] * 3 + ["developing"] * 3 + ["achieving"] * 3 + ["excelling"]


@pytest.mark.parametrize("count", range(10))
def test_nought_to_nine_groups(count: int) -> None:
    got = suggest_grade(counting_edition(), "1A", NINE[:count])
    assert got is not None
    assert (got.grade, got.count, got.of) == (WORDS[count], count, 9)


def test_a_group_named_twice_counts_once_and_the_bands_words_come_along() -> None:
    got = suggest_grade(counting_edition(), "1A", NINE[:3] + NINE[:3])
    assert got == Suggestion("developing", 3, 9, "3 to 5")


def test_nothing_is_suggested_where_another_rule_holds() -> None:
    assert suggest_grade(counting_edition(), "3A", NINE) is None
    assert suggest_grade(scored_edition(), "1A", NINE) is None


def test_an_outcome_of_another_edition_is_refused() -> None:
    with pytest.raises(UnknownOutcome):
        suggest_grade(counting_edition(), "9Z", NINE)
