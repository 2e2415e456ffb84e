"""The board's gaps and questions: from the results alone, by the rule in docs/board-paper.md."""

import pytest

from reports.domain.board import Ask, Why, gaps, questions
from reports.domain.movement import Direction, movements
from reports.domain.snapshot import Snapshot
from reports.presenters.board_paper import question_words
from tests.reports.small_reports import random_report


def known(**grades: str | None) -> Snapshot:
    """A report of the outcomes given, without services, actions or earlier years."""
    snapshot = random_report(0)
    rows = {row["code"]: row for row in snapshot["outcomes"]}
    snapshot["outcomes"] = [rows[code] for code in grades]
    snapshot["objectives"] = []
    for code, grade in grades.items():
        row = rows[code]
        row["grade"], row["basis"] = grade, "agreed" if grade else "not_graded"
        row["parts"] = row["parts"][:1]
        row["parts"][0].update(grade=grade, organisation_grade=grade, basis=row["basis"])
    return snapshot


def last_year(snapshot: Snapshot, **grades: str) -> Snapshot:
    snapshot["previous"] = [
        {
            "year": "2024/25",
            "framework": snapshot["framework"]["key"],
            "framework_name": "EDS 2022",
            "version": 1,
            "published_on": "2025-02-28",
            "outcomes": [{"code": code, "grade": grade} for code, grade in grades.items()],
            "outcomes_graded": len(grades),
            "total": None,
        }
    ]
    return snapshot


def test_the_widest_gap_comes_first() -> None:
    snapshot = known(**{"2A": "achieving", "2B": "undeveloped", "2C": None, "2D": "excelling"})
    assert [gap.outcome["code"] for gap in gaps(snapshot)] == ["2C", "2B", "2A"]
    assert gaps(snapshot)[1].why == (Why.LOWEST, Why.NO_ACTION)


def test_of_equal_grades_the_one_that_fell_comes_first() -> None:
    snapshot = known(**{"2A": "developing", "2B": "developing", "2C": "developing"})
    last_year(snapshot, **{"2A": "developing", "2B": "developing", "2C": "achieving"})
    assert [gap.outcome["code"] for gap in gaps(snapshot)] == ["2C", "2A", "2B"]
    assert [row.direction for row in movements(snapshot)] == [
        Direction.SAME,
        Direction.SAME,
        Direction.DOWN,
    ]


def test_another_edition_is_not_compared() -> None:
    snapshot = last_year(known(**{"2A": "developing"}), **{"2A": "excelling"})
    snapshot["previous"][0]["framework"] = "eds2"
    assert movements(snapshot) == []


def test_questions_are_of_different_sorts_and_in_order() -> None:
    snapshot = known(**{"2A": "developing", "2B": "undeveloped"})
    last_year(snapshot, **{"2A": "achieving", "2B": "undeveloped"})
    snapshot["outcomes"][0]["parts"][0]["organisation_grade"] = "excelling"
    assert [(row.ask, row.code) for row in questions(snapshot)] == [
        (Ask.NO_ACTION, "2B"),
        (Ask.FELL, "2A"),
        (Ask.SAW_IT_OTHERWISE, "2A"),
    ]
    assert question_words(questions(snapshot)[1], snapshot) == (
        "2A fell from Achieving activity to Developing activity. What changed, and who noticed "
        "it first?"
    )


def test_nothing_to_ask_is_said() -> None:
    snapshot = known(**{"2A": "excelling"})
    assert gaps(snapshot) == []
    assert [row.ask for row in questions(snapshot)] == [Ask.KEEP_UP]


@pytest.mark.parametrize("seed", range(60))
def test_every_question_and_gap_names_something_in_the_report(seed: int) -> None:
    snapshot = random_report(seed)
    codes = {row["code"] for row in snapshot["outcomes"]}
    assert len(gaps(snapshot)) <= 3
    asked = questions(snapshot)
    assert 1 <= len(asked) <= 3
    assert len({row.ask for row in asked}) == len(asked)
    for question in asked:
        assert question.code in codes | {""}
        assert "%(" not in question_words(question, snapshot)
