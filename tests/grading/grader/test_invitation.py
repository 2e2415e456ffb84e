"""Inviting, sending, renewing and withdrawing, with every refusal."""

import pytest
from django.core import mail
from django.utils import timezone

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import OutgoingMessage
from edsportal.common.outbox.delivery import claim, settle
from grading.domain.workflow import Move
from grading.models import Grader, Participation
from grading.selectors.grader import grader_by_code, grader_by_token
from grading.services import invitation as invitation_module
from grading.services.assessment import move
from grading.services.invitation import Invited, invite, renew_invitation, revoke_invitation
from stakeholders.models import Invitation, LocalInterest
from stakeholders.services.local_interest import add_local_interest
from tests.world import TEST, World


@pytest.fixture
def group(world: World) -> LocalInterest:
    return add_local_interest(
        organisation=world.organisation,
        name="Healthwatch Testshire",
        kind="healthwatch",
        represents=["age", "disability"],
        by=world.people["lead"],
    )


def invited(world: World, group: LocalInterest, email: str = "sam@example.org") -> Invited:
    return invite(
        assessment=world.assessment,
        local_interest=group,
        name="Sam Sample",
        email=email,
        by=world.people["lead"],
    )


def test_an_invitation_lets_its_person_in_by_link_and_by_code(
    world: World, group: LocalInterest
) -> None:
    made = invited(world, group)
    assert grader_by_token(made.secrets.token) == made.grader
    assert grader_by_code(f" {made.secrets.code.lower().replace('-', ' ')} ") == made.grader
    assert made.grader.participation.local_interest == group


def test_secrets_are_stored_only_as_hashes(world: World, group: LocalInterest) -> None:
    made = invited(world, group)
    stored = str(Invitation.objects.filter(pk=made.grader.invitation.pk).values().get())
    assert made.secrets.token not in stored
    assert made.secrets.code not in stored
    assert made.secrets.code.replace("-", "") not in stored


def test_the_message_says_who_asks_and_carries_link_and_code(
    world: World, group: LocalInterest, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = invited(world, group)
    (message,) = mail.outbox
    assert message.to == ["sam@example.org"]
    for words in (
        "Sam Sample",
        "Test Community NHS Trust",
        "Healthwatch Testshire",
        f"/i/{made.secrets.token}/",
        made.secrets.code,
        "lead@example.org",
        "Grading has not opened yet",
    ):
        assert words in message.body
    assert "&" not in message.body  # plain text, so nothing is escaped
    assert Invitation.objects.get(pk=made.grader.invitation.pk).sent_at is not None
    assert AuditEvent.objects.filter(event="invitation_sent", actor_kind="machine").count() == 1


def test_nothing_is_sent_before_the_commit(world: World, group: LocalInterest) -> None:
    invited(world, group)
    assert mail.outbox == []


def test_a_failing_mail_server_loses_no_invitation(
    world: World,
    group: LocalInterest,
    settings: object,
    django_capture_on_commit_callbacks: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_BACKEND = "tests.grading.grader.mail_servers.Down"
    with django_capture_on_commit_callbacks(execute=True):
        made = invited(world, group)
    assert Invitation.objects.get(pk=made.grader.invitation.pk).sent_at is None
    assert grader_by_token(made.secrets.token) == made.grader
    assert "sam@example.org" not in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        renew_invitation(grader=made.grader, by=world.people["lead"])
    assert Invitation.objects.get(pk=made.grader.invitation.pk).sent_at is not None


def test_renewing_ends_the_old_link_and_the_old_code(world: World, group: LocalInterest) -> None:
    made = invited(world, group)
    fresh = renew_invitation(grader=made.grader, by=world.people["lead"])
    assert grader_by_token(made.secrets.token) is None
    assert grader_by_code(made.secrets.code) is None
    assert grader_by_token(fresh.token) == grader_by_code(fresh.code) == made.grader


def test_a_late_mail_does_not_mark_a_newer_link_as_sent(world: World, group: LocalInterest) -> None:
    made = invited(world, group)
    late = claim(OutgoingMessage.objects.get().pk, now=timezone.now())
    renew_invitation(grader=made.grader, by=world.people["lead"])
    assert settle(late, None, now=timezone.now()) == "sent"
    assert Invitation.objects.get(pk=made.grader.invitation.pk).sent_at is None


def test_withdrawing_ends_link_and_code_and_keeps_the_grader(
    world: World, group: LocalInterest
) -> None:
    made = invited(world, group)
    revoke_invitation(grader=made.grader, by=world.people["lead"])
    assert grader_by_token(made.secrets.token) is None
    assert grader_by_code(made.secrets.code) is None
    assert Grader.objects.filter(pk=made.grader.pk).exists()
    with pytest.raises(NotNow, match="withdrawn"):
        renew_invitation(grader=made.grader, by=world.people["lead"])
    with pytest.raises(NotNow, match="already"):
        revoke_invitation(grader=made.grader, by=world.people["lead"])


def test_inviting_a_withdrawn_person_again_makes_no_second_grader(
    world: World, group: LocalInterest
) -> None:
    made = invited(world, group)
    revoke_invitation(grader=made.grader, by=world.people["lead"])
    again = invited(world, group, email="Sam@Example.org")
    assert again.grader == made.grader
    assert grader_by_token(again.secrets.token) == made.grader
    assert grader_by_token(made.secrets.token) is None


def test_the_same_address_twice_for_one_group_is_refused(
    world: World, group: LocalInterest
) -> None:
    invited(world, group)
    with pytest.raises(InvalidInput, match="already been invited"):
        invited(world, group, email="SAM@example.org")
    assert Grader.objects.count() == 1


def test_the_same_address_may_speak_for_two_groups(world: World, group: LocalInterest) -> None:
    other = add_local_interest(
        organisation=world.organisation,
        name="Carers together",
        kind="community_group",
        by=world.people["lead"],
    )
    assert invited(world, group).grader != invited(world, other).grader


@pytest.mark.parametrize("role", ["lead", "contributor", "board"])
def test_people_who_work_for_the_organisation_are_refused(
    world: World, group: LocalInterest, role: str
) -> None:
    with pytest.raises(InvalidInput, match="They cannot grade it") as refusal:
        invited(world, group, email=f"{role.upper()}@Example.org")
    assert refusal.value.problems[0].place == "email"
    assert not Participation.objects.exists()


@pytest.mark.parametrize("role", ["reader", "other_lead"])
def test_people_of_elsewhere_may_grade(world: World, group: LocalInterest, role: str) -> None:
    assert invited(world, group, email=f"{role}@example.org").grader.pk


def test_somebody_who_has_left_may_grade(world: World, group: LocalInterest) -> None:
    world.people["board"].memberships.update(ended_at=timezone.now())
    assert invited(world, group, email="board@example.org").grader.pk


def test_a_group_with_nothing_to_grade_is_refused_with_the_reason(
    world: World, group: LocalInterest
) -> None:
    world.assessment.assessed_outcomes.filter(outcome_code__startswith="1").update(
        in_scope=False, out_of_scope_reason="Not this year."
    )
    with pytest.raises(
        InvalidInput, match=r"Healthwatch.*none of the outcomes in scope"
    ) as refusal:
        invited(world, group)
    assert refusal.value.problems[0].place == "local_interest"


def test_another_organisations_group_is_refused(world: World) -> None:
    theirs = LocalInterest.objects.create(
        organisation=world.other_organisation, key="x", name="Theirs", kind="healthwatch"
    )
    with pytest.raises(InvalidInput, match="not in your list"):
        invited(world, theirs)


def test_a_group_that_stood_down_is_refused(world: World, group: LocalInterest) -> None:
    Participation.objects.create(
        assessment=world.assessment,
        local_interest=group,
        stood_down_at=timezone.now(),
        stood_down_by=world.people["lead"],
        stood_down_reason="Paid by the trust.",
    )
    with pytest.raises(NotNow, match="stood down"):
        invited(world, group)


def test_nobody_is_invited_once_grading_is_over(world: World, group: LocalInterest) -> None:
    lead = world.people["lead"]
    move(world.assessment, move=Move.OPEN_GRADING, by=lead)
    assert invited(world, group).grader.pk
    move(world.assessment, move=Move.CLOSE_GRADING, by=lead)
    with pytest.raises(NotNow, match="Grading is over"):
        invited(world, group, email="late@example.org")


@pytest.mark.parametrize("who", ["contributor", "board", "reader", "other_lead"])
def test_only_the_lead_invites_renews_and_withdraws(
    world: World, group: LocalInterest, who: str
) -> None:
    made = invited(world, group)
    person = world.people[who]
    with pytest.raises(NotPermitted):
        invite(
            assessment=world.assessment,
            local_interest=group,
            name="A",
            email="a@example.org",
            by=person,
        )
    with pytest.raises(NotPermitted):
        renew_invitation(grader=made.grader, by=person)
    with pytest.raises(NotPermitted):
        revoke_invitation(grader=made.grader, by=person)
    assert grader_by_token(made.secrets.token) == made.grader


@pytest.mark.parametrize(
    ("name", "email", "place"), [("", "a@example.org", "name"), ("Sam", "no address", "email")]
)
def test_a_person_needs_a_name_and_an_address(
    world: World, group: LocalInterest, name: str, email: str, place: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        invite(
            assessment=world.assessment,
            local_interest=group,
            name=name,
            email=email,
            by=world.people["lead"],
        )
    assert [problem.place for problem in refusal.value.problems] == [place]
    assert not Participation.objects.exists()


def test_a_line_break_in_a_name_cannot_add_a_header(
    world: World, group: LocalInterest, django_capture_on_commit_callbacks: object
) -> None:
    world.organisation.name = "Trust\nBcc: everyone@example.org"
    world.organisation.save()
    with django_capture_on_commit_callbacks(execute=True):
        invited(world, group)
    (message,) = mail.outbox
    assert "\n" not in message.subject
    assert message.recipients() == ["sam@example.org"]


def test_audit_failing_undoes_the_invitation(
    world: World, group: LocalInterest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the audit is broken")

    monkeypatch.setattr(invitation_module, "record", broken)
    with pytest.raises(RuntimeError):
        invited(world, group)
    assert not Invitation.objects.exists()
    assert not Grader.objects.exists()
    assert not Participation.objects.exists()


def test_the_audit_names_nobody(world: World, group: LocalInterest) -> None:
    invited(world, group)
    rows = str(list(AuditEvent.objects.values()))
    assert "Sam" not in rows
    assert "sam@example.org" not in rows


def test_a_command_may_invite(
    world: World, group: LocalInterest, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = invite(
            assessment=world.assessment,
            local_interest=group,
            name="Sam",
            email="s@example.org",
            by=TEST,
        )
    assert grader_by_token(made.secrets.token) == made.grader
    assert "ask the equality lead at Test Community NHS Trust" in mail.outbox[0].body
