"""Joining an organisation by invitation, and leaving it."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.workflow import State
from grading.models import Assessment
from stakeholders.models import JoiningInvitation, Membership, User
from stakeholders.services.joining import accept_joining_invitation, create_administrator
from stakeholders.services.membership import (
    end_membership,
    invite_member,
    withdraw_joining_invitation,
)
from tests.world import World, make_person

Role = Membership.Role


def invited(world: World, capture: object, **given: object) -> tuple[JoiningInvitation, str]:
    """An invitation and the token in the mail that told of it."""
    mail.outbox.clear()
    with capture(execute=True):
        invitation = invite_member(
            **{
                "organisation": world.organisation,
                "email": "New.Colleague@example.org",
                "name": "Noor Example",
                "role": Role.CONTRIBUTOR,
                "by": world.people["lead"],
                **given,
            }
        )
    found = re.search(r"/join/([\w-]+)/", mail.outbox[-1].body)
    assert found
    return invitation, found[1]


@pytest.fixture
def capture(django_capture_on_commit_callbacks: object) -> object:
    return django_capture_on_commit_callbacks


def test_a_lead_invites_and_the_person_joins(world: World, capture: object) -> None:
    invitation, token = invited(world, capture)
    assert mail.outbox[-1].to == ["new.colleague@example.org"]
    assert token not in str(JoiningInvitation.objects.values().get())
    membership = accept_joining_invitation(token=token, password="a long enough secret")
    assert (membership.user.email, membership.role) == (
        "new.colleague@example.org",
        Role.CONTRIBUTOR,
    )
    assert membership.user.check_password("a long enough secret")
    invitation.refresh_from_db()
    assert (invitation.membership, invitation.sent_at is not None) == (membership, True)
    told = AuditEvent.objects.filter(organisation="TST").values_list("event", flat=True)
    assert {"member_invited", "member_joined"} <= set(told)


def test_a_link_works_once(world: World, capture: object) -> None:
    token = invited(world, capture)[1]
    accept_joining_invitation(token=token)
    with pytest.raises(NotNow, match="used this link already"):
        accept_joining_invitation(token=token)
    assert Membership.objects.filter(user__email="new.colleague@example.org").count() == 1


def test_a_link_that_is_withdrawn_replaced_old_or_made_up_lets_nobody_join(
    world: World, capture: object
) -> None:
    _invitation, first = invited(world, capture)
    second = invited(world, capture)[1]
    with pytest.raises(NotNow, match="newer"):
        accept_joining_invitation(token=first)
    with (
        time_machine.travel(timezone.now() + timedelta(days=15)),
        pytest.raises(NotNow, match="too old"),
    ):
        accept_joining_invitation(token=second)
    open_one = JoiningInvitation.objects.get(withdrawn_at=None)
    withdraw_joining_invitation(invitation=open_one, by=world.people["lead"])
    with pytest.raises(NotNow, match="already"):
        withdraw_joining_invitation(invitation=open_one, by=world.people["lead"])
    for token in (second, "made-up"):
        with pytest.raises(NotNow):
            accept_joining_invitation(token=token)
    assert not User.objects.filter(email="new.colleague@example.org").exists()


def test_somebody_known_joins_a_second_organisation_and_keeps_their_password(
    world: World, capture: object
) -> None:
    board = world.people["board"]
    board.set_password("what they chose")
    board.save()
    token = invited(
        world,
        capture,
        email=board.email.upper(),
        organisation=world.other_organisation,
        by=world.people["other_lead"],
    )[1]
    membership = accept_joining_invitation(token=token, password="what somebody else chose")
    assert membership.user == board
    board.refresh_from_db()
    assert board.check_password("what they chose")
    assert board.memberships.count() == 2


@pytest.mark.parametrize("who", ["contributor", "board", "reader", "other_lead"])
def test_only_leads_of_the_organisation_invite(world: World, capture: object, who: str) -> None:
    with pytest.raises(NotPermitted, match="Equality lead"):
        invited(world, capture, by=world.people[who])
    assert not JoiningInvitation.objects.exists()


def test_an_administrator_invites_anywhere(world: World, capture: object) -> None:
    administrator, _ = create_administrator(
        email="root@example.org", name="Ash", by=Machine("test")
    )
    assert invited(world, capture, by=administrator, organisation=world.other_organisation)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"email": "not an address"}, "email"),
        ({"name": " "}, "name"),
        ({"role": "king"}, "role"),
        ({"email": "contributor@example.org"}, "email"),
    ],
)
def test_what_is_wrong_is_named(
    world: World, capture: object, given: dict[str, str], place: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        invited(world, capture, **given)
    assert [problem.place for problem in refusal.value.problems] == [place]
    assert mail.outbox == []


@pytest.mark.parametrize("role", [Role.EQUALITY_LEAD, Role.CONTRIBUTOR, Role.BOARD_MEMBER])
def test_a_grader_cannot_take_up_work_for_the_organisation(
    world: World, capture: object, role: str
) -> None:
    world.grader("hw")
    with pytest.raises(InvalidInput, match="asked to grade"):
        invited(world, capture, email="HW-0@example.org", role=role)


def test_a_grader_may_read_for_a_commissioner_and_work_elsewhere(
    world: World, capture: object
) -> None:
    world.grader("hw")
    assert invited(world, capture, email="hw-0@example.org", role=Role.COMMISSIONER_READER)
    elsewhere = {"organisation": world.other_organisation, "by": world.people["other_lead"]}
    assert invited(world, capture, email="hw-0@example.org", **elsewhere)


def test_somebody_who_becomes_a_grader_meanwhile_is_refused_when_they_accept(
    world: World, capture: object
) -> None:
    token = invited(world, capture, email="hw-0@example.org")[1]
    world.grader("hw")
    with pytest.raises(InvalidInput, match="asked to grade"):
        accept_joining_invitation(token=token)
    assert not Membership.objects.filter(user__email="hw-0@example.org").exists()


def test_a_withdrawn_grader_may_join_unless_their_grades_count(
    world: World, capture: object
) -> None:
    grader = world.grader("hw")
    grader.invitation.revoked_at, grader.invitation.revoked_by = (
        timezone.now(),
        world.people["lead"],
    )
    grader.invitation.save()
    assert invited(world, capture, email="hw-0@example.org")
    Assessment.objects.update(state=State.GRADING)
    grader.local_grades.create(
        assessed_outcome=world.assessed_outcome("1A"), answer="achieving", saved_at=timezone.now()
    )
    with pytest.raises(InvalidInput, match="asked to grade"):
        invited(world, capture, email="hw-0@example.org", role=Role.BOARD_MEMBER)
    Assessment.objects.update(state=State.PUBLISHED)
    assert invited(world, capture, email="hw-0@example.org", role=Role.BOARD_MEMBER)


def membership_of(world: World, who: str) -> Membership:
    return Membership.objects.get(user=world.people[who], ended_at=None)


def test_leaving_keeps_the_history(world: World) -> None:
    membership = membership_of(world, "contributor")
    end_membership(membership=membership, by=world.people["lead"])
    membership.refresh_from_db()
    assert membership.ended_at is not None
    assert world.client("contributor").get(f"/work/{world.assessment.pk}/").status_code == 404
    with pytest.raises(NotNow, match="ended already"):
        end_membership(membership=membership, by=world.people["lead"])


def test_people_end_their_own_roles_but_not_each_others(world: World) -> None:
    with pytest.raises(NotPermitted):
        end_membership(membership=membership_of(world, "board"), by=world.people["contributor"])
    with pytest.raises(NotPermitted):
        end_membership(membership=membership_of(world, "board"), by=world.people["other_lead"])
    end_membership(membership=membership_of(world, "board"), by=world.people["board"])


def test_the_last_lead_stays_until_there_is_another(world: World) -> None:
    membership = membership_of(world, "lead")
    with pytest.raises(NotNow, match="only equality lead"):
        end_membership(membership=membership, by=world.people["lead"])
    second = make_person("second", world.organisation, Role.EQUALITY_LEAD)
    User.objects.filter(pk=second.pk).update(is_active=False)
    with pytest.raises(NotNow, match="only equality lead"):
        end_membership(membership=membership, by=world.people["lead"])
    User.objects.filter(pk=second.pk).update(is_active=True)
    end_membership(membership=membership, by=world.people["lead"])


def test_a_first_administrator_is_made_once(db: None) -> None:
    person, made = create_administrator(
        email="Root@example.org", name="Ash Example", by=Machine("test")
    )
    again, changed = create_administrator(
        email="root@example.org", name="Other", by=Machine("test")
    )
    assert (made, changed, person) == (True, False, again)
    assert person.is_platform_administrator
    assert not person.has_usable_password()
    with pytest.raises(InvalidInput, match="email"):
        create_administrator(email="nowhere", name="Ash", by=Machine("test"))


def test_two_presses_at_the_same_moment_join_once(committed_db: None, settings: object) -> None:
    from tests.world import build_world

    world = build_world()
    invite_member(
        organisation=world.organisation,
        email="twice@example.org",
        name="Noor",
        role=Role.CONTRIBUTOR,
        by=world.people["lead"],
    )
    token = re.search(r"/join/([\w-]+)/", mail.outbox[-1].body)[1]
    ready, answers = threading.Barrier(2), []

    def press() -> None:
        ready.wait()
        try:
            answers.append(accept_joining_invitation(token=token).role)
        except NotNow as refusal:
            answers.append(refusal.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["You have used this link already. Sign in to go on.", "contributor"]
    assert Membership.objects.filter(user__email="twice@example.org").count() == 1


class TestPages:
    def test_a_get_takes_nothing_up_and_a_press_does(self, world: World, capture: object) -> None:
        token = invited(world, capture)[1]
        client = Client()
        for method in (client.get, client.head, client.get):
            assert method(f"/join/{token}/").status_code == 200
        assert not User.objects.filter(email="new.colleague@example.org").exists()
        response = client.post(f"/join/{token}/", {"password": ""})
        assert response.url == "/account/login/"
        assert "_auth_user_id" not in client.session
        again = client.post(f"/join/{token}/", {"password": ""})
        assert (again.status_code, "used this link already" in again.text) == (410, True)

    def test_a_weak_password_is_told_and_the_link_still_works(
        self, world: World, capture: object
    ) -> None:
        token = invited(world, capture)[1]
        response = Client().post(f"/join/{token}/", {"password": "short"})
        assert (response.status_code, "too short" in response.text) == (422, True)
        assert JoiningInvitation.objects.get().accepted_at is None

    def test_made_up_links_run_out_of_tries(self, db: None) -> None:
        client = Client()
        answers = [
            client.get(f"/join/made-up-{n}/", headers={"X-Forwarded-For": f"10.0.0.{n}"})
            for n in range(31)
        ]
        assert {answer.status_code for answer in answers} == {410}

    def test_a_lead_invites_from_the_page_and_ends_a_role(
        self, world: World, capture: object
    ) -> None:
        lead = world.client("lead")
        sent = {"name": "Noor", "email": "noor@example.org", "role": "board_member"}
        response = lead.post("/work/organisation/TST/people/invite/", sent)
        assert response.url == "/work/organisation/TST/people/"
        page = lead.get(response.url).text
        assert "noor@example.org" in page
        invitation = JoiningInvitation.objects.get()
        lead.post(f"/work/organisation/TST/people/invitation/{invitation.pk}/withdraw/")
        assert "noor@example.org" not in lead.get(response.url).text
        role = membership_of(world, "board")
        assert (
            lead.post(f"/work/organisation/TST/people/{role.pk}/end/", {"sure": "on"}).status_code
            == 302
        )
        assert "Were here" in lead.get(response.url).text

    def test_the_last_lead_is_told_why(self, world: World) -> None:
        role = membership_of(world, "lead")
        response = world.client("lead").post(
            f"/work/organisation/TST/people/{role.pk}/end/", {"sure": "on"}
        )
        assert (response.status_code, "only equality lead" in response.text) == (409, True)

    def test_words_of_403_and_404(self, world: World) -> None:
        contributor = world.client("contributor")
        response = contributor.get("/work/organisation/TST/people/invite/")
        assert response.status_code == 403
        assert "Ask someone with one of these roles: Equality lead" in response.text
        assert contributor.get("/work/organisation/OTH/people/").status_code == 404
        assert contributor.get("/work/organisation/NONE/people/").status_code == 404

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_costs_the_same_for_one_and_three(
        self, world: World, rows: int, django_assert_num_queries: object, capture: object
    ) -> None:
        for n in range(rows):
            make_person(f"more{n}", world.organisation, Role.CONTRIBUTOR)
            invited(world, capture, email=f"asked{n}@example.org")
        client = world.client("lead")
        client.get("/work/organisation/TST/people/")
        with django_assert_num_queries(7):
            client.get("/work/organisation/TST/people/")
