"""An e-mail that comes back later is shown to the lead as refused."""

from pathlib import Path

import pytest
from django.core.management import call_command

from edsportal.common.models import AuditEvent
from edsportal.common.outbox import OutgoingMessage
from edsportal.common.outbox.bounces import take_bounce
from grading.presenters.participation import person_state
from grading.selectors.participation import participations_of
from grading.services.invitation import invite
from stakeholders.services.local_interest import add_local_interest
from tests.world import TEST, World

Status = OutgoingMessage.Status
NOTIFICATION = """\
From: MAILER-DAEMON@mx.example.org
To: portal@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

I could not deliver your message.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; dev@example.org
Action: {action}
Status: {status}

--part
Content-Type: {kind}

Message-ID: {name}
Subject: Please grade

--part--
"""


@pytest.fixture
def message(world: World, django_capture_on_commit_callbacks: object) -> OutgoingMessage:
    group = add_local_interest(
        organisation=world.organisation, name="Healthwatch Test", kind="healthwatch", by=TEST
    )
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        invite(
            assessment=world.assessment,
            local_interest=group,
            name="Dev",
            email="dev@example.org",
            by=world.people["lead"],
        )
    return OutgoingMessage.objects.get(status=Status.SENT)


def notification(
    name: str, *, action: str = "failed", status: str = "5.1.1", kind: str = "message/rfc822"
) -> bytes:
    return NOTIFICATION.format(name=name, action=action, status=status, kind=kind).encode()


def shown(world: World) -> str:
    [participation] = participations_of(world.assessment)
    [grader] = participation.graders.all()
    return person_state(grader)[0]


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_the_lead_sees_that_it_came_back(
    world: World, message: OutgoingMessage, kind: str, tmp_path: Path
) -> None:
    assert shown(world) == "Sent"
    mail = tmp_path / "mail.eml"
    mail.write_bytes(notification(message.message_id, kind=kind))
    call_command("take_bounces", str(mail))
    assert shown(world) == "Refused by the mail server"
    call_command("take_bounces", str(mail))
    assert AuditEvent.objects.filter(event="invitation_not_sent").count() == 1


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"Subject: hello\n\nwhat a nice day",
        notification("<somebody-elses@example.org>"),
        b"\xff\xfe\x00 not an e-mail",
    ],
)
def test_other_mail_changes_nothing(world: World, message: OutgoingMessage, mail: bytes) -> None:
    assert take_bounce(mail) is None
    assert shown(world) == "Sent"


def test_a_delay_is_no_return(world: World, message: OutgoingMessage) -> None:
    late = notification(message.message_id, action="delayed", status="4.4.1")
    assert take_bounce(late) is None
    assert shown(world) == "Sent"
