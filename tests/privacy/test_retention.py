"""Names are kept no longer than said, and not a day shorter."""

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command

from edsportal.common.actors import Machine
from edsportal.common.errors import NotPermitted
from grading.domain.workflow import Move
from grading.models import Grader, LocalGrade, RevisionComment
from grading.services.assessment import move
from grading.services.forgetting import forget_grader
from grading.services.local_grade import save_local_grade
from grading.services.retention import _months_before, apply_retention, due_for_removal
from stakeholders.models import Invitation
from tests.world import TEST, World

BY = Machine("apply_retention")
PUBLISHED = dt.datetime(2026, 2, 27, 12, tzinfo=dt.UTC)
LAST_DAY, DAY_AFTER = dt.date(2028, 2, 27), dt.date(2028, 2, 28)


def published(world: World) -> Grader:
    grader = world.grader("hw", "healthwatch")
    with time_machine.travel(PUBLISHED, tick=False):
        move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
        world.assessment.refresh_from_db()
        grader.participation.assessment = world.assessment
        save_local_grade(
            assessed_outcome=world.assessed_outcome("1A", "s1"),
            answer="developing",
            comment="My own words",
            expected_version=0,
            by=grader,
        )
        for step in (Move.CLOSE_GRADING, Move.SIGN_OFF, Move.PUBLISH):
            move(world.assessment, move=step, by=TEST)
    return grader


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2028, 2, 28), 24, dt.date(2026, 2, 28)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2028, 2, 29), 24, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 1, dt.date(2025, 12, 15)),
        (dt.date(2026, 12, 31), 12, dt.date(2025, 12, 31)),
        (dt.date(2026, 12, 31), 1, dt.date(2026, 11, 30)),
    ],
)
def test_months_before(day: dt.date, months: int, before: dt.date) -> None:
    assert _months_before(day, months) == before


def test_nobody_goes_before_their_time(world: World) -> None:
    published(world)
    assert apply_retention(today=LAST_DAY, by=BY) == 0
    assert Invitation.objects.get().name == "Person of hw"


def test_the_day_after_name_address_and_comment_go_and_the_grade_stays(world: World) -> None:
    published(world)
    assert apply_retention(today=DAY_AFTER, by=BY) == 1
    invitation = Invitation.objects.get()
    assert (invitation.name, invitation.email) == (
        "Removed person",
        f"removed-invitation-{invitation.pk}@removed.invalid",
    )
    assert LocalGrade.objects.values_list("answer", "comment").get() == ("developing", "")
    assert not RevisionComment.objects.exists()
    assert apply_retention(today=DAY_AFTER, by=BY) == 0


def test_unpublished_work_keeps_its_people(world: World) -> None:
    world.grader("hw", "healthwatch")
    assert due_for_removal(today=dt.date(2050, 1, 1)).invitations == ()


def test_a_dry_run_names_no_person_and_changes_nothing(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    published(world)
    with time_machine.travel(dt.datetime(2029, 1, 1, tzinfo=dt.UTC), tick=False):
        call_command("apply_retention", "--dry-run")
    printed = capsys.readouterr().out
    assert "TST: Example hw" in printed
    assert "Graders it would remove: 1." in printed
    assert "Person of hw" not in printed
    assert Invitation.objects.get().name == "Person of hw"


def test_the_command_removes_and_clears_sessions(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    published(world)
    Session.objects.create(session_key="old", session_data="x", expire_date=PUBLISHED)
    with time_machine.travel(dt.datetime(2029, 1, 1, tzinfo=dt.UTC), tick=False):
        call_command("apply_retention")
    assert "Graders removed: 1." in capsys.readouterr().out
    assert not Session.objects.filter(session_key="old").exists()


def test_a_lead_cannot_remove_a_grader_by_it(world: World) -> None:
    invitation = world.grader("hw", "healthwatch").invitation
    with pytest.raises(NotPermitted):
        forget_grader(invitation=invitation, by=world.people["lead"], reason="x")
