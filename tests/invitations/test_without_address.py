"""People without an address: nothing is mailed, and an empty address finds nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, NotNow
from edsportal.common.outbox import OutgoingMessage
from grading.domain.workflow import State
from grading.models import Grader
from grading.selectors.candidates import invited_already, people_of_last_time
from grading.selectors.forgetting import groups_reached_at, invitations_to
from grading.selectors.grader import grader_by_pk
from grading.services.assessment import create_assessment
from grading.services.bulk_invitations import invite_people
from grading.services.forgetting import forget_myself, forget_person
from grading.services.grader_session import send_fresh_links
from grading.services.invitation import invite, renew_invitation, revoke_invitation
from grading.services.joining_by_link import join_by_shared_link
from grading.services.joining_rule import why_a_grader_may_not_join
from grading.services.notices import tell_graders_grading_reopened
from grading.services.reminders import remind_all_due, remind_everyone_in, remind_grader
from stakeholders.models import Invitation, LocalInterest
from tests.invitations.shared import opened, put_into
from tests.world import TEST, World, frameworks

BLANK = pytest.mark.parametrize("email", ["", "  "])


@pytest.fixture
def guests(world: World) -> list[Grader]:
    """Two people of one shared link, fetched as their sessions would."""
    put_into(world, State.GRADING)
    link = opened(world).link
    return [grader_by_pk(join_by_shared_link(link=link, name=name).grader.pk) for name in "AB"]


def names() -> list[str]:
    return sorted(Invitation.objects.values_list("name", flat=True))


@BLANK
def test_removing_an_empty_address_removes_nobody(guests: list[Grader], email: str) -> None:
    LocalInterest.objects.update(contact_name="Kept")
    with pytest.raises(InvalidInput):
        forget_person(email=email, by=Machine("test"), reason="A slip.")
    assert names() == ["A", "B"]
    assert LocalInterest.objects.get().contact_name == "Kept"
    assert not invitations_to(email).exists()
    assert not groups_reached_at(email).exists()


def test_removing_oneself_leaves_the_others(guests: list[Grader]) -> None:
    forget_myself(by=guests[0])
    assert names() == ["B", "Removed person"]
    assert grader_by_pk(guests[1].pk) is not None


@BLANK
def test_nobody_asks_for_fresh_links_of_them_all(guests: list[Grader], email: str) -> None:
    before = set(Invitation.objects.values_list("token_hash", flat=True))
    assert send_fresh_links(email=email) == 0
    assert set(Invitation.objects.values_list("token_hash", flat=True)) == before


@BLANK
def test_nobody_is_invited_without_an_address(
    world: World, guests: list[Grader], email: str
) -> None:
    revoke_invitation(grader=guests[0], by=world.people["lead"])
    with pytest.raises(InvalidInput, match="e-mail address is missing"):
        invite(
            assessment=world.assessment,
            local_interest=guests[0].participation.local_interest,
            name="C",
            email=email,
            by=TEST,
        )
    assert names() == ["A", "B"]
    assert grader_by_pk(guests[0].pk) is None, "who was withdrawn did not come back"


def test_nothing_is_mailed_to_them(world: World, guests: list[Grader]) -> None:
    lead = world.people["lead"]
    # Even where a moment of sending were noted, as by a fault.
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=30))
    assert remind_all_due(now=timezone.now()) == 0
    assert remind_everyone_in(assessment=world.assessment, by=lead) == 0
    for guest in guests:
        with pytest.raises(NotNow, match="no e-mail address"):
            remind_grader(grader=grader_by_pk(guest.pk), by=lead)
        with pytest.raises(NotNow, match="no e-mail address"):
            renew_invitation(grader=guest, by=lead)
    tell_graders_grading_reopened(assessment=world.assessment, reason="A page was missing.")
    assert not OutgoingMessage.objects.exists()
    assert not Grader.objects.exclude(reminders_sent=0).exists()


def test_reopening_still_tells_those_with_an_address(world: World, guests: list[Grader]) -> None:
    known = world.grader("hw")
    tell_graders_grading_reopened(assessment=world.assessment, reason="A page was missing.")
    assert [row.to for row in OutgoingMessage.objects.all()] == [known.invitation.email]


def test_the_lead_is_offered_no_mail_to_them(world: World, guests: list[Grader]) -> None:
    text = world.client("lead").get(f"/work/{world.assessment.pk}/invitations/").text
    assert "Came by the shared link" in text
    for guest in guests:
        stem = f"/work/{world.assessment.pk}/invitations/{guest.pk}/"
        assert f"{stem}withdraw/" in text
        assert f"{stem}renew/" not in text
        assert f"{stem}remind/" not in text


def test_they_keep_nobody_from_joining_the_staff(world: World, guests: list[Grader]) -> None:
    assert why_a_grader_may_not_join(world.organisation, "") == ""


def test_they_are_not_last_times_people(world: World, guests: list[Grader]) -> None:
    known = world.grader("anyone-who-comes", "public")
    world.grader("hw")
    later = create_assessment(
        organisation=world.organisation,
        framework=frameworks()["eds2022"],
        year="2026/27",
        services=world.services,
        by=TEST,
    )
    last = people_of_last_time(later)
    assert "" not in {person.email for person in last.people}
    assert known.invitation.email in {person.email for person in last.people}
    assert last.without_address == (), "the group is reached by somebody"
    done = invite_people(assessment=later, people=last.people, by=world.people["lead"])
    assert done.queued == 2
    assert all(email for _group, email in invited_already(later))
