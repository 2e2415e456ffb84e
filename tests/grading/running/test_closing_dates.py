"""Closing dates act by themselves: by the clock, by a command, and by every save."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from grading import tasks
from grading.domain.closing import ends_at, locks_at
from grading.domain.workflow import Move, State
from grading.models import Assessment, DeclaredInterest, Grader, LocalGrade, Transition
from grading.selectors.grader import SESSION_KEY, grader_by_pk, outcome_of_assessment
from grading.services import closing, running
from grading.services.assessment import move
from grading.services.closing import close_due, extend_closing
from grading.services.declared_interest import decide_interest
from grading.services.grader_session import Beginning, start_grading
from grading.services.handing_in import hand_in
from grading.services.local_grade import save_local_grade
from tests.world import TEST, World

DAY = date(2027, 3, 14)
EVENING = datetime(2027, 3, 14, 20, tzinfo=UTC)
IN_GRACE = ends_at(DAY) + timedelta(minutes=59)
AFTER = locks_at(DAY)


@pytest.fixture
def grading(world: World) -> World:
    return opened(world)


def opened(world: World) -> World:
    world.assessment.closes_on = DAY
    world.assessment.save()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    return world


def save(grader: Grader, world: World, answer: str = "developing", version: int = 0) -> LocalGrade:
    mine = grader_by_pk(grader.pk)
    row = outcome_of_assessment(mine, world.assessed_outcome("2A").pk)
    return save_local_grade(
        assessed_outcome=row, answer=answer, comment="", expected_version=version, by=mine
    )


def state(world: World) -> str:
    world.assessment.refresh_from_db()
    return world.assessment.state


def declared(world: World, decision: str = "") -> Grader:
    grader = world.grader("family", "trade_union")
    DeclaredInterest.objects.create(
        grader=grader, kind="family", text="A cousin.", declared_at=timezone.now()
    )
    return grader


class TestByTheClock:
    @pytest.mark.parametrize("now", [EVENING, IN_GRACE])
    def test_nothing_closes_before_the_hour_is_over(self, grading: World, now: datetime) -> None:
        assert close_due(now=now).closed == ()
        assert state(grading) == State.GRADING

    def test_it_closes_and_says_who(
        self, grading: World, django_capture_on_commit_callbacks: object
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            assert close_due(now=AFTER).closed == (grading.assessment,)
        assert state(grading) == State.RECONCILING
        last = Transition.objects.last()
        assert (last.by, last.by_machine) == (None, "closing_date")
        event = AuditEvent.objects.get(event="state_changed", actor_id="closing_date")
        assert (event.actor_kind, event.actor_id) == ("machine", "closing_date")
        assert [message.to for message in mail.outbox] == [["lead@example.org"]]
        assert "has closed on its date" in mail.outbox[0].body

    def test_again_changes_nothing(self, grading: World) -> None:
        close_due(now=AFTER)
        assert close_due(now=AFTER).closed == ()
        assert Transition.objects.filter(move=Move.CLOSE_GRADING).count() == 1

    def test_without_a_date_nothing_closes(self, grading: World) -> None:
        Assessment.objects.update(closes_on=None)
        assert close_due(now=AFTER).closed == ()

    def test_one_that_fails_does_not_hold_the_others(
        self, grading: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(*args: object, **kwargs: object) -> None:
            raise RuntimeError("mail")

        monkeypatch.setattr(closing, "tell_leads", broken)
        before = AuditEvent.objects.count()
        assert close_due(now=AFTER).closed == ()
        assert "could not be closed" in caplog.text
        assert (state(grading), AuditEvent.objects.count()) == (State.GRADING, before)

    def test_the_task_and_the_command(
        self, grading: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with time_machine.travel(IN_GRACE, tick=False):
            call_command("close_due")
        assert "Nothing is due." in capsys.readouterr().out
        with time_machine.travel(AFTER, tick=False):
            call_command("close_due")
        assert "Closed: " in capsys.readouterr().out
        assert Transition.objects.last().by_machine == "close_due"
        Assessment.objects.update(state=State.GRADING)
        with time_machine.travel(AFTER, tick=False):
            tasks.act_on_dates()
        assert state(grading) == State.RECONCILING


class TestUndecidedInterests:
    def test_they_keep_it_from_closing_and_the_lead_is_told_once(
        self, grading: World, django_capture_on_commit_callbacks: object
    ) -> None:
        grader = declared(grading)
        with django_capture_on_commit_callbacks(execute=True):
            assert close_due(now=AFTER).waiting == (grading.assessment,)
            close_due(now=AFTER + timedelta(minutes=1))
        assert state(grading) == State.GRADING
        assert len(mail.outbox) == 1
        assert "1 declared interest waits for your decision" in mail.outbox[0].body
        with time_machine.travel(AFTER, tick=False):
            with pytest.raises(NotNow, match="Grading is closed"):
                save(grader, grading)
            page = grading.client("lead").get(f"/work/{grading.assessment.pk}/opening/").text
            assert "no answer is taken any more. Decide about 1 declared interest" in page
        decide_interest(
            grader=grader, decision="allowed", reason="Distant.", by=grading.people["lead"]
        )
        assert close_due(now=AFTER).closed == (grading.assessment,)


class TestSaving:
    def test_saves_count_until_the_hour_is_over(self, grading: World) -> None:
        grader = grading.grader("union", "trade_union")
        with time_machine.travel(IN_GRACE, tick=False):
            save(grader, grading)
            hand_in(by=grader_by_pk(grader.pk))
        assert LocalGrade.objects.get().answer == "developing"

    def test_afterwards_they_are_refused_even_if_no_job_ran(self, grading: World) -> None:
        grader = grading.grader("union", "trade_union")
        late = grading.grader("late", "trade_union", started=False)
        with time_machine.travel(AFTER, tick=False):
            with pytest.raises(NotNow, match="Grading is closed"):
                save(grader, grading)
            with pytest.raises(NotNow):
                hand_in(by=grader_by_pk(grader.pk))
            with pytest.raises(NotNow):
                start_grading(beginning=Beginning(), by=grader_by_pk(late.pk))
        assert not LocalGrade.objects.exists()

    def test_the_page_keeps_what_was_typed_and_says_why(self, grading: World) -> None:
        grader = grading.grader("union", "trade_union")
        client = Client()
        address = f"/grade/{grading.assessed_outcome('2A').pk}/"
        with time_machine.travel(EVENING, tick=False):
            session = client.session
            session[SESSION_KEY] = grader.pk
            session.save()
            assert "Grading closes on 14 March 2027 at 23:59" in client.get("/grade/").text
        with time_machine.travel(AFTER, tick=False):
            sent = {"answer": "developing", "comment": "Typed for an hour", "version": "0"}
            refused = client.post(address, sent)
            assert refused.status_code == 409
            assert "Typed for an hour" in refused.text
            assert "Grading is closed" in refused.text
            assert "Grading has closed" in client.get("/grade/").text


class TestMovingTheDate:
    def test_everyone_is_told_the_day_and_why(
        self, grading: World, django_capture_on_commit_callbacks: object
    ) -> None:
        grading.grader("union", "trade_union")
        with (
            time_machine.travel(EVENING, tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            extend(grading, date(2027, 3, 20))
        assert Assessment.objects.get().closes_on == date(2027, 3, 20)
        assert "closes on 20 March 2027 at 23:59" in mail.outbox[0].body
        assert "The post was late." in mail.outbox[0].body
        event = AuditEvent.objects.get(event="closing_date_moved")
        assert (event.reason, event.details["after"]) == ("The post was late.", "2027-03-20")

    @pytest.mark.parametrize("day", [DAY, DAY - timedelta(days=1), date(2020, 1, 1)])
    def test_people_get_more_time_never_less(self, grading: World, day: date) -> None:
        with time_machine.travel(EVENING, tick=False), pytest.raises(InvalidInput):
            extend(grading, day)
        assert Assessment.objects.get().closes_on == DAY

    def test_not_over_somebody_elses_date(self, grading: World) -> None:
        with time_machine.travel(EVENING, tick=False), pytest.raises(Clash):
            extend(grading, date(2027, 3, 20), seen=date(2027, 3, 1))

    def test_not_without_a_reason_by_others_or_in_another_state(self, grading: World) -> None:
        with time_machine.travel(EVENING, tick=False):
            with pytest.raises(InvalidInput):
                extend(grading, date(2027, 3, 20), reason=" ")
            with pytest.raises(NotPermitted):
                extend(grading, date(2027, 3, 20), by="board")
            running.close_grading(
                assessment=grading.assessment,
                reason="All have answered.",
                by=grading.people["lead"],
            )
            with pytest.raises(NotNow):
                extend(grading, date(2027, 3, 20))

    def test_a_date_that_passed_can_be_moved_while_nobody_has_seen_a_grade(
        self, grading: World
    ) -> None:
        grader = declared(grading)
        with time_machine.travel(AFTER, tick=False):
            close_due(now=AFTER)
            extend(grading, date(2027, 3, 20))
            save(grader, grading)

    def test_all_is_undone_when_the_mail_cannot_be_queued(
        self, grading: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(**kwargs: object) -> None:
            raise RuntimeError("outbox")

        monkeypatch.setattr(closing, "tell_every_grader", broken)
        with time_machine.travel(EVENING, tick=False), pytest.raises(RuntimeError):
            extend(grading, date(2027, 3, 20))
        assert Assessment.objects.get().closes_on == DAY
        assert not AuditEvent.objects.filter(event="closing_date_moved").exists()

    def test_the_page(self, grading: World) -> None:
        with time_machine.travel(EVENING, tick=False):
            client = grading.client("lead")
            address = f"/work/{grading.assessment.pk}/closing/date/"
            sent = {
                "closes_on-day": "20",
                "closes_on-month": "3",
                "closes_on-year": "2027",
                "reason": "The post was late.",
            }
            clash = client.post(address, {**sent, "seen": "2027-03-01"})
            assert clash.status_code == 409
            assert "The post was late." in clash.text
            assert 'value="2027-03-14"' in clash.text
            done = client.post(address, {**sent, "seen": "2027-03-14"}, follow=True)
            assert "Grading now closes on 20 March 2027 at 23:59" in done.text


def extend(
    world: World,
    day: date,
    *,
    seen: date = DAY,
    reason: str = "The post was late.",
    by: str = "lead",
) -> None:
    extend_closing(
        assessment=world.assessment, closes_on=day, reason=reason, seen=seen, by=world.people[by]
    )


def test_reopening_needs_a_day_to_come(grading: World) -> None:
    with time_machine.travel(AFTER, tick=False):
        close_due(now=AFTER)
        grading.assessment.refresh_from_db()
        again = {"reason": "A page was missing.", "by": grading.people["lead"]}
        with pytest.raises(InvalidInput):
            running.reopen_grading(assessment=grading.assessment, closes_on=DAY, **again)
        running.reopen_grading(
            assessment=grading.assessment, closes_on=DAY + timedelta(days=9), **again
        )
        save(grading.grader("union", "trade_union"), grading)


@pytest.mark.usefixtures("committed_db")
def test_a_save_and_the_closing_at_the_same_moment_never_miss_each_other(world: World) -> None:
    """Whoever comes first, no answer lands after the closing, and none that landed is lost."""
    opened(world)
    graders = [world.grader(f"union-{n}", "trade_union") for n in range(5)]
    ready = Barrier(len(graders) + 1)

    def press(grader: Grader | None) -> str:
        try:
            ready.wait()
            if grader is None:
                close_due(now=AFTER)
                return "closed"
            save(grader, world)
            return "saved"
        except NotNow:
            return "refused"
        finally:
            connection.close()

    with time_machine.travel(IN_GRACE), ThreadPoolExecutor(len(graders) + 1) as pool:
        ends = list(pool.map(press, [*graders, None]))
    assert ends.count("closed") == 1
    assert LocalGrade.objects.count() == ends.count("saved")
    closed_at = Transition.objects.get(move=Move.CLOSE_GRADING).pk
    assert closed_at
    assert state(world) == State.RECONCILING
