"""A group that agreed on one answer reads replies too, and keeps or changes it once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edsportal.common.errors import NotNow, NotPermitted
from edsportal.common.models import OutgoingMessage
from grading.domain.results import PartResult
from grading.domain.workflow import Move
from grading.models import (
    AssessedOutcome,
    Assessment,
    Grader,
    GroupAnswer,
    GroupReplyAnswer,
    ReplyRound,
)
from grading.selectors.grader import SESSION_KEY, grader_by_pk, outcome_of_assessment
from grading.selectors.reply import answered_by_groups
from grading.selectors.results import results_of
from grading.services.assessment import move
from grading.services.group_answer import Agreed, record_group_answer
from grading.services.group_reply import answer_reply_together
from grading.services.reply import write_reply
from grading.services.reply_round import ask_for_reply, send_replies
from tests.world import TEST, World

SAID = Agreed("developing", agreed=5, dissented=1, dissent="One carer", comment="The lift")
FORM = {"agreed": "5", "dissented": "1", "dissent": "One carer", "publish": "no", "sure": "on"}


@pytest.fixture
def replied(world: World) -> World:
    """A union agreed on developing of 2A; the trust says excelling, and has replied."""
    row = world.assessed_outcome("2A")
    row.organisation_grade, row.organisation_reason = "excelling", "We think so."
    row.save()
    coordinator = world.grader("north", "trade_union")
    world.grader("north", "trade_union")
    Grader.objects.filter(pk=coordinator.pk).update(coordinator=True)
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    record_group_answer(assessed_outcome=place(), said=SAID, expected_version=0, by=petra())
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    lead = world.people["lead"]
    until = timezone.localdate() + timedelta(days=3)
    ask_for_reply(assessment=world.assessment, reply_by=until, days_to_answer=14, by=lead)
    write_reply(
        assessed_outcome=world.assessed_outcome("2A"),
        text="See our figures.",
        evidence=None,
        expected_version=0,
        by=lead,
    )
    send_replies(assessment=world.assessment, by=lead)
    return world


def petra() -> Grader:
    return grader_by_pk(Grader.objects.get(coordinator=True).pk)


def colleague() -> Grader:
    return grader_by_pk(Grader.objects.get(coordinator=False).pk)


def place() -> AssessedOutcome:
    assessment = petra().participation.assessment
    pk = assessment.assessed_outcomes.get(outcome_code="2A").pk
    return outcome_of_assessment(petra(), pk)


def browser(grader: Grader) -> Client:
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    return client


def page() -> str:
    return f"/grade/replies/{place().pk}/together/"


def part_of(world: World) -> PartResult:
    assessment = Assessment.objects.get(pk=world.assessment.pk)
    return next(part for part in results_of(assessment).parts if part.outcome_code == "2A")


def test_its_coordinator_is_told_and_sees_it(replied: World) -> None:
    [message] = OutgoingMessage.objects.filter(kind="reply")
    assert message.to == petra().invitation.email
    assert place().outcome.question in message.body
    listed = browser(petra()).get("/grade/replies/").text
    assert page() in listed
    assert "Your group said: Developing" in listed
    assert "You have answered every reply" not in listed
    read = browser(petra()).get(page()).text
    assert all(words in read for words in ("See our figures.", "One carer", "The lift"))


def test_it_changes_once_and_the_grade_follows(replied: World) -> None:
    sent = {**FORM, "answer": "achieving", "comment": "The lift runs"}
    assert browser(petra()).post(page(), sent).status_code == 302
    part = part_of(replied)
    assert part.grade == "achieving"
    assert [voice.changed_after_reply for voice in part.reconciliation.voices] == [True]
    held = ReplyRound.objects.get()
    assert answered_by_groups(held) == {place().pk: (0, 1)}
    assert held.final_at is not None
    with pytest.raises(NotNow):
        answer_reply_together(assessed_outcome=place(), said=SAID, by=petra())
    again = browser(petra()).post(page(), {**sent, "answer": "excelling"})
    assert again.status_code == 422
    assert part_of(replied).grade == "achieving"


def test_it_can_be_kept_as_it_is(replied: World) -> None:
    answer_reply_together(assessed_outcome=place(), said=SAID, by=petra())
    saved = GroupAnswer.objects.get()
    assert (saved.answer, saved.version) == ("developing", 1)
    assert not GroupReplyAnswer.objects.get().changed
    assert answered_by_groups(ReplyRound.objects.get()) == {place().pk: (1, 0)}
    assert not part_of(replied).reconciliation.voices[0].changed_after_reply


def test_the_round_waits_for_the_group(replied: World) -> None:
    assert ReplyRound.objects.get().final_at is None


def test_the_box_that_says_once_must_be_ticked(replied: World) -> None:
    sent = {**FORM, "answer": "achieving", "comment": "", "sure": ""}
    assert browser(petra()).post(page(), sent).status_code == 422
    assert not GroupReplyAnswer.objects.exists()


def test_others_of_the_group_answer_only_where_no_coordinator_can_come_in(replied: World) -> None:
    assert "None of the replies is about a question that you answer for." in (
        browser(colleague()).get("/grade/replies/").text
    )
    with pytest.raises(NotPermitted):
        answer_reply_together(assessed_outcome=place(), said=SAID, by=colleague())
    row, other = place(), colleague()
    invitation = petra().invitation
    invitation.revoked_at, invitation.revoked_by = timezone.now(), replied.people["lead"]
    invitation.save()
    answer_reply_together(assessed_outcome=row, said=SAID, by=other)
    assert GroupReplyAnswer.objects.get().grader == other
