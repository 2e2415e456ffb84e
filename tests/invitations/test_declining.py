"""Saying no with a reason, and changing one's mind."""

import pytest
from django.test import Client
from django.utils import timezone

from edsportal.common.errors import NotNow
from edsportal.common.models import AuditEvent
from grading.domain.opening import ObstacleCode
from grading.domain.workflow import State
from grading.models import Grader
from grading.selectors.opening import opening_obstacles
from grading.selectors.reminders import graders_to_ask_about
from grading.services.declining import change_mind, decline
from tests.world import World

REASON = "SENTINEL: I have no time, désolée"


@pytest.fixture
def invited(world: World) -> Grader:
    world.assessment.state = State.GRADING
    world.assessment.save()
    return world.grader("hw", started=False)


def link(world: World, grader: Grader) -> str:
    return f"/i/{world.secrets[grader.pk].token}/"


def obstacles(world: World) -> set[ObstacleCode]:
    return {found.code for found in opening_obstacles(world.assessment)}


def reread(grader: Grader) -> Grader:
    return Grader.objects.get(pk=grader.pk)


def test_opening_the_page_says_no_to_nothing(world: World, invited: Grader) -> None:
    client = Client()
    assert client.get(link(world, invited) + "decline/").status_code == 200
    assert client.head(link(world, invited) + "decline/").status_code == 200
    assert reread(invited).declined_at is None


def test_the_lead_sees_the_reason_and_the_trail_does_not(world: World, invited: Grader) -> None:
    address = link(world, invited) + "decline/"
    assert "decline/" in Client().get(link(world, invited)).text
    assert Client().post(address, {"reason": REASON}).status_code == 302
    assert REASON in Client().get(address).text
    page = world.client("lead").get(f"/work/{world.assessment.pk}/invitations/").text
    assert "Declined" in page
    assert REASON in page
    event = AuditEvent.objects.get(event="invitation_declined")
    assert (event.actor_kind, event.actor_id) == ("grader", str(invited.pk))
    assert "SENTINEL" not in f"{event.reason} {event.details}"


def test_nobody_has_to_say_why(world: World, invited: Grader) -> None:
    address = link(world, invited) + "decline/"
    assert Client().post(address, {"reason": "x" * 501}).status_code == 422
    assert reread(invited).declined_at is None
    assert Client().post(address, {"reason": " "}).status_code == 302
    assert reread(invited).declined_at is not None
    assert "What you wrote" not in Client().get(address).text
    page = world.client("lead").get(f"/work/{world.assessment.pk}/invitations/").text
    assert "Declined" in page


def test_who_said_no_is_not_reminded_and_opens_no_grading(world: World, invited: Grader) -> None:
    assert list(graders_to_ask_about()) == [invited]
    assert ObstacleCode.NOBODY_INVITED not in obstacles(world)
    decline(reason=REASON, by=invited)
    assert list(graders_to_ask_about()) == []
    assert ObstacleCode.NOBODY_INVITED in obstacles(world)


def test_a_mind_can_be_changed_by_button_or_by_starting(world: World, invited: Grader) -> None:
    decline(reason=REASON, by=invited)
    Client().post(link(world, invited) + "decline/", {"after_all": "yes"})
    assert (reread(invited).declined_at, reread(invited).decline_reason) == (None, "")
    assert AuditEvent.objects.filter(event="invitation_taken_up_again").count() == 1

    decline(reason=REASON, by=invited)
    assert "rather not take part" in Client().get(link(world, invited)).text
    sent = {"interest": "none", "comment_consent": "none"}
    assert Client().post(link(world, invited), sent).status_code == 302
    assert reread(invited).started_at is not None
    assert reread(invited).declined_at is None


def test_who_has_started_can_only_stop(world: World, invited: Grader) -> None:
    Grader.objects.filter(pk=invited.pk).update(started_at=timezone.now())
    with pytest.raises(NotNow, match="started already"):
        decline(reason=REASON, by=invited)
    assert reread(invited).declined_at is None


def test_after_grading_there_is_nothing_to_decide(world: World, invited: Grader) -> None:
    world.assessment.state = State.RECONCILING
    world.assessment.save()
    stale = Grader.objects.get(pk=invited.pk)
    for act in (lambda: decline(reason=REASON, by=stale), lambda: change_mind(by=stale)):
        with pytest.raises(NotNow, match="closed"):
            act()


def test_a_wrong_link_says_no_for_nobody(world: World, invited: Grader) -> None:
    assert Client().post("/i/made-up/decline/", {"reason": REASON}).status_code == 404
    assert reread(invited).declined_at is None


def test_the_answer_and_the_trail_fail_together(
    world: World, invited: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("grading.services.declining.record", broken)
    with pytest.raises(RuntimeError):
        decline(reason=REASON, by=invited)
    assert reread(invited).declined_at is None


def test_by_code_the_same_page_is_there(world: World, invited: Grader) -> None:
    client = Client()
    client.post("/code/", {"code": world.secrets[invited.pk].code})
    assert client.get("/grade/start/").status_code == 200
    assert client.post("/grade/start/decline/", {"reason": REASON}).status_code == 302
    assert reread(invited).decline_reason == REASON
