"""The rules with the three national editions: counts, totals, and a real report.

Numbers here are written out from the public sources that docs/scoring.md names, not read
from the edition files.
"""

from pathlib import Path

import pytest

from grading.domain.counting import suggest_grade
from grading.domain.edition import Edition
from grading.domain.edition_file import read_edition_file
from grading.domain.scoring import middle_of_services, total_score
from stakeholders.domain.characteristics import ProtectedCharacteristic

FRAMEWORKS = Path(__file__).parents[3] / "grading" / "frameworks"
NINE = list(ProtectedCharacteristic)
SCORES = ("undeveloped", "developing", "achieving", "excelling")
LEEDS_2023_24 = {
    "1A": 2, "1B": 2, "1C": 2, "1D": 2,
    "2A": 2, "2B": 2, "2C": 2, "2D": 1,
    "3A": 2, "3B": 2, "3C": 2,
}  # fmt: skip


def edition(key: str) -> Edition:
    return read_edition_file(FRAMEWORKS / f"{key}.yaml")[1]


@pytest.mark.parametrize("key", ["eds2011", "eds2"])
@pytest.mark.parametrize(
    ("count", "grade"),
    [
        (0, "undeveloped"),
        (1, "undeveloped"),
        (2, "undeveloped"),
        (3, "developing"),
        (4, "developing"),
        (5, "developing"),
        (6, "achieving"),
        (7, "achieving"),
        (8, "achieving"),
        (9, "excelling"),
    ],
)
def test_groups_faring_well(key: str, count: int, grade: str) -> None:
    suggestion = suggest_grade(edition(key), "1.1", NINE[:count])
    assert suggestion is not None
    assert suggestion.grade == grade


def test_where_groups_are_not_counted() -> None:
    eds2 = edition("eds2")
    silent = [o.code for o in eds2.outcomes if suggest_grade(eds2, o.code, NINE) is None]
    assert silent == ["4.1", "4.2"]
    eds2022 = edition("eds2022")
    assert not [o for o in eds2022.outcomes if suggest_grade(eds2022, o.code, NINE)]


@pytest.mark.parametrize(
    ("score", "rating"),
    [
        (0, "undeveloped"),
        (7, "undeveloped"),
        (8, "developing"),
        (21, "developing"),
        (22, "achieving"),
        (32, "achieving"),
        (33, "excelling"),
    ],
)
def test_totals_of_eds_2022(score: int, rating: str) -> None:
    eds2022 = edition("eds2022")
    full, rest = divmod(score, 3)
    numbers = ([3] * full + [rest] + [0] * 11)[:11]
    codes = [outcome.code for outcome in eds2022.outcomes]
    total = total_score(eds2022, {code: SCORES[n] for code, n in zip(codes, numbers, strict=True)})
    assert total is not None
    assert (total.score, total.of, total.rating) == (score, 33, rating)


def test_leeds_teaching_hospitals_2023_24() -> None:
    """Its page gives 21, Developing, and says that one more point would be Achieving."""
    grades = {code: SCORES[score] for code, score in LEEDS_2023_24.items()}
    total = total_score(edition("eds2022"), grades)
    assert total is not None
    assert (total.score, total.of, total.rating) == (21, 33, "developing")
    assert (total.to_next, total.next_rating) == (1, "achieving")


@pytest.mark.parametrize(
    ("services", "middle"),
    [((0, 2, 3), 2), ((1, 1, 3), 1), ((2, 3, 3), 3), ((0, 0, 3), 0), ((1, 2, 2), 2)],
)
def test_middle_of_three_services(services: tuple[int, ...], middle: int) -> None:
    eds2022 = edition("eds2022")
    result = middle_of_services(
        [SCORES[n] for n in services],
        scale=eds2022.scale,
        required=eds2022.services_required,
    )
    assert result.grade == SCORES[middle]


@pytest.mark.parametrize("key", ["eds2011", "eds2"])
def test_earlier_editions_add_nothing_up(key: str) -> None:
    assert total_score(edition(key), {}) is None
