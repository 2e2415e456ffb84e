"""A paper nobody has checked is told of before grading closes, and said not to count after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edsportal.common.outbox import OutgoingMessage
from grading.domain.closing import locks_at
from grading.domain.workflow import State
from grading.services.before_closing import warn_of_waiting_papers
from grading.services.closing import close_due
from tests.workshops.rooms import participation, put_into
from tests.workshops.test_paper import made, take, typed
from tests.world import World
from workshops.models import PaperPack


@pytest.fixture
def paper(world: World) -> PaperPack:
    """Typed in by one person, two days before grading closes."""
    world.assessment.closes_on = timezone.localdate() + timedelta(days=2)
    put_into(world, State.GRADING)
    [pack] = made(world)
    take(pack, typed(world), world.people["facilitator"])
    return pack


def page(world: World, rest: str) -> str:
    return world.client("lead").get(f"/work/{world.assessment.pk}/{rest}").text


@pytest.mark.parametrize("where", ["opening/", "closing/"])
def test_it_is_listed_before_closing_with_the_way_to_it(
    world: World, paper: PaperPack, where: str
) -> None:
    shown = page(world, where)
    assert "1 paper waits for a second person" in shown
    assert f"/work/{world.assessment.pk}/paper/{paper.serial}/" in shown
    take(paper, typed(world), world.people["lead"])
    assert "waits for a second person" not in page(world, where)


def test_afterwards_it_is_said_that_it_did_not_count_and_what_to_do(
    world: World, paper: PaperPack
) -> None:
    put_into(world, State.RECONCILING)
    shown = page(world, "opening/")
    assert "1 paper did not count" in shown
    assert "open grading again" in shown
    assert "Did not count" in page(world, "paper/")
    assert "Waits for a second person" not in page(world, "paper/")


def test_leads_are_told_once_a_day_in_the_last_days(world: World, paper: PaperPack) -> None:
    now = timezone.now()
    assert warn_of_waiting_papers(now=now - timedelta(days=9)) == 0
    for _again in range(2):
        assert warn_of_waiting_papers(now=now) == 1
    message = OutgoingMessage.objects.get(kind="papers_wait")
    assert paper.serial in message.body
    assert f"/work/{world.assessment.pk}/paper/" in message.body
    warn_of_waiting_papers(now=now + timedelta(days=1))
    assert OutgoingMessage.objects.filter(kind="papers_wait").count() == 2
    take(paper, typed(world), world.people["lead"])
    assert warn_of_waiting_papers(now=now) == 0


def test_closing_by_date_tells_which_papers_did_not_count(world: World, paper: PaperPack) -> None:
    close_due(now=locks_at(world.assessment.closes_on))
    body = OutgoingMessage.objects.get(subject__startswith="Grading has closed").body
    assert "1 paper was typed in by one person" in body
    assert paper.serial in body


def test_a_paper_of_a_group_that_stood_down_waits_for_nobody(
    world: World, paper: PaperPack
) -> None:
    group = participation(world)
    group.stood_down_at, group.stood_down_by = timezone.now(), world.people["lead"]
    group.stood_down_reason = "They asked to."
    group.save()
    assert "waits for a second person" not in page(world, "closing/")
