"""The organisation's side of the right of reply: asked for, written, in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edsportal.common.append_only import AppendOnlyViolation
from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from evidence.models import EvidenceItem
from grading.domain.results import fingerprint
from grading.domain.workflow import State
from grading.models import (
    AssessedOutcome,
    Assessment,
    Reply,
    ReplyRound,
)
from grading.selectors.results import results_of
from grading.services.reply import write_reply
from grading.services.reply_round import (
    ask_for_reply,
    end_without_reply,
    say_no_reply,
    send_replies,
)
from grading.services.reply_settled import why_reply_unsettled
from reports.services.settling import settle_and_publish
from tests.grading.reply.acts import (
    ask,
    sign,
    travelled,
    write,
)
from tests.world import TEST, World


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
