"""No page, command or API lets an organisation change a local grade or publish over it.

Nor does any let it choose whose grades count once it may have seen them.

Every address is pressed as every member of staff, in every state from grading on, with a
payload that holds all that a grade could be named. What local interests said stays as it is.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command, get_commands
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from edsportal.access.addresses import ADDRESSES
from edsportal.access.rules import Address, Guard, Visitor
from grading.domain.workflow import State
from grading.models import (
    Assessment,
    DeclaredInterest,
    Grader,
    GroupAnswer,
    GroupAnswerRevision,
    LocalGrade,
    LocalGradeRevision,
    MeetingAnswer,
    MeetingGrade,
    MeetingRecord,
    Participation,
)
from grading.selectors.results import results_of
from grading.services.meeting import answer_meeting
from reports.models import Report
from tests.permissions.places import address, patterns
from tests.permissions.test_every_url import Walk
from tests.permissions.walked_world import GROUPS_WORDS, parameter
from tests.world import World

STAFF = (
    Visitor.LEAD,
    Visitor.BOARD,
    Visitor.CONTRIBUTOR,
    Visitor.READER,
    Visitor.ADMINISTRATOR,
)
MOST_RIGHTS = (Visitor.LEAD, Visitor.BOARD)
# What people of a local interest said aloud or on paper is typed in by a facilitator while
# grading is open, and marked as such. It adds an answer; none that is there may change.
DICTATED = frozenset({"workshops:type_paper", "workshops:phone_answers", "workshops:table_answer"})
# While grading is open, and nobody of the organisation can know a grade, the lead decides whether
# somebody with a declared tie counts. That is all that these change.
DECIDED = frozenset({"grading:declaration", "grading:group_declaration"})
OPEN = (State.GRADING,)
CLOSED = (State.RECONCILING, State.AGREED, State.PUBLISHED)


def grades_as_wanted(world: World) -> dict[str, object]:
    """Whatever a grade could be called in a form, always the highest."""
    outcome, group = world.assessed_outcome("1B", "s1").pk, "hw"
    names = (
        *("answer", "grade", "local_grade", "agreed_grade", "meeting_grade", "published_grade"),
        *("local_view", f"grade_{outcome}", f"answer_{outcome}", f"outcome_{outcome}", group),
    )
    return {
        **dict.fromkeys(names, "excelling"),
        "method": "lowest",
        "quorum": "9",
        "state": "agreed",
        "comment": "Changed by the trust",
        "reason": "Because",
        "version": "1",
        "expected_version": "1",
        "grader": str(LocalGrade.objects.first().grader_id),
        "assessed_outcome": str(outcome),
        "present": group,
        "decision": "stand_down",
        "sure": "on",
    }


def said() -> dict[str, dict[int, object]]:
    """All that local interests gave, by table and row."""
    return {
        "grades": {
            row.pk: (row.answer, row.comment, tuple(row.groups_faring_well), row.version)
            for row in LocalGrade.objects.all()
        },
        "revisions": dict.fromkeys(LocalGradeRevision.objects.values_list("pk", flat=True)),
        "agreed answers": {
            row.pk: (row.answer, row.agreed, row.dissented, row.dissent, row.comment, row.version)
            for row in GroupAnswer.objects.all()
        },
        "agreed answers' revisions": dict.fromkeys(
            GroupAnswerRevision.objects.values_list("pk", flat=True)
        ),
        "meetings": {row.pk: row.grade for row in MeetingGrade.objects.all()},
        "words about meetings": {
            row.pk: (row.agreed, row.record_id, row.grader_id)
            for row in MeetingAnswer.objects.all()
        },
    }


def standing() -> dict[tuple[str, int], object]:
    """Whether each group and each person with a tie counts."""
    groups = Participation.objects.values_list("pk", "stood_down_at")
    people = DeclaredInterest.objects.values_list("pk", "decision")
    return {("group", pk): at for pk, at in groups} | {("person", pk): say for pk, say in people}


def agreed(assessment: Assessment) -> dict[tuple[str, str | None], str | None]:
    """Every part's agreed grade as it is worked out now."""
    parts = results_of(Assessment.objects.get(pk=assessment.pk)).parts
    return {(part.outcome_code, part.service_key): part.grade for part in parts}


def voices(assessment: Assessment) -> dict[tuple[str, str | None, str], str]:
    """What each local interest says of each part, as it is worked out now."""
    return {
        (part.outcome_code, part.service_key, voice.key): voice.answer
        for part in results_of(Assessment.objects.get(pk=assessment.pk)).parts
        if part.reconciliation
        for voice in part.reconciliation.voices
    }


def published(assessment: Assessment) -> dict[tuple[str, str | None], str | None] | None:
    """Every part's grade in the newest report; None where nothing is published."""
    report = Report.objects.filter(assessment=assessment).order_by("version").last()
    if report is None:
        return None
    return {
        (outcome["code"], part["service"]): part["grade"]
        for outcome in json.loads(report.content)["outcomes"]
        for part in outcome["parts"]
    }


class Written:
    """Notes whether a statement was sent that may write: without one, all is as it was."""

    READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")

    def __init__(self) -> None:
        self.anything = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.anything |= not sql.startswith(self.READS)
        return execute(sql, params, many, context)


class Doors:
    """Everything that local interests said, held against each press."""

    def __init__(self, state: State) -> None:
        self.walk = Walk(state)
        self.world = self.walk.world
        self.before = said()
        self.standing = standing()
        self.agreed = agreed(self.world.assessment)
        self.voices = voices(self.world.assessment)
        self.rules = self._rules()
        assert self.before["grades"]
        assert self.before["agreed answers"]

    def _rules(self) -> tuple[str, int]:
        row = Assessment.objects.get(pk=self.world.assessment.pk)
        return row.method, row.quorum

    def press(self, row: Address, visitor: Visitor) -> Iterator[str]:
        """Press it once with each payload; what it did wrong."""
        where = f"{row.name} as {visitor.value} while {self.walk.state.value}"
        client = self.walk.client_of(visitor)
        own = dict(self.walk.sent.get(row.name, {}))
        wanted = grades_as_wanted(self.world)
        for body in ({**own, **wanted}, {**wanted, **own}):
            for value in body.values():
                if hasattr(value, "seek"):
                    value.seek(0)
            with transaction.atomic():
                place = address(row.name, self.world, self.walk.given)
                with connection.execute_wrapper(written := Written()):
                    told = client.post(place, body)
                if self.walk.state in OPEN and GROUPS_WORDS.encode() in told.content:
                    yield f"{where}: a group's words are shown"
                if written.anything:
                    yield from (f"{where}: {wrong}" for wrong in self._wrong(row))
                transaction.set_rollback(True)

    def _wrong(self, row: Address) -> Iterator[str]:
        now = said()
        dictated = row.name in DICTATED and self.walk.state in OPEN
        decided = row.name in DECIDED and self.walk.state in OPEN
        for table, rows in self.before.items():
            kept = {pk: now[table].get(pk, "gone") for pk in rows}
            if kept != rows:
                yield f"{table} changed"
            if len(now[table]) > len(rows) and not dictated:
                yield f"{table} were added"
        counts = standing()
        same = {who: counts.get(who, "gone") for who in self.standing} == self.standing
        if not same and not decided:
            yield "others count"
        if self._rules() != self.rules:
            yield f"the rules changed to {self._rules()}"
        if dictated:
            heard = voices(self.world.assessment)
            if {key: heard.get(key) for key in self.voices} != self.voices:
                yield "what a group says changed"
        else:
            if agreed(self.world.assessment) != self.agreed and not decided:
                yield "agreed grades changed"
            told = published(self.world.assessment)
            if told is not None and told != self.agreed:
                yield "another grade was published"


def pressable() -> list[Address]:
    """Every address that staff reach."""
    served = set(patterns())
    return [row for row in ADDRESSES if row.name in served and row.guard is not Guard.GRADER]


@pytest.mark.parametrize("state", [parameter(state) for state in (*OPEN, *CLOSED)])
def test_no_address_changes_a_local_grade_nor_the_rules(db: None, state: State) -> None:
    doors = Doors(state)
    visitors = STAFF if state is State.RECONCILING else MOST_RIGHTS
    rows = pressable()
    assert len(rows) > 100
    found = [wrong for row in rows for visitor in visitors for wrong in doors.press(row, visitor)]
    assert found == [], "\n" + "\n".join(found)


def test_a_table_says_nothing_over_a_group_that_answered(db: None) -> None:
    """Pressed for each group, with every payload: nobody who spoke is spoken over, or shown."""
    doors = Doors(State.GRADING)
    row = next(row for row in pressable() if row.name == "workshops:table_answer")
    groups = Participation.objects.filter(assessment=doors.world.assessment)
    found, spoke = [], 0
    for group in groups:
        doors.walk.sent[row.name]["group"] = str(group.pk)
        found += [wrong for who in MOST_RIGHTS for wrong in doors.press(row, who)]
        spoke += LocalGrade.objects.filter(grader__participation=group).exists()
    assert found == []
    assert spoke > 2


def test_this_test_would_notice(db: None) -> None:
    doors = Doors(State.RECONCILING)
    row = next(row for row in pressable() if row.name == "grading:reopening")
    LocalGrade.objects.update(answer="excelling")
    assert {"grades changed", "agreed grades changed"} <= set(doors._wrong(row))
    DeclaredInterest.objects.update(decision="stand_down")
    assert "others count" in set(doors._wrong(row))


def test_a_press_that_writes_is_noticed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    doors = Doors(State.RECONCILING)
    row = next(row for row in pressable() if row.name == "grading:reopening")
    assert list(doors.press(row, Visitor.LEAD)) == []
    monkeypatch.setattr(
        Client, "post", lambda *_: LocalGrade.objects.filter(answer="developing").update(version=9)
    )
    assert {wrong.rpartition(": ")[2] for wrong in doors.press(row, Visitor.LEAD)} == {
        "grades changed"
    }


@pytest.mark.lean
def test_a_lead_who_records_a_meeting_still_reaches_no_grade(db: None) -> None:
    """Whatever is pressed after it: only the groups' own words make it count."""
    doors = Doors(State.RECONCILING)
    lead, here = Client(), doors.world.assessed_outcome("1B", "s1")
    lead.cookies = doors.walk.sessions[Visitor.LEAD].copy()
    place = reverse("grading:record_meeting", args=[doors.world.assessment.pk, here.pk])
    groups = ["hw", "pg", "room"]
    wanted = {**grades_as_wanted(doors.world), **doors.walk.sent["grading:record_meeting"]}
    assert lead.post(place, {**wanted, "present": groups}).status_code == 302
    record = MeetingRecord.objects.get(assessed_outcome=here, taken_back_at=None)
    assert record.present.count() == len(groups)
    assert agreed(doors.world.assessment) == doors.agreed
    rows = pressable()
    found = [wrong for row in rows for who in MOST_RIGHTS for wrong in doors.press(row, who)]
    assert found == []
    # And these words do make it count, so that the above proves something.
    for key in ("hw", "pg"):
        person = Grader.objects.filter(participation__local_interest__key=key).first()
        answer_meeting(meeting=record, agreed=True, by=person)
    assert agreed(doors.world.assessment)["1B", "s1"] == "excelling"


def test_a_graders_doors_are_shut_to_staff(db: None) -> None:
    """A member of staff has no grader's session, so those addresses know nobody."""
    doors = Doors(State.GRADING)
    rows = [row for row in ADDRESSES if row.guard is Guard.GRADER]
    found = [wrong for row in rows for who in MOST_RIGHTS for wrong in doors.press(row, who)]
    assert found == []


# Every command of the portal, and how it is called here. A new one fails until it is tried.
COMMANDS: dict[str, tuple[str, ...] | None] = {
    "apply_retention": (),
    "check_file": None,  # Reads a file and no database row.
    "check_report": None,  # Reads.
    "close_due": (),
    "coverage": ("TST", "2025/26", "--framework", "eds2022", "--format", "csv"),
    "create_administrator": ("--email", "new-root@example.org", "--name", "New Root"),
    "explain": ("TST", "2025/26", "--framework", "eds2022"),
    "export_assessment": ("TST", "2025/26", "--framework", "eds2022"),
    "export_evidence": None,  # Reads; writes a ZIP.
    "export_report": None,  # Reads.
    "forget_person": ("sentinel-person@example.org",),  # Erases comments; grades stay.
    "import_assessment": None,  # Tried by itself below.
    "import_organisations": None,  # Names and regions only.
    "invite": None,  # Makes graders who have said nothing.
    "load_evidence": None,  # Evidence only.
    "load_frameworks": (),
    "measure_reading": (),
    "permission_table": None,  # Writes a document.
    "publish_assessment": ("TST", "2025/26", "--framework", "eds2022"),
    "rebuild_summaries": (),
    "import_history": None,  # Final grades of years that are not here; a year held never changes.
    "render_reports": None,  # Makes PDFs of frozen reports.
    "send_mail_queue": None,  # Sends what waits in the outbox.
    "take_bounces": None,  # Notes which messages came back.
    "run_main_job": None,  # Made-up trusts of its own.
}


def test_every_command_is_thought_of() -> None:
    # Packages lie inside the folder too, further down than any room of ours.
    ours = {
        app.name
        for app in apps.get_app_configs()
        if Path(app.path).is_relative_to(ROOT) and "site-packages" not in app.path
    }
    known = {name for name, app in get_commands().items() if app in ours}
    assert known == set(COMMANDS)


ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.lean
@pytest.mark.parametrize("name", [name for name, how in COMMANDS.items() if how is not None])
@pytest.mark.parametrize("state", [State.GRADING, State.RECONCILING], ids=lambda s: s.value)
def test_no_command_changes_a_local_grade(db: None, name: str, state: State) -> None:
    doors = Doors(state)
    answers = {pk: row[0] for pk, row in doors.before["grades"].items()}
    with suppress(CommandError):  # A refusal changes nothing, which is looked at all the same.
        call_command(name, *(COMMANDS[name] or ()))
    assert dict(LocalGrade.objects.values_list("pk", "answer")) == answers
    assert agreed(doors.world.assessment) == doors.agreed
    told = published(doors.world.assessment)
    assert told is None or told == doors.agreed


def test_a_file_never_writes_over_what_was_said(db: None, tmp_path: Path) -> None:
    doors = Doors(State.RECONCILING)
    file = tmp_path / "theirs.json"
    names = ("TST", "2025/26", "--framework", "eds2022")
    call_command("export_assessment", *names, "--output", str(file))
    document = json.loads(file.read_text())
    for outcome in document["outcomes"]:
        for grade in outcome["local_grades"]:
            grade["answer"] = "excelling"
    file.write_text(json.dumps(document))
    with pytest.raises(CommandError):
        call_command("import_assessment", str(file))
    assert said() == doors.before
    assert agreed(doors.world.assessment) == doors.agreed


def test_there_is_no_admin_site() -> None:
    assert not apps.is_installed("django.contrib.admin")
    with pytest.raises(Resolver404):
        resolve("/admin/")
