"""Joining by one link at the same moment, with commits that are real."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from edsportal.common.errors import NotNow
from edsportal.common.models import AuditEvent
from grading.domain.workflow import State
from grading.models import Grader, SharedLink
from grading.services.joining_by_link import Joined, join_by_shared_link
from grading.services.shared_link import Shared, open_shared_link
from stakeholders.models import Invitation, User
from tests.invitations.shared import group, opened, put_into
from tests.world import World

AT_ONCE = 6

pytestmark = pytest.mark.usefixtures("committed_db")


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


def test_six_for_two_places(world: World) -> None:
    put_into(world, State.GRADING)
    link = opened(world, cap=2).link
    ends = all_at_once(lambda number: join_by_shared_link(link=link, press=f"press {number}"))
    assert sum(isinstance(end, Joined) for end in ends) == 2
    assert sum(isinstance(end, NotNow) for end in ends) == AT_ONCE - 2
    assert Grader.objects.count() == Invitation.objects.count() == 2
    assert AuditEvent.objects.filter(event="joined_by_shared_link").count() == 2


def test_one_press_sent_six_times_is_one_person_with_one_code(world: World) -> None:
    put_into(world, State.GRADING)
    link = opened(world, cap=2).link
    ends = all_at_once(lambda _number: join_by_shared_link(link=link, press="one press"))
    assert all(isinstance(end, Joined) for end in ends)
    assert {end.grader.pk for end in ends} == {Grader.objects.get().pk}
    held = Invitation.objects.get().code_hash
    assert sum(end.secrets.code_hash == held for end in ends) == 1


def test_one_group_gets_one_open_link(world: World) -> None:
    public, lead = group(world), world.people["lead"].pk

    def press(_number: int) -> Shared:
        by = User.objects.get(pk=lead)
        return open_shared_link(assessment=world.assessment, local_interest=public, cap=9, by=by)

    ends = all_at_once(press)
    assert sum(isinstance(end, Shared) for end in ends) == 1
    assert SharedLink.objects.count() == 1
