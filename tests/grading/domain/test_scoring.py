"""The middle of the services, the total and its rating."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.domain.edition import GradeScale, GradeWord, TotalRule, UnknownGrade, UnknownOutcome
from grading.domain.rule_errors import GradeWithoutScore, NoBand, NoServicesRequired
from grading.domain.scoring import ServicesResult, Total, middle_of_services, total_score
from tests.grading.domain.edition_cases import GRADES, bands, counting_edition, scored_edition

SCALE = GradeScale(GRADES)
EDITION = scored_edition()
CODES = [outcome.code for outcome in EDITION.outcomes]


def middle(*numbers: int | None, required: int = 3) -> ServicesResult:
    grades = [None if n is None else GRADES[n] for n in numbers]
    return middle_of_services(grades, scale=SCALE, required=required)


@pytest.mark.parametrize("numbers", list(itertools.product(range(4), repeat=3)))
def test_the_middle_of_three(numbers: tuple[int, int, int]) -> None:
    assert middle(*numbers) == ServicesResult(GRADES[sorted(numbers)[1]], 3, 3)


@pytest.mark.parametrize(
    ("numbers", "graded"), [((), 0), ((3,), 1), ((2, 2), 2), ((None, 2, 2), 2), ((None,) * 3, 0)]
)
def test_fewer_than_the_required_services_make_no_grade(
    numbers: tuple[int | None, ...], graded: int
) -> None:
    assert middle(*numbers) == ServicesResult(None, graded, 3)


def test_more_services_than_required_must_all_be_graded_and_the_lower_middle_counts() -> None:
    assert middle(0, 1, 2, 3) == ServicesResult("developing", 4, 4)
    assert middle(0, 1, 2, None) == ServicesResult(None, 3, 4)


@pytest.mark.parametrize("required", [0, -1])
def test_an_edition_without_services_has_no_middle(required: int) -> None:
    with pytest.raises(NoServicesRequired) as caught:
        middle(1, 1, 1, required=required)
    assert caught.value.value == str(required)


def with_total(score: int) -> dict[str, str | None]:
    """Grades of the eleven outcomes that add up to the score."""
    full, rest = divmod(score, 3)
    numbers = [3] * full + [rest] + [0] * len(CODES)
    return {code: GRADES[n] for code, n in zip(CODES, numbers, strict=False)}


@pytest.mark.parametrize("score", range(34))
def test_every_total_has_its_rating_and_its_distance(score: int) -> None:
    place = sum(score >= least for least in (8, 22, 33))
    above = (8, 22, 33, None)[place]
    assert total_score(EDITION, with_total(score)) == Total(
        score=score,
        of=33,
        graded=11,
        outcomes=11,
        rating=GRADES[place],
        to_next=None if above is None else above - score,
        next_rating=None if above is None else GRADES[place + 1],
    )


def test_leeds_2023_24_is_21_of_33_one_point_below_achieving() -> None:
    numbers = dict.fromkeys(CODES, 2) | {"2D": 1}
    total = total_score(EDITION, {code: GRADES[n] for code, n in numbers.items()})
    assert total == Total(21, 33, 11, 11, "developing", 1, "achieving")


@given(st.lists(st.sampled_from((None, *GRADES)), min_size=11, max_size=11))
def test_no_total_and_no_rating_while_any_outcome_lacks_a_grade(given: list[str | None]) -> None:
    total = total_score(EDITION, dict(zip(CODES, given, strict=True)))
    assert total is not None
    graded = sum(grade is not None for grade in given)
    assert (total.graded, total.outcomes, total.of) == (graded, 11, 33)
    complete = [total.score, total.rating]
    assert complete == [None, None] if graded < 11 else None not in complete
    if graded < 11:
        assert (total.to_next, total.next_rating) == (None, None)


def test_an_outcome_left_out_is_not_graded() -> None:
    nearly = with_total(20)
    del nearly["1A"]
    assert total_score(EDITION, nearly) == Total(None, 33, 10, 11)


def test_an_edition_that_adds_nothing_up_has_no_total() -> None:
    assert total_score(counting_edition(), with_total(20)) is None


@pytest.mark.parametrize("grade", ["achieving", None])
def test_outcomes_and_grades_of_another_edition_are_refused(grade: str | None) -> None:
    with pytest.raises(UnknownOutcome):
        total_score(EDITION, {"9Z": grade})
    with pytest.raises(UnknownGrade):
        total_score(EDITION, {"1A": "great"})


def test_a_grade_without_a_score_and_a_gap_in_the_bands_are_refused() -> None:
    words = tuple(GradeWord(key, key, n, None, "red", "", "") for n, key in enumerate(GRADES))
    with pytest.raises(GradeWithoutScore):
        total_score(scored_edition(grades=words), with_total(20))
    gap = TotalRule(33, bands(7, 19))
    with pytest.raises(NoBand):
        total_score(scored_edition(total=gap), with_total(20))
