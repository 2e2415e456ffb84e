"""The people's side: days that act, answers kept or changed once, and the pages."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from edsportal.common.errors import NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.closing import locks_at
from grading.domain.reconciliation import Basis
from grading.domain.results import fingerprint
from grading.domain.trace import TraceCode
from grading.models import (
    LocalGrade,
    LocalGradeRevision,
    ReplyRound,
)
from grading.selectors.grader import SESSION_KEY, grader_by_pk
from grading.selectors.results import results_of
from grading.services import reply_round, running
from grading.services.reply_answer import change_answer
from grading.services.reply_round import (
    act_on_reply_dates,
    send_replies,
)
from reports.services.snapshot import build_snapshot
from tests.grading.reply.acts import (
    UNIONS,
    ask,
    change,
    keep,
    outcome,
    part_of,
    person,
    sign,
    travelled,
    write,
)
from tests.world import World


class TestDates:
    def test_replies_are_sent_at_the_end_of_the_day_by_the_clock(
        self, writing: World, django_capture_on_commit_callbacks: object
    ) -> None:
        write(writing)
        day = ReplyRound.objects.get().reply_by
        assert act_on_reply_dates(now=locks_at(day) - timedelta(seconds=1)) == 0
        with django_capture_on_commit_callbacks(execute=True):
            assert act_on_reply_dates(now=locks_at(day)) == 1
            assert act_on_reply_dates(now=locks_at(day)) == 0
        held = ReplyRound.objects.get()
        assert held.answers_by == timezone.localdate(locks_at(day)) + timedelta(days=14)
        assert {message.to[0] for message in mail.outbox} == {
            "north-0@example.org",
            "south-0@example.org",
        }
        assert writing.assessed_outcome("2A").outcome.question in mail.outbox[0].body
        assert AuditEvent.objects.get(event="replies_sent").actor_id == "reply_dates"

    def test_without_a_reply_its_day_ends_it(self, writing: World) -> None:
        day = ReplyRound.objects.get().reply_by
        with travelled(day):
            sign(writing)  # By the day alone: no job has run.
        act_on_reply_dates(now=locks_at(day))
        assert ReplyRound.objects.get().final_at is not None

    def test_the_board_waits_for_the_local_interests_and_not_for_a_job(
        self, looking: World
    ) -> None:
        with pytest.raises(NotNow, match="may answer until"):
            sign(looking)
        with travelled(ReplyRound.objects.get().answers_by):
            with pytest.raises(NotNow):
                keep(looking, "north")
            sign(looking)

    def test_it_is_final_when_everybody_has_answered(
        self, looking: World, django_capture_on_commit_callbacks: object
    ) -> None:
        keep(looking, "north")
        assert ReplyRound.objects.get().final_at is None
        with django_capture_on_commit_callbacks(execute=True):
            keep(looking, "south")
        assert ReplyRound.objects.get().final_at is not None
        assert "is over" in mail.outbox[-1].subject
        sign(looking)

    def test_one_that_fails_is_undone_and_holds_no_other(
        self, writing: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        write(writing)

        def broken(*args: object, **kwargs: object) -> None:
            raise RuntimeError("outbox")

        monkeypatch.setattr(reply_round, "queue_to_grader", broken)
        assert act_on_reply_dates(now=locks_at(ReplyRound.objects.get().reply_by)) == 0
        assert "could not move on" in caplog.text
        assert ReplyRound.objects.get().sent_at is None
        assert not AuditEvent.objects.filter(event="replies_sent").exists()

    def test_opening_grading_again_overtakes_it(self, looking: World) -> None:
        change(looking, "north", "excelling")
        running.reopen_grading(
            assessment=looking.assessment,
            reason="A page was missing.",
            closes_on=timezone.localdate() + timedelta(days=9),
            by=looking.people["lead"],
        )
        with pytest.raises(NotNow):
            keep(looking, "south")
        running.close_grading(
            assessment=looking.assessment, reason="All have answered.", by=looking.people["lead"]
        )
        codes = {line.code for line in part_of(looking).reconciliation.trace}
        assert TraceCode.CHANGED_AFTER_REPLY not in codes
        ask(looking)


class TestAnswering:
    def test_once_and_the_results_follow_with_a_line_that_says_so(self, looking: World) -> None:
        before = fingerprint(results_of(looking.assessment))
        for key in UNIONS:
            change(looking, key, "excelling")
        part = part_of(looking)
        assert (part.grade, part.basis) == ("excelling", Basis.AGREED)
        line = next(
            each for each in part.reconciliation.trace if each.code is TraceCode.CHANGED_AFTER_REPLY
        )
        assert line.values["groups"] == UNIONS
        assert fingerprint(results_of(looking.assessment)) != before
        page = looking.client("lead").get(f"/work/{looking.assessment.pk}/reconciliation/").text
        assert "After the reply, Example north and Example south had a new view." in page
        with pytest.raises(NotNow, match="answered this reply already"):
            change(looking, "north", "undeveloped")

    def test_what_was_said_before_stays_readable(self, looking: World) -> None:
        change(looking, "north", "achieving")
        grader = person(looking)
        rows = LocalGradeRevision.objects.filter(grader=grader, assessed_outcome__outcome_code="2A")
        assert [(row.version, row.answer) for row in rows] == [(1, "developing"), (2, "achieving")]
        assert [row.words.comment for row in rows] == ["Words of north", "Now I see."]

    def test_not_where_there_was_no_reply_and_not_by_who_never_graded(self, looking: World) -> None:
        with pytest.raises(NotPermitted):
            keep(looking, "north", "2B")
        newcomer = grader_by_pk(looking.grader("late", "trade_union").pk)
        with pytest.raises(NotPermitted):
            change_answer(
                assessed_outcome=outcome(looking, newcomer),
                answer="excelling",
                comment="",
                by=newcomer,
            )
        assert part_of(looking).grade == "developing"

    def test_not_while_the_organisation_writes(self, writing: World) -> None:
        write(writing)
        with pytest.raises(NotNow):
            keep(writing, "north")

    def test_all_is_undone_when_the_record_fails(
        self, looking: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: object, **kwargs: object) -> None:
            raise RuntimeError("audit")

        monkeypatch.setattr("grading.services.reply_answer.record", broken)
        with pytest.raises(RuntimeError):
            change(looking, "north", "excelling")
        assert set(LocalGrade.objects.values_list("answer", flat=True)) == {"developing"}
        assert not ReplyRound.objects.get().answers.exists()

    def test_the_trail_says_nothing_of_which_way(self, looking: World) -> None:
        change(looking, "north", "excelling")
        event = AuditEvent.objects.get(event="reply_answered")
        assert "excelling" not in str(event.details)


class TestPages:
    def browser(self, world: World, key: str = "north") -> Client:
        client = Client()
        session = client.session
        session[SESSION_KEY] = person(world, key).pk
        session.save()
        return client

    def test_a_grader_reads_and_keeps(self, looking: World) -> None:
        client = self.browser(looking)
        assert "/grade/replies/" in client.get("/grade/").text
        listed = client.get("/grade/replies/").text
        assert "To read" in listed
        address = f"/grade/replies/{looking.assessed_outcome('2A').pk}/"
        page = client.get(address).text
        assert "See our new figures." in page
        assert "Excelling" in page
        sent = {"answer": "keep", "comment": "Words of north"}
        assert "you can do this once" in client.post(address, sent).text
        assert client.post(address, {**sent, "sure": "on"}).status_code == 302
        assert "Kept" in client.get("/grade/replies/").text
        again = client.post(address, {"answer": "excelling", "comment": "More", "sure": "on"})
        assert again.status_code == 409
        assert "More" in again.text

    def test_nothing_is_there_before_it_is_sent_nor_for_others_questions(
        self, writing: World
    ) -> None:
        write(writing)
        client = self.browser(writing)
        address = f"/grade/replies/{writing.assessed_outcome('2A').pk}/"
        assert client.get(address).status_code == 409
        assert "replies" not in client.get("/grade/").text
        send_replies(assessment=writing.assessment, by=writing.people["lead"])
        other = f"/grade/replies/{writing.assessed_outcome('2B').pk}/"
        assert client.get(other).status_code == 404
        assert client.get(address).status_code == 200

    def test_where_nobody_has_answered_no_noughts_are_counted(self, looking: World) -> None:
        page = looking.client("board").get(f"/work/{looking.assessment.pk}/reply/").text
        assert "No local interest has answered it" in page
        assert "0 local interests" not in page

    def test_the_report_tells_the_reply_and_what_became_of_it(self, looking: World) -> None:
        change(looking, "north", "achieving")
        keep(looking, "south")
        snapshot = build_snapshot(looking.assessment, version=1, published_on=timezone.localdate())
        told = next(o for o in snapshot["outcomes"] if o["code"] == "2A")["parts"][0]["reply"]
        assert (told["text"], told["kept"], told["changed"]) == ("See our new figures.", 1, 1)
        assert told["grade_before"] == "developing"
        assert "is the same as before the reply" in told["became"]
        others = next(o for o in snapshot["outcomes"] if o["code"] == "2B")["parts"][0]
        assert "reply" not in others
        page = looking.client("board").get(f"/work/{looking.assessment.pk}/reply/").text
        assert "1 local interest kept its answer and 1 local interest changed its answer" in page
