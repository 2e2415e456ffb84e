"""What an edition answers about itself."""

from pathlib import Path

import pytest

import grading
from grading.domain.edition import (
    Band,
    Certainty,
    GradeScale,
    UnknownGrade,
    UnknownOutcome,
    UnknownSource,
)
from grading.domain.edition_file import read_edition_file

EDITION = read_edition_file(Path(grading.__file__).parent / "frameworks" / "eds2022.yaml")[1]
SCALE = GradeScale(("low", "middle", "high"))


def test_a_scale_orders_its_grades() -> None:
    assert SCALE.lowest == "low"
    assert [SCALE.order(key) for key in SCALE.keys] == [0, 1, 2]
    assert [SCALE.at(order) for order in (0, 1, 2)] == ["low", "middle", "high"]
    assert SCALE.distance("low", "high") == SCALE.distance("high", "low") == 2
    assert SCALE.distance("middle", "middle") == 0
    assert "middle" in SCALE
    assert "excelling" not in SCALE


@pytest.mark.parametrize("order", [-1, 3])
def test_a_scale_has_no_grade_beyond_its_ends(order: int) -> None:
    with pytest.raises(UnknownGrade, match="the scale has 3"):
        SCALE.at(order)


def test_an_unknown_grade_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownGrade, match="Use one of: low, middle, high"):
        SCALE.order("excelling")
    with pytest.raises(UnknownGrade):
        SCALE.distance("low", "excelling")


def test_an_edition_finds_its_parts() -> None:
    assert EDITION.outcome("2B").code == "2B"
    assert EDITION.goal_of("3C").label == "Inclusive leadership"
    assert EDITION.grade("achieving").score == 2
    assert EDITION.source("leeds").url.startswith("https://leedsth.nhs.uk/")


def test_an_edition_refuses_what_it_does_not_have() -> None:
    with pytest.raises(UnknownOutcome, match="“1a” is not an outcome of EDS 2022"):
        EDITION.outcome("1a")
    with pytest.raises(UnknownOutcome):
        EDITION.entitled_kinds("4A")
    with pytest.raises(UnknownOutcome):
        EDITION.by_service("4A")
    with pytest.raises(UnknownGrade):
        EDITION.grade("good")
    with pytest.raises(UnknownSource):
        EDITION.source("nowhere")


def test_a_band_holds_both_its_ends() -> None:
    band = Band(3, 5, "developing", "some", Certainty.SEEN, "york")
    assert [number for number in range(10) if number in band] == [3, 4, 5]


def test_an_edition_is_frozen_and_can_be_a_key() -> None:
    with pytest.raises(AttributeError):
        EDITION.key = "other"  # type: ignore[misc]
    assert {EDITION: 1}[EDITION] == 1
