"""Once the grades could be seen nobody new is heard, and nobody who was asked is shut out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from edsportal.common.errors import NotNow
from grading.domain.workflow import Move, State
from grading.models import (
    Assessment,
    CameBy,
    Grader,
    LocalGrade,
    MeetingRecord,
    Participation,
    Reply,
    ReplyRound,
)
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.selectors.meeting import groups_to_name, people_to_ask
from grading.selectors.reply import answers_waited_for, round_of, standing_replies
from grading.services.assessment import move
from grading.services.coordinator import bring_in, let_coordinate
from grading.services.invitation import invite, revoke_invitation
from grading.services.joining_by_link import join_by_shared_link
from grading.services.local_grade import save_local_grade
from grading.services.shared_link import open_shared_link
from tests.workshops.rooms import Room, participation, room
from tests.world import TEST, World
from workshops.domain.paper import Typed
from workshops.services.paper import make_packs, take_paper
from workshops.services.phone import enter_phone_answers

REASON = "the grades could be seen"


@pytest.fixture
def reopened(world: World) -> Room:
    """Grading was open, with a workshop and a shared link; closed, and opened again."""
    hall = room(world)
    person = world.grader("hw", "healthwatch")
    person.coordinator = True
    person.save()
    open_shared_link(
        assessment=world.assessment,
        local_interest=participation(world).local_interest,
        cap=9,
        by=world.people["lead"],
    )
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    move(world.assessment, move=Move.REOPEN_GRADING, by=TEST, reason="A page was missing.")
    world.assessment.refresh_from_db()
    return hall


def invites(hall: Room) -> None:
    invite(
        assessment=hall.world.assessment,
        local_interest=participation(hall.world).local_interest,
        name="New",
        email="new@example.org",
        by=hall.world.people["lead"],
    )


def coordinator_invites(hall: Room) -> None:
    by = grader_by_pk(Grader.objects.get(coordinator=True).pk)
    bring_in(name="New", email="new@example.org", by=by)


def joins_by_link(hall: Room) -> None:
    join_by_shared_link(link=participation(hall.world).shared_links.get())


def opens_a_link(hall: Room) -> None:
    group = participation(hall.world, "pg", "patient_group")
    open_shared_link(
        assessment=hall.world.assessment,
        local_interest=group.local_interest,
        cap=9,
        by=hall.world.people["lead"],
    )


def joins_the_room(hall: Room) -> None:
    hall.join()


def telephones(hall: Room) -> None:
    enter_phone_answers(
        participation=hall_group(hall),
        answers={hall.questions[0].assessed_outcome_id: Typed("excelling")},
        comment_consent="none",
        by=hall.world.people["facilitator"],
    )


def sends_paper(hall: Room) -> None:
    [pack] = make_packs(
        assessment=hall.world.assessment,
        participation=hall_group(hall),
        format="standard",
        count=1,
        by=hall.world.people["lead"],
    )
    typed = {hall.questions[0].assessed_outcome_id: Typed("excelling")}
    for by in ("facilitator", "lead"):
        take_paper(pack=pack, answers=typed, comment_consent="none", by=hall.world.people[by])


def hall_group(hall: Room) -> Participation:
    group = participation(hall.world)
    group.assessment = Assessment.objects.get(pk=hall.world.assessment.pk)
    return group


@pytest.mark.parametrize(
    "comes",
    [
        *(invites, coordinator_invites, joins_by_link, opens_a_link),
        *(joins_the_room, telephones, sends_paper),
    ],
)
def test_nobody_new_is_heard(reopened: Room, comes: Callable[[Room], None]) -> None:
    before = Grader.objects.count()
    with pytest.raises(NotNow, match=REASON):
        comes(reopened)
    assert Grader.objects.count() == before


def test_who_was_asked_before_answers(reopened: Room) -> None:
    by = grader_by_pk(Grader.objects.get().pk)
    row = outcome_of_assessment(by, reopened.questions[0].assessed_outcome_id)
    saved = save_local_grade(
        assessed_outcome=row, answer="developing", comment="", expected_version=0, by=by
    )
    assert saved.version == 1


def test_the_page_says_so(reopened: Room) -> None:
    page = reopened.world.client("lead").get(f"/work/{reopened.world.assessment.pk}/invitations/")
    assert REASON in page.text
    assert "Invite someone" not in page.text
    assert "no invitation can be withdrawn" in page.text
    assert "/withdraw/" not in page.text


@pytest.mark.parametrize("state", [State.RECONCILING, State.AGREED, State.PUBLISHED])
def test_the_page_offers_nobody_new_after_grading(reopened: Room, state: State) -> None:
    Assessment.objects.filter(pk=reopened.world.assessment.pk).update(state=state)
    page = reopened.world.client("lead").get(f"/work/{reopened.world.assessment.pk}/invitations/")
    assert "so nobody new can be invited" in page.text
    assert "Invite someone" not in page.text
    assert "Invite people from a file" not in page.text


@pytest.mark.parametrize("state", [State.GRADING, State.RECONCILING, State.AGREED])
def test_nobody_is_shut_out_once_the_grades_could_be_seen(reopened: Room, state: State) -> None:
    grader = Grader.objects.get()
    Assessment.objects.filter(pk=reopened.world.assessment.pk).update(state=state)
    with pytest.raises(NotNow, match="no invitation can be withdrawn until"):
        revoke_invitation(grader=grader, by=reopened.world.people["lead"])
    grader.invitation.refresh_from_db()
    assert grader.invitation.revoked_at is None


def test_who_speaks_for_a_group_is_not_chosen_by_who_knows_the_grades(reopened: Room) -> None:
    grader = Grader.objects.get()
    with pytest.raises(NotNow, match="who coordinates a group stays"):
        let_coordinate(grader=grader, may_bring_in=False, by=reopened.world.people["lead"])
    grader.refresh_from_db()
    assert grader.coordinator
    page = reopened.world.client("lead").get(f"/work/{reopened.world.assessment.pk}/invitations/")
    assert "End as coordinator" not in page.text


def test_afterwards_an_invitation_can_be_withdrawn(reopened: Room) -> None:
    Assessment.objects.filter(pk=reopened.world.assessment.pk).update(state=State.PUBLISHED)
    revoke_invitation(grader=Grader.objects.get(), by=reopened.world.people["lead"])


@pytest.mark.parametrize("way", [CameBy.PAPER, CameBy.PHONE])
def test_who_has_no_link_is_not_asked_to_come_in(world: World, way: CameBy) -> None:
    grader = world.grader("pg", "patient_group")
    Grader.objects.filter(pk=grader.pk).update(came_by=way)
    group, place = grader.participation, world.assessed_outcome("1B", "s1")
    assert group not in groups_to_name(world.assessment, "1B")
    record = MeetingRecord.objects.create(
        assessed_outcome=place,
        grade="excelling",
        met_on=timezone.localdate(),
        recorded_by=world.people["lead"],
    )
    record.present.set([group])
    assert not people_to_ask(record).exists()
    grader.refresh_from_db()
    with pytest.raises(NotNow, match="no link"):
        let_coordinate(grader=grader, may_bring_in=True, by=world.people["lead"])
    page = world.client("lead").get(f"/work/{world.assessment.pk}/invitations/").text
    assert "Make coordinator" not in page


def test_the_reply_does_not_wait_for_who_has_no_link(world: World) -> None:
    grader = world.grader("pg", "patient_group")
    place = world.assessed_outcome("1B", "s1")
    now = timezone.now()
    LocalGrade.objects.create(
        grader=grader, assessed_outcome=place, answer="developing", saved_at=now
    )
    held = ReplyRound.objects.create(
        assessment=world.assessment,
        asked=True,
        reply_by=timezone.localdate() + timedelta(days=1),
        opened_at=now,
        opened_by=world.people["lead"],
    )
    Reply.objects.create(
        round=held, assessed_outcome=place, version=1, text="See", written_by=world.people["lead"]
    )
    assert round_of(world.assessment) == held
    assert answers_waited_for(held, standing_replies(held)) == 1
    Grader.objects.filter(pk=grader.pk).update(came_by=CameBy.PHONE)
    assert answers_waited_for(held, standing_replies(held)) == 0
