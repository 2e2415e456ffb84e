"""Closing before the day that graders were told: with a reason, and those waiting are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edsportal.common.errors import InvalidInput
from edsportal.common.outbox import OutgoingMessage
from grading.domain.workflow import Move, State
from grading.models import Grader, Transition
from grading.services.assessment import move
from grading.services.running import close_grading
from tests.world import TEST, World

REASON = "Everybody we could reach has answered."


@pytest.fixture
def told(world: World) -> World:
    """Grading is open for nine days more; one person has handed in, one has not."""
    world.assessment.closes_on = timezone.localdate() + timedelta(days=9)
    world.assessment.save()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    done = world.grader("done")
    Grader.objects.filter(pk=done.pk).update(handed_in_at=timezone.now())
    world.grader("waits")
    return world


def close(world: World, **more: str) -> None:
    close_grading(assessment=world.assessment, by=world.people["lead"], **more)


def test_it_needs_a_reason_and_tells_those_who_have_not_handed_in(told: World) -> None:
    with pytest.raises(InvalidInput):
        close(told)
    told.assessment.refresh_from_db()
    assert told.assessment.state == State.GRADING
    close(told, reason=REASON)
    message = OutgoingMessage.objects.get(kind="grading_closed_early")
    assert message.to == "waits-0@example.org"
    assert REASON in message.body
    assert "at 23:59" in message.body
    assert Transition.objects.last().reason == REASON


@pytest.mark.parametrize("days", [None, -1])
def test_after_the_day_or_without_one_nothing_was_promised(told: World, days: int | None) -> None:
    told.assessment.closes_on = days and timezone.localdate() + timedelta(days=days)
    told.assessment.save()
    close(told)
    assert not OutgoingMessage.objects.filter(kind="grading_closed_early").exists()


def test_the_page_says_what_was_told_and_asks_for_the_reason(told: World) -> None:
    lead, address = told.client("lead"), f"/work/{told.assessment.pk}/closing/"
    assert "Graders were told that they can answer until" in lead.get(address).text
    assert lead.post(address, {"sure": "on"}).status_code == 422
    assert lead.post(address, {"sure": "on", "reason": REASON}).status_code == 302
    told.assessment.refresh_from_db()
    assert told.assessment.state == State.RECONCILING
