"""The right of reply: the organisation answers, people keep or change once, then it is final."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from edsportal.common.append_only import AppendOnlyViolation
from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from evidence.models import EvidenceItem
from grading.domain.closing import locks_at
from grading.domain.reconciliation import Basis
from grading.domain.results import PartResult, fingerprint
from grading.domain.trace import TraceCode
from grading.domain.workflow import Move, State
from grading.models import (
    AssessedOutcome,
    Assessment,
    Grader,
    LocalGrade,
    LocalGradeRevision,
    Reply,
    ReplyRound,
)
from grading.selectors.grader import SESSION_KEY, grader_by_pk, outcome_of_assessment
from grading.selectors.results import results_of
from grading.services import reply_round, running
from grading.services.assessment import move
from grading.services.local_grade import save_local_grade
from grading.services.reply import write_reply
from grading.services.reply_answer import change_answer, keep_answer
from grading.services.reply_round import (
    act_on_reply_dates,
    ask_for_reply,
    end_without_reply,
    say_no_reply,
    send_replies,
)
from grading.services.reply_settled import why_reply_unsettled
from reports.services.settling import settle_and_publish
from reports.services.snapshot import build_snapshot
from tests.world import TEST, World

UNIONS = ("north", "south")


@pytest.fixture
def differing(world: World) -> World:
    """Two unions say developing of 2A, the trust excelling; 2B is graded alike; grading closed."""
    for code, own in (("2A", "excelling"), ("2B", "developing")):
        row = world.assessed_outcome(code)
        row.organisation_grade, row.organisation_reason = own, "We think so."
        row.save()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    for key in UNIONS:
        grader = grader_by_pk(world.grader(key, "trade_union").pk)
        for code in ("2A", "2B"):
            save_local_grade(
                assessed_outcome=outcome(world, grader, code),
                answer="developing",
                comment=f"Words of {key}",
                expected_version=0,
                by=grader,
            )
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    return world


@pytest.fixture
def writing(differing: World) -> World:
    ask(differing)
    return differing


@pytest.fixture
def looking(writing: World) -> World:
    write(writing)
    send_replies(assessment=writing.assessment, by=writing.people["lead"])
    return writing


def outcome(world: World, grader: Grader, code: str = "2A") -> AssessedOutcome:
    return outcome_of_assessment(grader, world.assessed_outcome(code).pk)


def ask(world: World, by: str = "lead", days: int = 14) -> ReplyRound:
    return ask_for_reply(
        assessment=world.assessment,
        reply_by=timezone.localdate() + timedelta(days=14),
        days_to_answer=days,
        by=world.people[by],
    )


def write(
    world: World, text: str = "See our new figures.", *, version: int = 0, code: str = "2A"
) -> Reply:
    row = world.assessed_outcome(code)
    row.assessment = world.assessment
    return write_reply(
        assessed_outcome=row,
        text=text,
        evidence=None,
        expected_version=version,
        by=world.people["lead"],
    )


def person(world: World, key: str = "north") -> Grader:
    rows = Grader.objects.filter(
        participation__assessment=world.assessment, participation__local_interest__key=key
    )
    return grader_by_pk(rows.get().pk)


def change(world: World, key: str, answer: str) -> None:
    grader = person(world, key)
    change_answer(
        assessed_outcome=outcome(world, grader), answer=answer, comment="Now I see.", by=grader
    )


def keep(world: World, key: str, code: str = "2A") -> None:
    grader = person(world, key)
    keep_answer(assessed_outcome=outcome(world, grader, code), by=grader)


def part_of(world: World, code: str = "2A") -> PartResult:
    return next(p for p in results_of(world.assessment).parts if p.outcome_code == code)


def sign(world: World) -> None:
    seen = fingerprint(results_of(world.assessment))
    running.sign_off(assessment=world.assessment, seen=seen, by=world.people["board"])


def travelled(day: object) -> time_machine.travel:
    return time_machine.travel(locks_at(day), tick=False)


class TestBeginning:
    def test_the_board_waits_until_the_lead_has_decided(self, differing: World) -> None:
        with pytest.raises(NotNow, match="says first"):
            sign(differing)
        assert Assessment.objects.get().state == State.RECONCILING
        say_no_reply(assessment=differing.assessment, by=differing.people["lead"])
        sign(differing)

    def test_where_nobody_differs_nothing_waits(self, differing: World) -> None:
        AssessedOutcome.objects.update(organisation_grade="")
        with pytest.raises(NotNow, match="Nowhere"):
            ask(differing)
        sign(differing)

    def test_no_reply_can_be_thought_over_and_a_reply_is_given_once(self, differing: World) -> None:
        lead = differing.people["lead"]
        first = say_no_reply(assessment=differing.assessment, by=lead)
        assert say_no_reply(assessment=differing.assessment, by=lead) == first
        ask(differing)
        with pytest.raises(NotNow):
            ask(differing)
        with pytest.raises(NotNow):
            say_no_reply(assessment=differing.assessment, by=lead)

    @pytest.mark.parametrize("role", ["board", "contributor", "reader", "other_lead"])
    def test_only_a_lead_begins_it(self, differing: World, role: str) -> None:
        with pytest.raises(NotPermitted):
            ask(differing, by=role)
        assert not ReplyRound.objects.exists()

    @pytest.mark.parametrize("days", [0, 6, 91])
    def test_local_interests_have_a_week_at_least(self, differing: World, days: int) -> None:
        with pytest.raises(InvalidInput):
            ask(differing, days=days)

    def test_a_command_that_publishes_says_there_is_none_and_waits_for_one_under_way(
        self, differing: World
    ) -> None:
        today = timezone.localdate()
        held = ask(differing)
        with pytest.raises(NotNow, match="may reply until"):
            settle_and_publish(assessment=differing.assessment, published_on=today, by=TEST)
        held.overtaken_at = timezone.now()
        held.save()
        settle_and_publish(assessment=differing.assessment, published_on=today, by=TEST)
        assert ReplyRound.objects.get(overtaken_at=None).asked is False
        assert AuditEvent.objects.get(event="reply_not_asked").actor_kind == "machine"


class TestWriting:
    def test_each_save_is_a_version_and_none_is_overwritten(self, writing: World) -> None:
        write(writing, "First")
        assert write(writing, "First").version == 1
        with pytest.raises(Clash):
            write(writing, "Second", version=0)
        write(writing, "Second", version=1)
        assert list(Reply.objects.values_list("text", flat=True)) == ["First", "Second"]
        with pytest.raises(AppendOnlyViolation):
            Reply.objects.update(text="")

    def test_only_where_views_differ(self, writing: World) -> None:
        with pytest.raises(NotNow, match="the same as yours"):
            write(writing, code="2B")

    def test_evidence_is_the_trusts_own_and_for_graders(self, writing: World) -> None:
        row = writing.assessed_outcome("2A")
        row.assessment = writing.assessment
        for organisation, visibility in (
            (writing.organisation, EvidenceItem.Visibility.STAFF),
            (writing.other_organisation, EvidenceItem.Visibility.PUBLIC),
        ):
            item = EvidenceItem.objects.create(
                organisation=organisation, title="T", summary="S", visibility=visibility
            )
            with pytest.raises(InvalidInput):
                write_reply(
                    assessed_outcome=row,
                    text="",
                    evidence=item,
                    expected_version=0,
                    by=writing.people["lead"],
                )

    def test_the_page_keeps_what_was_typed_when_the_day_is_over(self, writing: World) -> None:
        held = ReplyRound.objects.get()
        row = writing.assessed_outcome("2A")
        with travelled(held.reply_by):
            client = writing.client("lead")
            sent = {"text": "Typed for an hour", "evidence": "", "version": "0"}
            refused = client.post(f"/work/{writing.assessment.pk}/reply/{row.pk}/", sent)
        assert refused.status_code == 409
        assert "Typed for an hour" in refused.text
        assert "Replies cannot be written now" in refused.text
        assert not Reply.objects.exists()

    def test_it_changes_no_grade(self, writing: World) -> None:
        before = fingerprint(results_of(writing.assessment))
        write(writing)
        send_replies(assessment=writing.assessment, by=writing.people["lead"])
        assert fingerprint(results_of(writing.assessment)) == before


class TestTheOrganisationsTime:
    def test_it_cannot_keep_the_board_waiting_for_years(self, differing: World) -> None:
        lead, address = differing.client("lead"), f"/work/{differing.assessment.pk}/reply/ask/"
        today = timezone.localdate()
        with pytest.raises(InvalidInput, match="the board cannot sign off before it"):
            ask_for_reply(
                assessment=differing.assessment,
                reply_by=today + timedelta(days=43),
                days_to_answer=14,
                by=differing.people["lead"],
            )
        for days, status in ((43, 422), (42, 302)):
            day = today + timedelta(days=days)
            sent = {f"reply_by-{part}": getattr(day, part) for part in ("day", "month", "year")}
            answer = lead.post(address, {**sent, "days_to_answer": "14"})
            assert answer.status_code == status

    def test_it_can_end_without_a_reply(self, writing: World) -> None:
        lead, address = writing.client("lead"), f"/work/{writing.assessment.pk}/reply/send/"
        assert "End our time now" in lead.get(f"/work/{writing.assessment.pk}/reply/").text
        assert "End our time without a reply?" in lead.get(address).text
        assert lead.post(address, {"shown": "0"}).status_code == 302
        held = ReplyRound.objects.get()
        assert held.final_at is not None
        assert held.sent_at is None
        assert why_reply_unsettled(writing.assessment, disagreements=True) == ""

    def test_a_reply_written_meanwhile_is_not_sent_unread(self, writing: World) -> None:
        write(writing)
        address = f"/work/{writing.assessment.pk}/reply/send/"
        assert writing.client("lead").post(address, {"shown": "0"}).status_code == 409
        with pytest.raises(NotNow, match="have written a reply"):
            end_without_reply(assessment=writing.assessment, by=writing.people["lead"])
        assert ReplyRound.objects.get().sent_at is None

    def test_the_graders_time_stays_whole(self, looking: World) -> None:
        address = f"/work/{looking.assessment.pk}/reply/send/"
        assert looking.client("lead").post(address).status_code == 409
        with pytest.raises(NotNow):
            end_without_reply(assessment=looking.assessment, by=looking.people["lead"])
        assert ReplyRound.objects.get().final_at is None


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
