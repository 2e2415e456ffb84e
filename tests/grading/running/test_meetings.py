"""A meeting's grade counts by the groups' own word, never by the organisation's alone."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import OutgoingMessage
from grading.domain.meeting import Standing
from grading.domain.reconciliation import ViewFrom
from grading.domain.results import PartResult, fingerprint
from grading.domain.workflow import Move, State
from grading.models import Assessment, Grader, MeetingAnswer, MeetingGrade, MeetingRecord
from grading.selectors.grader import SESSION_KEY, grader_by_pk
from grading.selectors.results import results_of
from grading.services import meeting as meetings
from grading.services.assessment import move
from grading.services.forgetting import forget_myself
from grading.services.local_grade import save_local_grade
from grading.services.meeting import answer_meeting, record_meeting, take_meeting_back
from grading.services.meeting_settled import why_meetings_unsettled
from grading.services.running import reopen_grading, sign_off
from reports.services.settling import settle_and_publish
from tests.world import TEST, World

UNIONS = ("north", "south", "east")
DAY = date(2026, 1, 20)


@pytest.fixture
def graded(world: World) -> World:
    """Three unions say developing of 2A, as the trust does; grading is closed."""
    row = world.assessed_outcome("2A")
    row.organisation_grade, row.organisation_reason = "developing", "We think so."
    row.save()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    for key in UNIONS:
        grader = grader_by_pk(world.grader(key, "trade_union").pk)
        save_local_grade(
            assessed_outcome=world.assessed_outcome("2A"),
            answer="developing",
            comment="",
            expected_version=0,
            by=grader,
        )
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    return world


def union(world: World, key: str) -> Grader:
    rows = Grader.objects.filter(participation__local_interest__key=key)
    return grader_by_pk(rows.order_by("pk").first().pk)


def part_of(world: World, code: str = "2A") -> PartResult:
    parts = results_of(Assessment.objects.get(pk=world.assessment.pk)).parts
    return next(part for part in parts if part.outcome_code == code)


def met(world: World, *keys: str, grade: str = "achieving", **more: object) -> MeetingRecord:
    return record_meeting(
        assessed_outcome=world.assessed_outcome("2A"),
        grade=grade,
        present=[union(world, key).participation for key in keys or UNIONS],
        met_on=DAY,
        by=world.people["lead"],
        **more,
    )


def says(world: World, record: MeetingRecord, **words: bool) -> None:
    for key, agreed in words.items():
        answer_meeting(meeting=record, agreed=agreed, by=union(world, key))


def test_recording_alone_changes_no_grade(graded: World) -> None:
    before = part_of(graded)
    met(graded, grade="excelling")
    after = part_of(graded)
    assert (after.grade, after.basis) == (before.grade, before.basis)
    assert after.reconciliation == before.reconciliation
    assert after.recorded_meeting.standing is Standing.WAITING


def test_two_of_three_confirm_and_one_refuses(graded: World) -> None:
    record = met(graded)
    says(graded, record, north=True)
    assert part_of(graded).grade == "developing"
    says(graded, record, east=False)
    assert part_of(graded).grade == "developing"
    says(graded, record, south=True)
    part = part_of(graded)
    assert part.grade == "achieving"
    assert part.reconciliation.view_from is ViewFrom.MEETING
    present = next(line for line in part.reconciliation.trace if "present" in line.values)
    assert present.values["present"] == ("north", "south")
    # East was not there, and its own answer dissents.
    assert "east" in {each.local_interest.key for each in part.reconciliation.dissent}


def test_one_friendly_group_does_not_speak_for_the_others(graded: World) -> None:
    record = met(graded, "north", grade="excelling")
    says(graded, record, north=True)
    assert part_of(graded).grade == "developing"
    assert part_of(graded).recorded_meeting.standing is Standing.FAILED
    assert why_meetings_unsettled(results_of(graded.assessment)) == ""


def test_a_second_persons_no_is_the_groups_no(graded: World) -> None:
    record = met(graded, "north", "south")
    says(graded, record, north=True, south=True)
    assert part_of(graded).grade == "achieving"
    colleague = grader_by_pk(graded.grader("south", "trade_union").pk)
    answer_meeting(meeting=record, agreed=False, by=colleague)
    assert part_of(graded).grade == "developing"


def test_everybody_there_is_asked_and_others_are_not(
    graded: World, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        met(graded, "north", "south", note="Long talk.")
    told = [m for m in mail.outbox if "Did your meeting agree this?" in m.subject]
    assert {m.to[0].split("-")[0] for m in told} == {"north", "south"}
    assert all("Achieving" in m.body and "20 January 2026" in m.body for m in told)


def test_sign_off_waits_and_says_why(graded: World) -> None:
    record = met(graded)

    def sign() -> None:
        seen = fingerprint(results_of(Assessment.objects.get(pk=graded.assessment.pk)))
        sign_off(assessment=graded.assessment, seen=seen, by=graded.people["board"])

    with pytest.raises(NotNow, match="waits for the groups"):
        sign()
    with pytest.raises(NotNow, match="waits for the groups"):
        settle_and_publish(assessment=graded.assessment, published_on=DAY, by=TEST)
    page = graded.client("board").get(f"/work/{graded.assessment.pk}/sign-off/").content.decode()
    assert "cannot be signed off yet" in page
    assert "waits for the groups" in page
    take_meeting_back(meeting=record, by=graded.people["lead"])
    sign()
    assert Assessment.objects.get(pk=graded.assessment.pk).state == State.AGREED


def test_everybody_who_was_asked_learns_that_it_was_taken_back(graded: World) -> None:
    record = met(graded, "north", "south")
    says(graded, record, north=True)
    for _again in range(2):
        take_meeting_back(meeting=record, by=graded.people["lead"])
    told = OutgoingMessage.objects.filter(kind="meeting_taken_back")
    assert {message.to for message in told} == {"north-0@example.org", "south-0@example.org"}
    assert told.count() == 2
    assert "an answer you gave has no effect" in told[0].body


def test_a_confirmed_meeting_is_the_groups_own(graded: World) -> None:
    record = met(graded)
    says(graded, record, north=True, south=True)
    with pytest.raises(NotNow, match="cannot be taken back"):
        take_meeting_back(meeting=record, by=graded.people["lead"])
    with pytest.raises(NotNow, match="recorded already"):
        met(graded, grade="excelling")
    later = timezone.localdate() + timedelta(days=20)
    reopen_grading(
        assessment=graded.assessment, reason="More", closes_on=later, by=graded.people["lead"]
    )
    move(graded.assessment, move=Move.CLOSE_GRADING, by=TEST)
    assert part_of(graded).grade == "achieving"


def test_who_may_and_when(graded: World) -> None:
    lead, board = graded.people["lead"], graded.people["board"]
    outcome, there = graded.assessed_outcome("2A"), [union(graded, "north").participation]
    given = {"assessed_outcome": outcome, "grade": "achieving", "present": there, "met_on": DAY}
    with pytest.raises(NotPermitted):
        record_meeting(**given, by=board)
    record = met(graded, "north", "south")
    with pytest.raises(NotPermitted, match="not recorded as having been"):
        says(graded, record, east=True)
    with pytest.raises(NotPermitted):
        take_meeting_back(meeting=record, by=board)
    says(graded, record, north=True)
    with pytest.raises(NotNow, match="answered this already"):
        says(graded, record, north=False)
    take_meeting_back(meeting=record, by=lead)
    with pytest.raises(NotNow, match="taken this back"):
        says(graded, record, south=True)
    Assessment.objects.filter(pk=graded.assessment.pk).update(state=State.GRADING)
    with pytest.raises(NotNow, match="after grading has closed"):
        record_meeting(**given, by=lead)


def test_what_is_wrong_is_named(graded: World) -> None:
    stranger = graded.grader("hw", "healthwatch").participation
    paper = Grader.objects.create(
        participation=graded.grader("west", "trade_union").participation, import_key="g1"
    )
    Grader.objects.filter(participation=paper.participation, invitation__isnull=False).delete()
    cases = (
        ({"grade": "splendid"}, "grade"),
        ({"grade": "not_enough_evidence"}, "grade"),
        ({"present": []}, "present"),
        ({"present": [stranger]}, "present"),
        ({"present": [paper.participation]}, "present"),
        ({"met_on": timezone.localdate() + timedelta(days=1)}, "met_on"),
        ({"note": "a" * 2001}, "note"),
    )
    good = {
        "grade": "achieving",
        "present": [union(graded, "north").participation],
        "met_on": DAY,
        "by": graded.people["lead"],
    }
    for change, place in cases:
        with pytest.raises(InvalidInput) as refused:
            record_meeting(assessed_outcome=graded.assessed_outcome("2A"), **{**good, **change})
        assert [problem.place for problem in refused.value.problems] == [place]
    assert not MeetingRecord.objects.exists()


def test_an_imported_meeting_counts_as_it_is(graded: World) -> None:
    imported = MeetingGrade.objects.create(
        assessed_outcome=graded.assessed_outcome("2A"), grade="excelling"
    )
    imported.present.set([union(graded, "north").participation])
    assert part_of(graded).grade == "excelling"
    with pytest.raises(NotNow, match="recorded already"):
        met(graded)


def test_all_or_nothing(graded: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(meetings, "queue_to_grader", breaks)
    with pytest.raises(RuntimeError):
        met(graded)
    assert not MeetingRecord.objects.exists()
    assert not AuditEvent.objects.filter(event="meeting_grade_recorded").exists()
    monkeypatch.undo()
    record = met(graded)
    monkeypatch.setattr(meetings, "record", breaks)
    with pytest.raises(RuntimeError):
        says(graded, record, north=True)
    assert not MeetingAnswer.objects.exists()


def test_the_file_takes_it_elsewhere(graded: World, tmp_path: Path) -> None:
    file, names = tmp_path / "out.json", ("TST", "2025/26", "--framework", "eds2022")

    def exported() -> dict[str, object]:
        call_command("export_assessment", *names, "--output", str(file))
        outcomes = json.loads(file.read_text())["outcomes"]
        return next(row for row in outcomes if row["outcome"] == "2A")["meeting_grade"]

    record = met(graded, note="We talked.")
    assert exported() is None
    says(graded, record, north=True, south=True, east=False)
    assert exported() == {
        "grade": "achieving",
        "present": ["north", "south"],
        "note": "We talked.",
    }


def test_words_go_with_the_person_and_the_answer_stays(graded: World) -> None:
    record = met(graded, "north", "south")
    answer_meeting(
        meeting=record, agreed=True, dissent="Two of us disliked it.", by=union(graded, "north")
    )
    says(graded, record, south=True)
    forget_myself(by=union(graded, "north"))
    assert set(MeetingAnswer.objects.values_list("dissent", flat=True)) == {""}
    assert part_of(graded).grade == "achieving"


def browser(grader: Grader) -> Client:
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    return client


def test_pages_of_those_who_were_there(graded: World) -> None:
    record = met(graded, "north", "south", note="We talked.")
    there, away = browser(union(graded, "north")), browser(union(graded, "east"))
    asked = there.get("/grade/").text
    assert "Say whether your meeting agreed this" in asked
    assert "nothing for you to do" not in asked
    assert "nothing for you to do" in away.get("/grade/").text
    assert "/grade/meetings/" not in away.get("/grade/").content.decode()
    assert "There is nothing to confirm" in away.get("/grade/meetings/").content.decode()
    page = f"/grade/meetings/{record.pk}/"
    assert away.get(page).status_code == away.post(page, {"agreed": "yes"}).status_code == 404
    assert "We talked." in there.get(page).content.decode()
    assert there.post(page, {}).status_code == 422
    assert there.post(page, {"agreed": "no", "dissent": "Nobody asked us."}).status_code == 302
    again = there.post(page, {"agreed": "yes", "dissent": "Typed once more"})
    assert again.status_code == 409
    assert "Typed once more" in again.content.decode()
    shown = graded.client("lead").get(f"/work/{graded.assessment.pk}/meetings/").content.decode()
    assert "Nobody asked us." in shown
    assert "we did not agree this" in shown


def test_lead_page_takes_as_many_queries_for_more_records(graded: World) -> None:
    client, page = graded.client("lead"), f"/work/{graded.assessment.pk}/meetings/"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    met(graded)
    client.get(page)
    one = asked()
    for code in ("2B", "2C"):
        record_meeting(
            assessed_outcome=graded.assessed_outcome(code),
            grade="achieving",
            present=[union(graded, key).participation for key in UNIONS],
            met_on=DAY,
            by=graded.people["lead"],
        )
    assert asked() == one
