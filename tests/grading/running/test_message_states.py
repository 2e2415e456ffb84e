"""What the lead sees of an invitation's message, and that each invitation arrives once."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from edsportal.common.models import AuditEvent
from edsportal.common.outbox import OutgoingMessage
from edsportal.common.outbox.delivery import claim, deliver
from edsportal.common.outbox.queue import settle_left_behind
from grading.models import Grader
from grading.services.invitation import Invited, invite, renew_invitation, revoke_invitation
from stakeholders.models import Invitation, LocalInterest
from tests.mail_servers import FakeServer, listening
from tests.world import World


@pytest.fixture
def group(world: World) -> LocalInterest:
    return LocalInterest.objects.create(
        organisation=world.organisation, key="hw", name="Healthwatch", kind="healthwatch"
    )


@pytest.fixture
def smtp(settings: object) -> FakeServer:
    server = FakeServer()
    with listening(server):
        pass
    settings.EMAIL_BACKEND = "edsportal.common.mail_backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    return server


def invited(world: World, group: LocalInterest, email: str = "sam@example.org") -> Invited:
    return invite(
        assessment=world.assessment,
        local_interest=group,
        name="Sam Sample",
        email=email,
        by=world.people["lead"],
    )


def page(world: World) -> str:
    return world.client("lead").get(f"/work/{world.assessment.pk}/invitations/").content.decode()


def test_waiting_then_sent(world: World, group: LocalInterest, smtp: FakeServer) -> None:
    made = invited(world, group)
    assert "Waiting to be sent" in page(world)
    deliver(OutgoingMessage.objects.get().pk)
    assert "Waiting to be sent" in page(world)
    OutgoingMessage.objects.update(next_try_at=timezone.now())
    with listening(smtp):
        deliver(OutgoingMessage.objects.get().pk)
    shown = page(world)
    assert "Waiting" not in shown
    assert "Sent" in shown
    assert f"/i/{made.secrets.token}/" in smtp.taken[0].get_content()
    assert Invitation.objects.get().sent_at is not None


def test_refused_by_the_mail_server(world: World, group: LocalInterest, smtp: FakeServer) -> None:
    invited(world, group)
    smtp.refuses = {"sam@example.org"}
    with listening(smtp):
        deliver(OutgoingMessage.objects.get().pk)
    shown = page(world)
    assert "Refused by the mail server" in shown
    assert "does not take this address" in shown
    assert Invitation.objects.get().sent_at is None
    told = AuditEvent.objects.get(event="invitation_not_sent")
    assert told.reason == "The mail server refused it (answer 550)."


def test_in_doubt_is_told_and_a_fresh_link_mends_it(
    world: World, group: LocalInterest, smtp: FakeServer
) -> None:
    made = invited(world, group)
    claim(OutgoingMessage.objects.get().pk, now=timezone.now())
    OutgoingMessage.objects.update(handing_over_at=timezone.now())
    OutgoingMessage.objects.update(lease_until=timezone.now())
    settle_left_behind(now=timezone.now())
    assert "Not known if it was sent" in page(world)
    renew_invitation(grader=made.grader, by=world.people["lead"])
    assert "Not known" not in page(world)
    with listening(smtp):
        call_command("send_mail_queue")
    assert len(smtp.taken) == 1
    assert "We cannot tell" not in page(world)


def test_a_dead_link_is_never_sent(world: World, group: LocalInterest, smtp: FakeServer) -> None:
    made = invited(world, group)
    fresh = renew_invitation(grader=made.grader, by=world.people["lead"])
    with listening(smtp):
        call_command("send_mail_queue")
    [message] = smtp.taken
    assert fresh.token in message.get_content()
    other = invited(world, group, "kim@example.org")
    revoke_invitation(grader=other.grader, by=world.people["lead"])
    with listening(smtp):
        call_command("send_mail_queue")
    assert len(smtp.taken) == 1


def test_the_secret_is_gone_once_sent(world: World, group: LocalInterest, smtp: FakeServer) -> None:
    made = invited(world, group)
    assert made.secrets.token in OutgoingMessage.objects.get().body
    with listening(smtp):
        call_command("send_mail_queue")
    kept = str(OutgoingMessage.objects.values().get())
    for secret in (made.secrets.token, made.secrets.code, "sam@example.org", "Sam Sample"):
        assert secret not in kept


def test_every_invitation_is_one_message(
    world: World, group: LocalInterest, smtp: FakeServer, time_machine: object
) -> None:
    time_machine.move_to("2026-03-02T10:00:00Z", tick=False)
    for number in range(60):
        invited(world, group, f"p{number}@example.org")
    smtp.defers = {f"p{number}@example.org" for number in range(0, 60, 5)}
    smtp.refuses = {"p7@example.org"}
    call_command("send_mail_queue")  # Nobody is there yet.
    with listening(smtp):
        time_machine.shift(60)
        call_command("send_mail_queue")
        smtp.defers = set()
        time_machine.shift(60)
        call_command("send_mail_queue")
        time_machine.shift(3600)
        call_command("send_mail_queue")
    expected = {f"p{number}@example.org" for number in range(60)} - {"p7@example.org"}
    assert len(smtp.taken) == 59
    assert set(smtp.addresses()) == expected
    assert Invitation.objects.filter(sent_at=None).count() == 1
    assert Grader.objects.count() == 60
    assert AuditEvent.objects.filter(event="invitation_sent").count() == 59


def test_a_forgotten_listener_row_is_no_fault(world: World, group: LocalInterest) -> None:
    invited(world, group)
    message = OutgoingMessage.objects.get()
    OutgoingMessage.objects.update(about_pk=0)
    assert deliver(message.pk) == "sent"
    assert len(mail.outbox) == 1
