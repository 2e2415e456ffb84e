"""What a report of history says of itself, beyond the two real ones."""

import pytest

from reports.domain.board import Ask, Why, gaps, questions
from reports.domain.snapshot import Snapshot
from reports.services.snapshot import build_snapshot
from tests.reports.cases import ON, history
from tests.world import World


@pytest.fixture
def told(world: World) -> Snapshot:
    """History with one outcome of which nobody knows a grade."""
    assessment = history(world, {"3.6": "", "1.1": "undeveloped"})
    return build_snapshot(assessment, version=1, published_on=ON)


def test_an_outcome_without_a_grade_leaves_it_history(told: Snapshot) -> None:
    assert told["history"]
    assert {row["code"]: row["basis"] for row in told["outcomes"]}["3.6"] == "not_graded"


def test_where_somebody_was_asked_here_it_is_no_history(world: World) -> None:
    assessment = history(world, {"3.6": ""})
    world.assessment = assessment
    world.grader("hw", "healthwatch")
    assert not build_snapshot(assessment, version=1, published_on=ON)["history"]


def test_nobody_claims_to_know_what_followed(told: Snapshot) -> None:
    assert Why.NO_ACTION not in {why for gap in gaps(told) for why in gap.why}
    asked = {question.ask for question in questions(told)}
    assert asked <= {Ask.FELL, Ask.LOWEST_HERE, Ask.KEEP_UP}
