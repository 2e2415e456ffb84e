"""The outbox against a mail server that comes, goes, refuses and falls silent."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from celery import current_app
from celery.schedules import crontab
from django.conf import settings as portal
from django.core.mail.backends.locmem import EmailBackend as InMemory
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from edsportal.common.outbox import (
    MessageKind,
    OutgoingMessage,
    outcomes,
    queue,
    queue_message,
    withdraw_messages,
    withdraw_messages_to,
)
from edsportal.common.outbox.delivery import LEASE, claim, deliver, settle
from edsportal.common.outbox.failures import Failure, Verdict, failure_of
from tests.mail_servers import FakeServer, listening

SECRET = "https://portal.example/i/secret-token/"
Status = OutgoingMessage.Status


@pytest.fixture(autouse=True)
def fake(db: None, settings: object) -> FakeServer:
    """Mail goes by SMTP to a server of ours, which is not there yet."""
    server = FakeServer()
    with listening(server):
        pass
    settings.EMAIL_BACKEND = "edsportal.common.mail_backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 10
    return server


@pytest.fixture
def clock(time_machine: object) -> Iterator[object]:
    time_machine.move_to("2026-03-02T10:00:00Z", tick=False)
    return time_machine


def write(to: str = "sam@example.org", **other: object) -> OutgoingMessage:
    told = {"kind": MessageKind.RECEIPT, "subject": "Please grade", "body": SECRET, **other}
    return queue_message(to=to, **told)


def statuses() -> dict[str, int]:
    counted: dict[str, int] = {}
    for status in OutgoingMessage.objects.values_list("status", flat=True):
        counted[status] = counted.get(status, 0) + 1
    return counted


class TestAServerThatIsDownForAWhile:
    def test_480_messages_arrive_once_each(self, fake: FakeServer, clock: object) -> None:
        for number in range(480):
            write(f"p{number}@example.org")
        queue.sweep(now=timezone.now())
        assert statuses() == {"queued": 480}
        tried = OutgoingMessage.objects.filter(attempts__gt=0)
        assert tried.count() == 1  # One found out; the others did not stand in line for it.
        for _hour in range(5):
            clock.shift(timedelta(hours=1))
            queue.sweep(now=timezone.now())
        assert statuses() == {"queued": 480}
        with listening(fake):
            clock.shift(timedelta(hours=1))
            queue.sweep(now=timezone.now())
            queue.sweep(now=timezone.now())
            clock.shift(timedelta(hours=1))
            queue.sweep(now=timezone.now())
        assert statuses() == {"sent": 480}
        assert fake.addresses() == sorted(f"p{number}@example.org" for number in range(480))
        assert len({message["Message-ID"] for message in fake.taken}) == 480

    def test_it_goes_away_in_the_middle_and_one_is_refused(
        self, fake: FakeServer, clock: object
    ) -> None:
        messages = [write(f"p{number}@example.org") for number in range(9)]
        fake.refuses = {"p2@example.org"}
        with listening(fake):
            for message in messages[:4]:
                deliver(message.pk)
        for message in messages[4:]:
            deliver(message.pk)
        assert statuses() == {"sent": 3, "refused": 1, "queued": 5}
        with listening(fake):
            clock.shift(timedelta(hours=2))
            queue.sweep(now=timezone.now())
        assert statuses() == {"sent": 8, "refused": 1}
        assert len(fake.taken) == len(set(fake.addresses())) == 8

    def test_after_three_days_it_is_given_up_and_the_secret_goes(self, clock: object) -> None:
        message = write()
        for _day in range(4):
            deliver(message.pk)
            clock.shift(timedelta(days=1))
        message.refresh_from_db()
        assert (message.status, message.body, message.to) == ("failed", "", "")
        assert message.error == "The mail server could not be reached."

    def test_tries_come_further_and_further_apart(self, clock: object) -> None:
        message, waits = write(), []
        for _try in range(9):
            deliver(message.pk)
            message.refresh_from_db()
            waits.append(int((message.next_try_at - timezone.now()).total_seconds()))
            clock.move_to(message.next_try_at)
        assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]

    def test_nobody_tries_before_it_is_time(self, fake: FakeServer, clock: object) -> None:
        message = write()
        assert deliver(message.pk) == "queued"
        with listening(fake):
            assert deliver(message.pk) is None
            assert fake.taken == []


class TestRefusals:
    def test_a_refused_address_is_told_apart_and_never_quoted(
        self, fake: FakeServer, caplog: pytest.LogCaptureFixture
    ) -> None:
        fake.refuses = {"sam@example.org"}
        message = write()
        with listening(fake):
            assert deliver(message.pk) == "refused"
        message.refresh_from_db()
        assert message.error == "The mail server refused it (answer 550)."
        assert (message.to, message.body) == ("", "")
        assert "sam@" not in caplog.text + message.error

    def test_a_full_mailbox_is_tried_again(self, fake: FakeServer, clock: object) -> None:
        fake.defers = {"sam@example.org"}
        message = write()
        with listening(fake):
            assert deliver(message.pk) == "queued"
            fake.defers = set()
            clock.shift(timedelta(minutes=1))
            assert deliver(message.pk) == "sent"

    def test_silence_before_the_text_is_tried_again(self, fake: FakeServer) -> None:
        fake.falls_silent_at = "RCPT"
        with listening(fake):
            assert deliver(write().pk) == "queued"

    def test_silence_after_the_text_is_doubt_and_never_doubled(
        self, fake: FakeServer, clock: object
    ) -> None:
        fake.falls_silent_at = "DATA"
        message = write()
        with listening(fake):
            assert deliver(message.pk) == "in_doubt"
            clock.shift(timedelta(days=1))
            queue.sweep(now=timezone.now())
        assert len(fake.taken) == 1
        message.refresh_from_db()
        assert message.body == ""

    def test_a_server_that_turns_everyone_away_refuses_no_message(self, fake: FakeServer) -> None:
        fake.greeting = "554 no service here"
        with listening(fake):
            assert deliver(write().pk) == "queued"

    @pytest.mark.parametrize(
        ("error", "verdict"),
        [
            (smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"no")}), Verdict.REFUSED),
            (smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"later")}), Verdict.LATER),
            (smtplib.SMTPDataError(554, b"spam"), Verdict.REFUSED),
            (smtplib.SMTPDataError(452, b"full"), Verdict.LATER),
            (smtplib.SMTPAuthenticationError(535, b"wrong password"), Verdict.LATER),
            (smtplib.SMTPSenderRefused(550, b"not you", "portal@example.org"), Verdict.LATER),
            (smtplib.SMTPConnectError(554, b"no"), Verdict.LATER),
            (smtplib.SMTPServerDisconnected(), Verdict.LATER),
            (TimeoutError(), Verdict.LATER),
            (ValueError("a line break in a header"), Verdict.REFUSED),
        ],
    )
    def test_what_each_failure_means(self, error: Exception, verdict: Verdict) -> None:
        failure = failure_of(error)
        assert failure.verdict == verdict
        assert "example.org" not in failure.words


class DiesAfterTaking(InMemory):
    """The message is taken, and the worker is killed before it can say so."""

    def send_messages(self, messages: object) -> int:
        super().send_messages(messages)
        raise SystemExit


class DiesOnTheWay(InMemory):
    """The worker is killed while it connects."""

    def open(self) -> None:
        raise SystemExit


class TestAKilledWorker:
    def test_before_handing_over_another_sends_it(
        self, settings: object, mailoutbox: list[object], clock: object
    ) -> None:
        message = write()
        settings.EMAIL_BACKEND = f"{__name__}.DiesOnTheWay"
        with pytest.raises(SystemExit):
            deliver(message.pk)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        queue.sweep(now=timezone.now())
        assert mailoutbox == []  # Its lease still runs.
        for _sweep in range(2):
            clock.shift(LEASE + timedelta(minutes=1))
            queue.sweep(now=timezone.now())
        assert statuses() == {"sent": 1}
        assert len(mailoutbox) == 1

    def test_after_handing_over_it_is_in_doubt_and_not_doubled(
        self, settings: object, mailoutbox: list[object], clock: object
    ) -> None:
        message = write()
        settings.EMAIL_BACKEND = f"{__name__}.DiesAfterTaking"
        with pytest.raises(SystemExit):
            deliver(message.pk)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        for _sweep in range(3):
            clock.shift(LEASE + timedelta(minutes=1))
            queue.sweep(now=timezone.now())
        assert statuses() == {"in_doubt": 1}
        assert len(mailoutbox) == 1
        message.refresh_from_db()
        assert (message.body, message.error) == ("", "The worker stopped while sending it.")

    def test_one_thought_lost_that_comes_back_sends_nothing(
        self, monkeypatch: pytest.MonkeyPatch, fake: FakeServer
    ) -> None:
        message = write()
        from edsportal.common.mail_backends.smtp import EmailBackend

        def slow(self: EmailBackend) -> None:
            held = OutgoingMessage.objects.get(pk=message.pk)
            later = Failure(Verdict.LATER, "The worker stopped while sending it.")
            settle(held, later, now=timezone.now())

        monkeypatch.setattr(EmailBackend, "open", slow)
        with listening(fake):
            assert deliver(message.pk) is None
        assert fake.taken == []
        assert statuses() == {"queued": 1}

    def test_one_thought_lost_that_did_send_is_believed(self) -> None:
        held = claim(write().pk, now=timezone.now())
        OutgoingMessage.objects.update(handing_over_at=timezone.now())
        queue.settle_left_behind(now=timezone.now() + LEASE + timedelta(minutes=1))
        assert statuses() == {"in_doubt": 1}
        assert settle(held, None, now=timezone.now()) == "sent"

    def test_two_workers_claim_one_message_once(self) -> None:
        message = write()
        assert claim(message.pk, now=timezone.now()) is not None
        assert claim(message.pk, now=timezone.now()) is None
        assert deliver(message.pk) is None


class TestTheRow:
    def test_it_goes_with_the_change_it_tells_of(self) -> None:
        def undone() -> None:
            with transaction.atomic():
                write()
                raise RuntimeError

        with pytest.raises(RuntimeError):
            undone()
        assert not OutgoingMessage.objects.exists()

    def test_sending_leaves_neither_address_nor_secret(self, fake: FakeServer) -> None:
        message = write()
        with listening(fake):
            deliver(message.pk)
        kept = str(OutgoingMessage.objects.filter(pk=message.pk).values().get())
        assert "sam@example.org" not in kept
        assert "secret-token" not in kept
        assert "Please grade" in kept
        assert fake.taken[0].get_content().strip() == SECRET
        assert fake.taken[0]["Auto-Submitted"] == "auto-generated"

    @pytest.mark.parametrize("kept", [{"body": SECRET}, {"to": "sam@example.org"}])
    def test_the_database_refuses_to_keep_them(self, kept: dict[str, str]) -> None:
        write()
        gone = {"to": "", "body": "", "status": Status.SENT, "finished_at": timezone.now()}
        with pytest.raises(IntegrityError), transaction.atomic():
            OutgoingMessage.objects.update(**{**gone, **kept})

    def test_queued_twice_for_one_reason_it_is_one_message(self) -> None:
        assert write(once="digest 1").pk == write(once="digest 1").pk != write(once="2").pk

    def test_what_is_not_wanted_any_more_is_not_sent(self, world: object, fake: FakeServer) -> None:
        about, other = world.organisation, world.other_organisation
        dropped, kept = write(about=about), write("kim@example.org", about=other)
        assert withdraw_messages(about=about) == 1
        with listening(fake):
            assert deliver(dropped.pk) is None
            assert deliver(kept.pk) == "sent"
        assert fake.addresses() == ["kim@example.org"]

    def test_an_address_can_be_forgotten(self) -> None:
        write("Sam@Example.org")
        assert withdraw_messages_to("sam@example.org") == 1
        assert "xample" not in str(list(OutgoingMessage.objects.values("to", "body")))

    def test_a_listener_with_a_fault_unsends_nothing(
        self, monkeypatch: pytest.MonkeyPatch, fake: FakeServer, caplog: pytest.LogCaptureFixture
    ) -> None:
        def faulty(message: OutgoingMessage) -> None:
            raise ZeroDivisionError

        fake.refuses = {"kim@example.org"}
        monkeypatch.setitem(outcomes._listeners, MessageKind.RECEIPT, faulty)
        with listening(fake):
            assert deliver(write().pk) == "sent"
            assert deliver(write("kim@example.org").pk) == "refused"
        assert statuses() == {"sent": 1, "refused": 1}
        assert "could not be noted" in caplog.text
        assert "kim@" not in caplog.text


class TestTellingWorkers:
    @pytest.fixture(autouse=True)
    def _by_workers(self, settings: object) -> None:
        settings.SEND_MAIL_IN_PROCESS = False

    def test_it_is_told_after_the_commit_and_not_again_at_once(
        self,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: object,
        clock: object,
    ) -> None:
        told: list[object] = []
        monkeypatch.setattr(current_app, "send_task", lambda *named, **args: told.append(args))
        with django_capture_on_commit_callbacks(execute=True):
            message = write()
            assert told == []
        assert told == [{"args": [message.pk]}]
        assert queue.sweep(now=timezone.now()) == 0
        clock.shift(timedelta(minutes=3))
        assert queue.sweep(now=timezone.now()) == 1

    def test_a_queue_that_is_down_undoes_nothing(
        self,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: object,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def down(*named: object, **args: object) -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr(current_app, "send_task", down)
        with django_capture_on_commit_callbacks(execute=True):
            write()
        assert statuses() == {"queued": 1}
        assert "the sweep will do it" in caplog.text

    def test_the_command_sends_without_a_worker(self, fake: FakeServer, capsys: object) -> None:
        fake.refuses = {"p1@example.org"}
        for number in range(3):
            write(f"p{number}@example.org")
        with listening(fake):
            call_command("send_mail_queue")
            call_command("send_mail_queue")
        told = capsys.readouterr().out.splitlines()
        assert told == ["Sent: 2", "Refused by the mail server: 1", "No e-mail is due."]
        assert len(fake.taken) == 2


def test_every_task_of_the_schedule_is_there() -> None:
    current_app.loader.import_default_modules()
    entries = portal.CELERY_BEAT_SCHEDULE.values()
    assert {entry["task"] for entry in entries} | {queue.TASK} <= set(current_app.tasks)
    assert all(isinstance(entry["schedule"], float | crontab) for entry in entries)
