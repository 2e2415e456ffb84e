"""Beside a reply: its evidence's file, what a change still does, and one's own data."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from evidence.models import EvidenceFile, EvidenceItem
from grading.domain.workflow import Move
from grading.models import Grader, GroupAnswer
from grading.presenters.held_data import held_of_grader
from grading.selectors.grader import SESSION_KEY, grader_by_pk, outcome_of_assessment
from grading.services.assessment import move
from grading.services.local_grade import save_local_grade
from grading.services.meeting import answer_meeting, record_meeting
from grading.services.reply import write_reply
from grading.services.reply_answer import keep_answer
from grading.services.reply_round import ask_for_reply, send_replies
from tests.world import TEST, World


@pytest.fixture
def replied(world: World) -> World:
    """A union says developing of 2A and 2B, the trust excelling of 2A; a reply with a file."""
    row = world.assessed_outcome("2A")
    row.organisation_grade, row.organisation_reason = "excelling", "We think so."
    row.save()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    for key, code in (("north", "2A"), ("south", "2B")):
        save_local_grade(
            assessed_outcome=world.assessed_outcome(code),
            answer="developing",
            comment="",
            expected_version=0,
            by=grader_by_pk(world.grader(key, "trade_union").pk),
        )
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    lead = world.people["lead"]
    ask_for_reply(
        assessment=world.assessment,
        reply_by=timezone.localdate() + timedelta(days=3),
        days_to_answer=14,
        by=lead,
    )
    written = {"text": "See our figures.", "expected_version": 0, "by": lead}
    write_reply(assessed_outcome=world.assessed_outcome("2A"), evidence=item_of(world), **written)
    return world


def item_of(world: World) -> EvidenceItem:
    item = EvidenceItem.objects.create(
        organisation=world.organisation, title="New figures", visibility="graders"
    )
    EvidenceFile.objects.create(
        item=item,
        file=ContentFile(b"Waits fell.", name="new.txt"),
        version=1,
        name="new.txt",
        content_type="text/plain",
        size=11,
        sha256="0" * 64,
        scan=EvidenceFile.Scan.CLEAN,
        uploaded_by=world.people["lead"],
    )
    return item


def person(world: World, key: str = "north") -> Grader:
    return grader_by_pk(Grader.objects.get(participation__local_interest__key=key).pk)


def browser(world: World, key: str = "north") -> Client:
    client = Client()
    session = client.session
    session[SESSION_KEY] = person(world, key).pk
    session.save()
    return client


def test_the_file_opens_once_sent_for_those_concerned(replied: World) -> None:
    file = EvidenceFile.objects.get()
    address = f"/grade/evidence/{file.pk}/"
    assert browser(replied).get(address).status_code == 404
    send_replies(assessment=replied.assessment, by=replied.people["lead"])
    page = browser(replied).get(f"/grade/replies/{replied.assessed_outcome('2A').pk}/").text
    assert address in page
    answer = browser(replied).get(address)
    assert b"".join(answer.streaming_content) == b"Waits fell."
    # South graded another question, and what is held back is nobody's.
    assert browser(replied, "south").get(address).status_code == 404
    EvidenceFile.objects.update(scan=EvidenceFile.Scan.QUARANTINED)
    assert browser(replied).get(address).status_code == 404


def test_it_says_where_a_change_has_no_effect(replied: World) -> None:
    send_replies(assessment=replied.assessment, by=replied.people["lead"])
    place = replied.assessed_outcome("2A")
    address = f"/grade/replies/{place.pk}/"
    assert "You can still change" not in browser(replied).get(address).text
    GroupAnswer.objects.create(
        participation=person(replied).participation,
        assessed_outcome=place,
        answer="developing",
        agreed=3,
        came_by="link",
        by_grader=person(replied),
        saved_at=timezone.now(),
    )
    assert "answer is the one that counts" in browser(replied).get(address).text
    record = record_meeting(
        assessed_outcome=place,
        grade="achieving",
        present=[person(replied).participation],
        met_on=date(2026, 1, 20),
        by=replied.people["lead"],
    )
    assert "the grade stays as the meeting agreed it" not in browser(replied).get(address).text
    answer_meeting(meeting=record, agreed=True, by=person(replied))
    assert "the grade stays as the meeting agreed it" in browser(replied).get(address).text


def test_ones_own_data_has_both(replied: World) -> None:
    send_replies(assessment=replied.assessment, by=replied.people["lead"])
    north = person(replied)
    record = record_meeting(
        assessed_outcome=replied.assessed_outcome("2B"),
        grade="achieving",
        present=[north.participation],
        met_on=date(2026, 1, 20),
        by=replied.people["lead"],
    )
    answer_meeting(meeting=record, agreed=False, dissent="Nobody asked us.", by=north)
    place = outcome_of_assessment(north, replied.assessed_outcome("2A").pk)
    keep_answer(assessed_outcome=place, by=north)
    held = held_of_grader(person(replied))
    assert [(row["outcome"], row["changed"]) for row in held["answers_to_replies"]] == [
        ("2A", False)
    ]
    said = [(row["outcome"], row["agreed"], row["seen_otherwise"]) for row in held["meetings"]]
    assert said == [("2B", False, "Nobody asked us.")]
