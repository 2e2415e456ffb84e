"""A trust at each step of the right of reply."""

import pytest

from grading.domain.workflow import Move
from grading.selectors.grader import grader_by_pk
from grading.services.assessment import move
from grading.services.local_grade import save_local_grade
from grading.services.reply_round import send_replies
from tests.grading.reply.acts import UNIONS, ask, outcome, write
from tests.world import TEST, World


@pytest.fixture
def differing(world: World) -> World:
    """Two unions say developing of 2A, the trust excelling; 2B is graded alike; grading closed."""
    for code, own in (("2A", "excelling"), ("2B", "developing")):
        row = world.assessed_outcome(code)
        row.organisation_grade, row.organisation_reason = own, "We think so."
        row.save()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    for key in UNIONS:
        grader = grader_by_pk(world.grader(key, "trade_union").pk)
        for code in ("2A", "2B"):
            save_local_grade(
                assessed_outcome=outcome(world, grader, code),
                answer="developing",
                comment=f"Words of {key}",
                expected_version=0,
                by=grader,
            )
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    return world


@pytest.fixture
def writing(differing: World) -> World:
    ask(differing)
    return differing


@pytest.fixture
def looking(writing: World) -> World:
    write(writing)
    send_replies(assessment=writing.assessment, by=writing.people["lead"])
    return writing
