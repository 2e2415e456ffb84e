"""What looks wrong with evidence: each rule on its own."""

from datetime import date

import pytest

from evidence.domain.mentions import STEMS, mentions
from grading.domain.contradictions import ItemFacts, WarningCode, contradictions, plain, too_old

TODAY = date(2026, 3, 1)


def codes(**facts: object) -> list[WarningCode]:
    item = ItemFacts(**{"pk": 1, "title": "T", "summary": "S", "effective_on": None, **facts})
    return [found.code for found in contradictions([item], today=TODAY)]


def test_nothing_is_wrong_with_plain_evidence() -> None:
    assert (
        codes(effective_on=date(2025, 1, 1), groups=(("age", "Age"),), summary="Older people") == []
    )


@pytest.mark.parametrize(
    ("on", "old"),
    [
        (None, False),
        (date(2023, 3, 1), False),
        (date(2023, 2, 28), True),
        (date(2027, 1, 1), False),
    ],
)
def test_three_years_to_the_day(on: date | None, old: bool) -> None:
    assert too_old(on, today=TODAY) is old
    assert (WarningCode.OLD in codes(effective_on=on)) is old


def test_a_leap_day_has_an_anniversary() -> None:
    assert not too_old(date(2024, 2, 29), today=date(2027, 2, 28))
    assert too_old(date(2024, 2, 29), today=date(2027, 3, 1))


def test_every_warning_at_once_in_order() -> None:
    assert codes(
        effective_on=date(2001, 1, 1),
        same_as_last_year=("1A",),
        groups=(("race", "Race"),),
        waits_for_scan=True,
        harmful=True,
    ) == list(WarningCode)


def test_only_the_groups_that_are_not_mentioned_are_named() -> None:
    groups = (("race", "Race"), ("age", "Age"), ("homeless", "People without a home"))
    item = ItemFacts(1, "T", "Waits of older people", None, groups)
    (found,) = contradictions([item], today=TODAY)
    assert found.named == ("Race", "People without a home")


@pytest.mark.parametrize(
    ("text", "key", "label", "said"),
    [
        ("Shows waits by ETHNICITY", "race", "Race", True),
        ("We asked about terrace houses", "race", "Race", False),
        ("Deaf people told us", "disability", "Disability", True),
        ("Splits by all nine protected characteristics.", "religion_belief", "Religion", True),
        ("Splits by all characteristics.", "homeless", "Homeless people", False),
        ("What a carer told us", "carers", "Unpaid carers", True),
        ("What a care home told us", "vets", "Veterans", False),
    ],
)
def test_mentions(text: str, key: str, label: str, said: bool) -> None:
    assert mentions(text, key=key, label=label) is said


def test_each_of_the_nine_has_its_words() -> None:
    assert len(STEMS) == 9


def test_the_same_text_in_other_spaces() -> None:
    assert plain("  It shows\nWAITS. ") == plain("It shows waits")
    assert plain("It shows waits") != plain("It shows weights")
