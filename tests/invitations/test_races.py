"""Inviting many at the same moment, with commits that are real."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from edsportal.common.errors import NotNow
from edsportal.common.outbox import MessageKind, OutgoingMessage
from grading.domain.workflow import State
from grading.models import Grader
from grading.selectors.grader import grader_by_pk
from grading.services import coordinator as service
from grading.services.bulk_invitations import FileDone, invite_from_file
from grading.services.coordinator import bring_in
from stakeholders.models import LocalInterest
from tests.invitations.files import file, row
from tests.world import TEST, World

AT_ONCE = 4


def all_at_once(press: object) -> list[object]:
    """What each of several simultaneous presses came to: a value or the refusal it met."""
    ready = Barrier(AT_ONCE)

    def one(number: int) -> object:
        try:
            ready.wait()
            return press(number)
        except NotNow as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


@pytest.mark.usefixtures("committed_db")
def test_one_file_sent_many_times_at_once_invites_everybody_once(world: World) -> None:
    text = file(*(row(email=f"p{number}@example.org") for number in range(5)))
    ends = all_at_once(
        lambda _number: invite_from_file(assessment=world.assessment, text=text, by=TEST)
    )
    assert all(isinstance(end, FileDone) for end in ends)
    assert sorted(end.queued for end in ends) == [0, 0, 0, 5]
    assert all(not end.errors for end in ends)
    assert Grader.objects.count() == 5
    assert OutgoingMessage.objects.filter(kind=MessageKind.INVITATION).count() == 5
    assert LocalInterest.objects.count() == 1


@pytest.mark.usefixtures("committed_db")
def test_the_last_place_is_taken_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_PEOPLE", 2)
    world.assessment.state = State.GRADING
    world.assessment.save()
    coordinator = world.grader()
    Grader.objects.filter(pk=coordinator.pk).update(coordinator=True)

    def press(number: int) -> Grader:
        by = grader_by_pk(coordinator.pk)
        return bring_in(name="Pat", email=f"p{number}@example.org", by=by)

    ends = all_at_once(press)
    assert sum(isinstance(end, Grader) for end in ends) == 2
    assert sum(isinstance(end, NotNow) for end in ends) == AT_ONCE - 2
    assert Grader.objects.filter(brought_in_by=coordinator).count() == 2
