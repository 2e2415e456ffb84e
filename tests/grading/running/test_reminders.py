"""Reminders: only those with work left, only while open, capped, with a way to stop them."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edsportal.common.errors import NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import OutgoingMessage
from grading.domain.reminders import Invited, NoReminder, why_not_remind
from grading.domain.workflow import Move
from grading.models import Grader
from grading.selectors.reminders import facts_of, graders_to_ask_about, stop_token
from grading.services import reminders
from grading.services.assessment import move
from tests.common.markup import parse_page
from tests.world import TEST, World

NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
LONG_AGO = NOON - dt.timedelta(days=30)
DUE = Invited(
    open=True,
    withdrawn=False,
    stood_down=False,
    declined=False,
    handed_in=False,
    stopped=False,
    reminders=0,
    last_written_to=LONG_AGO,
    closes_on=None,
)


@pytest.fixture
def at_noon(time_machine: object) -> object:
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def open_world(world: World, at_noon: object) -> World:
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    return world


def invited(world: World, key: str = "hw", kind: str = "healthwatch", **facts: object) -> Grader:
    """Somebody whose invitation went out long ago."""
    grader = world.grader(key, kind, started=bool(facts.get("handed_in_at")))
    type(grader.invitation).objects.filter(pk=grader.invitation_id).update(sent_at=LONG_AGO)
    Grader.objects.filter(pk=grader.pk).update(**facts)
    return Grader.objects.get(pk=grader.pk)


@pytest.fixture
def send_all(django_capture_on_commit_callbacks: object) -> object:
    def _send() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return reminders.remind_all_due(now=timezone.now())

    return _send


class TestTheRule:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({}, None),
            ({"open": False}, NoReminder.NOT_OPEN),
            ({"closes_on": NOON.date()}, None),
            ({"closes_on": NOON.date() - dt.timedelta(days=1)}, NoReminder.NOT_OPEN),
            ({"withdrawn": True}, NoReminder.WITHDRAWN),
            ({"stood_down": True}, NoReminder.STOOD_DOWN),
            ({"declined": True}, NoReminder.DECLINED),
            ({"handed_in": True}, NoReminder.HANDED_IN),
            ({"stopped": True}, NoReminder.STOPPED),
            ({"last_written_to": None}, NoReminder.NOT_SENT),
            ({"reminders": 2}, None),
            ({"reminders": 3}, NoReminder.ENOUGH),
        ],
    )
    @pytest.mark.parametrize("asked", [True, False])
    def test_each_reason(
        self, change: dict[str, object], reason: NoReminder | None, asked: bool
    ) -> None:
        assert why_not_remind(replace(DUE, **change), now=NOON, asked=asked) == reason

    @pytest.mark.parametrize(
        ("days_ago", "asked", "closes_in", "due"),
        [
            (2, True, None, False),
            (3, True, None, True),
            (3, False, None, False),
            (6, False, 30, False),
            (7, False, 30, True),
            (3, False, 8, False),
            (3, False, 7, True),
            (2, False, 1, False),
        ],
    )
    def test_how_far_apart(
        self, days_ago: int, asked: bool, closes_in: int | None, due: bool
    ) -> None:
        closes_on = NOON.date() + dt.timedelta(days=closes_in) if closes_in else None
        person = replace(
            DUE, last_written_to=NOON - dt.timedelta(days=days_ago), closes_on=closes_on
        )
        expected = None if due else NoReminder.TOO_SOON
        assert why_not_remind(person, now=NOON, asked=asked) == expected


class TestByItself:
    def test_three_and_no_more(self, open_world: World, at_noon: object, send_all: object) -> None:
        invited(open_world)
        sent_on = []
        for day in range(60):
            at_noon.move_to(NOON + dt.timedelta(days=day), tick=False)
            if send_all():
                sent_on.append(day)
        assert sent_on == [0, 7, 14]
        assert len(mail.outbox) == 3

    def test_twice_in_a_day_is_once(self, open_world: World, send_all: object) -> None:
        invited(open_world)
        assert (send_all(), send_all()) == (1, 0)

    def test_two_at_the_same_moment_remind_once(self, open_world: World) -> None:
        invited(open_world)
        [one], [other] = list(graders_to_ask_about()), list(graders_to_ask_about())
        assert reminders._remind(one, now=NOON, by=TEST)
        assert not reminders._remind(other, now=NOON, by=TEST)
        assert OutgoingMessage.objects.count() == 1

    def test_only_those_with_work_left(self, open_world: World, send_all: object) -> None:
        invited(open_world)
        invited(open_world, "done", "patient_group", started_at=LONG_AGO, handed_in_at=LONG_AGO)
        invited(open_world, "stopped", "governors", reminders_stopped_at=LONG_AGO)
        invited(open_world, "no", "patient_group", declined_at=LONG_AGO)
        out = invited(open_world, "out", "council")
        type(out.invitation).objects.filter(pk=out.invitation_id).update(
            revoked_at=LONG_AGO, revoked_by=open_world.people["lead"]
        )
        down = invited(open_world, "down", "public").participation
        down.stood_down_at, down.stood_down_by = LONG_AGO, open_world.people["lead"]
        down.stood_down_reason = "Paid by the trust."
        down.save()
        assert send_all() == 1
        assert [message.to for message in mail.outbox] == [["hw-0@example.org"]]

    def test_only_while_grading_is_open(
        self, world: World, at_noon: object, send_all: object
    ) -> None:
        invited(world)
        assert send_all() == 0
        move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
        move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
        assert send_all() == 0
        assert mail.outbox == []

    def test_the_message_says_where_and_never_carries_a_way_in(
        self, open_world: World, send_all: object
    ) -> None:
        grader = invited(open_world)
        send_all()
        [message] = mail.outbox
        for words in ("/code/new-link/", "/reminders/stop/", "Example hw", "write to Pat Lead"):
            assert words in message.body
        assert "/i/" not in message.body
        assert open_world.secrets[grader.pk].code not in message.body
        assert AuditEvent.objects.filter(event="grader_reminded").count() == 1

    def test_handing_in_drops_a_reminder_that_waits(self, open_world: World) -> None:
        from grading.services.handing_in import hand_in
        from grading.services.local_grade import save_local_grade

        grader = open_world.grader()
        type(grader.invitation).objects.update(sent_at=LONG_AGO)
        reminders.remind_all_due(now=NOON)
        outcome = open_world.assessed_outcome("1A", "s1")
        save_local_grade(
            assessed_outcome=outcome, answer="developing", comment="", expected_version=0, by=grader
        )
        hand_in(by=grader)
        statuses = dict(OutgoingMessage.objects.values_list("kind", "status"))
        assert statuses == {"reminder": "withdrawn", "receipt": "queued"}

    def test_the_cost_does_not_grow_with_people_left_alone(self, open_world: World) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                reminders.remind_all_due(now=NOON)
            return len(queries)

        invited(open_world, reminders_sent=3)
        one = cost()
        invited(open_world, "a", reminders_sent=3)
        invited(open_world, "b", "council", reminders_sent=3)
        assert cost() == one


class TestByALead:
    def page(self, world: World, grader: Grader | None = None) -> str:
        middle = f"{grader.pk}/" if grader else ""
        return f"/work/{world.assessment.pk}/invitations/{middle}remind/"

    def test_the_page_says_who_and_why_not_and_only_the_button_acts(
        self, open_world: World, django_capture_on_commit_callbacks: object
    ) -> None:
        invited(open_world)
        invited(open_world, "quiet", "council", reminders_stopped_at=LONG_AGO)
        client = open_world.client("lead")
        shown = client.get(self.page(open_world)).content.decode()
        parse_page(shown)
        assert "Person of hw" in shown
        assert "Asked for no more reminders." in shown
        assert not OutgoingMessage.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(self.page(open_world), follow=True)
        assert "1 reminder is on its way" in response.content.decode()
        assert [message.to for message in mail.outbox] == [["hw-0@example.org"]]

    def test_one_person(self, open_world: World, at_noon: object) -> None:
        grader = invited(open_world)
        client = open_world.client("lead")
        assert "Remind Person of hw?" in client.get(self.page(open_world, grader)).content.decode()
        assert client.post(self.page(open_world, grader)).status_code == 302
        at_noon.move_to(NOON + dt.timedelta(days=2), tick=False)
        client = open_world.client("lead")
        shown = client.get(self.page(open_world, grader)).content.decode()
        assert "cannot be reminded now" in shown
        assert client.post(self.page(open_world, grader)).status_code == 409
        at_noon.move_to(NOON + dt.timedelta(days=3), tick=False)
        client = open_world.client("lead")
        assert client.post(self.page(open_world, grader)).status_code == 302
        assert OutgoingMessage.objects.count() == 2

    @pytest.mark.parametrize(
        ("role", "status"),
        [("contributor", 403), ("board", 403), ("reader", 403), ("other_lead", 404)],
    )
    def test_nobody_else(self, open_world: World, role: str, status: int) -> None:
        grader = invited(open_world)
        for address in (self.page(open_world), self.page(open_world, grader)):
            assert open_world.client(role).get(address).status_code == status
            assert open_world.client(role).post(address).status_code == status
        assert not OutgoingMessage.objects.exists()

    def test_services_ask_too(self, open_world: World) -> None:
        grader = invited(open_world)
        with pytest.raises(NotPermitted):
            reminders.remind_grader(grader=grader, by=open_world.people["board"])
        with pytest.raises(NotPermitted):
            reminders.remind_everyone_in(
                assessment=open_world.assessment, by=open_world.people["board"]
            )

    def test_closed_grading_is_told(self, world: World, at_noon: object) -> None:
        grader = invited(world)
        with pytest.raises(NotNow, match="not open"):
            reminders.remind_grader(grader=grader, by=world.people["lead"])


class TestStopping:
    def test_a_get_stops_nothing_and_the_button_does(
        self, open_world: World, send_all: object, at_noon: object
    ) -> None:
        grader = invited(open_world)
        send_all()
        address = re.search(r"/reminders/stop/\S+/", mail.outbox[0].body)[0]
        client = Client()
        shown = client.get(address)
        parse_page(shown.content.decode())
        assert "Person of hw" not in shown.content.decode()
        assert client.head(address).status_code == 200
        grader.refresh_from_db()
        assert grader.reminders_stopped_at is None
        for _press in range(2):
            assert "Reminders are stopped" in client.post(address, follow=True).content.decode()
        at_noon.move_to(NOON + dt.timedelta(days=9), tick=False)
        assert send_all() == 0
        assert AuditEvent.objects.filter(event="reminders_stopped").count() == 1

    def test_it_drops_one_that_waits(self, open_world: World) -> None:
        grader = invited(open_world)
        reminders.remind_all_due(now=NOON)
        Client().post(f"/reminders/stop/{stop_token(grader)}/")
        assert OutgoingMessage.objects.get().status == "withdrawn"

    @pytest.mark.parametrize("token", ["x", "MQ:1abc:forged", "1"])
    def test_a_forged_link_is_nothing(self, open_world: World, token: str) -> None:
        invited(open_world)
        assert Client().post(f"/reminders/stop/{token}/").status_code == 404
        assert not Grader.objects.exclude(reminders_stopped_at=None).exists()

    def test_it_lets_nobody_in(self, open_world: World) -> None:
        client = Client()
        client.post(f"/reminders/stop/{stop_token(invited(open_world))}/")
        assert client.get("/grade/").status_code == 302


class TestDigest:
    def test_leads_learn_who_is_how_far_and_never_what(
        self, open_world: World, django_capture_on_commit_callbacks: object
    ) -> None:
        open_world.assessment.closes_on = dt.date(2026, 3, 31)
        open_world.assessment.save()
        invited(open_world)
        invited(open_world, "done", "council", started_at=LONG_AGO, handed_in_at=LONG_AGO)
        with django_capture_on_commit_callbacks(execute=True):
            assert reminders.send_digests(now=NOON) == 1
        [message] = mail.outbox
        assert message.to == ["lead@example.org"]
        for words in (
            "Example hw: 1 invited, 0 started, 0 handed in. Nobody has started yet.",
            "Example done: 1 invited, 1 started, 1 handed in.",
            "Tuesday 31 March 2026",
        ):
            assert words in message.body
        for secret in ("Person of", "developing", "excelling"):
            assert secret not in message.body.lower().replace("person of", "Person of")

    def test_once_a_week(self, open_world: World) -> None:
        for days in (0, 0, 1, 7):
            reminders.send_digests(now=NOON + dt.timedelta(days=days))
        assert OutgoingMessage.objects.filter(kind="digest").count() == 2

    def test_nothing_while_grading_is_not_open(self, world: World) -> None:
        assert reminders.send_digests(now=NOON) == 0

    def test_a_lead_who_left_hears_nothing(self, open_world: World) -> None:
        open_world.people["lead"].memberships.update(ended_at=NOON)
        assert reminders.send_digests(now=NOON) == 0


def test_the_facts_follow_the_rows(open_world: World) -> None:
    grader = invited(open_world)
    assert facts_of(Grader.objects.get(pk=grader.pk)).last_written_to == LONG_AGO
    Grader.objects.update(reminded_at=NOON, reminders_sent=1)
    assert facts_of(Grader.objects.get(pk=grader.pk)).last_written_to == NOON
