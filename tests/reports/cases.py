"""Assessments to report on: graded by several local interests, and history of final grades."""

from datetime import UTC, date, datetime

from django.utils import timezone

from edsportal.common.actors import Machine
from evidence.models import EvidenceItem
from grading.domain.workflow import Move
from grading.models import (
    AssessedOutcome,
    Assessment,
    EngagementChecklist,
    EvidenceUse,
    Grader,
    LocalGrade,
)
from grading.services.assessment import create_assessment, move
from objectives.models import Action, Objective
from reports.domain.draft import draft_mark
from reports.selectors.report import newest_report, with_content
from reports.services.report import draft_correction, draft_report
from stakeholders.models import Characteristic
from tests.world import TEST, World, frameworks

ON = date(2026, 2, 27)
AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
SECRET_WORDS = "Only the panel may read this"
OPEN_WORDS = "The ramp at the main door is steep; = not a formula <b>bold</b>"
SETTLED = Machine("test_settles")

PATIENTS = {"hw": "healthwatch", "pg": "patient_group", "cg": "community_group"}
WORKERS = {"tu": "trade_union", "sn": "staff_network"}
LEADERS = {"ie": "independent_evaluator", "tu": "trade_union"}


def give(grader: Grader, row: AssessedOutcome, answer: str, comment: str = "") -> None:
    LocalGrade.objects.create(
        grader=grader,
        assessed_outcome=row,
        answer=answer,
        comment=comment,
        saved_at=AT,
        groups_faring_well=["age"],
    )


def graded(world: World) -> Assessment:
    """The world's assessment, graded and reconciling.

    Most is agreed; 1A s1 prevailing, 2A split, 2D not graded, 3B without evidence, 3C out of scope.
    """
    assessment = world.assessment
    people = {
        key: world.grader(key, kind) for key, kind in {**PATIENTS, **WORKERS, **LEADERS}.items()
    }
    Grader.objects.filter(pk__in=[people["pg"].pk, people["sn"].pk]).update(
        comment_consent="with_name"
    )
    for row in assessment.assessed_outcomes.order_by("position"):
        _fill(row, people)
    _evidence(assessment)
    _plans(assessment)
    EngagementChecklist.objects.filter(assessment=assessment).update(
        **{name: f"Answer about {name}" for name in ("who_was_reached", "easy_read", "workshops")},
        saved_at=AT,
        saved_by=world.people["lead"],
    )
    for step in (Move.OPEN_GRADING, Move.CLOSE_GRADING):
        move(assessment, move=step, by=TEST)
    return assessment


def agreed(world: World) -> Assessment:
    """The same, signed off."""
    assessment = graded(world)
    move(assessment, move=Move.SIGN_OFF, by=TEST)
    return assessment


def _fill(row: AssessedOutcome, people: dict[str, Grader]) -> None:
    code, service = row.outcome_code, row.service.key if row.service else ""
    if code == "3C":
        row.in_scope, row.out_of_scope_reason = False, "No provider yet"
    else:
        row.organisation_grade = "excelling" if (code, service) == ("1A", "s1") else "achieving"
        row.organisation_reason = f"Our reason for {code}"
    row.save()
    if code == "2A":
        for key, answer in (("tu", "undeveloped"), ("sn", "excelling")):
            give(people[key], row, answer, OPEN_WORDS if key == "sn" else SECRET_WORDS)
    elif code == "3B":
        for key in LEADERS:
            give(people[key], row, "not_enough_evidence")
    elif code.startswith("1"):
        for key, answer in (("hw", "developing"), ("pg", "developing"), ("cg", "achieving")):
            higher = answer if (code, service) == ("1A", "s1") else "achieving"
            give(people[key], row, higher, {"pg": OPEN_WORDS, "hw": SECRET_WORDS}.get(key, ""))
    elif code not in ("2D", "3C"):
        for key in WORKERS if code.startswith("2") else LEADERS:
            give(people[key], row, "achieving")


def _evidence(assessment: Assessment) -> None:
    item = EvidenceItem.objects.create(
        organisation=assessment.organisation,
        title="Patient survey 2025",
        kind="survey",
        summary="What 400 people said about reaching us.\nIt leaves out people without a phone.",
        url="https://example.org/survey",
    )
    item.characteristics.set(
        Characteristic.objects.filter(key__in=["age", "disability"], organisation=None)
    )
    EvidenceUse.objects.bulk_create(
        EvidenceUse(assessed_outcome=row, item=item)
        for row in assessment.assessed_outcomes.filter(in_scope=True)
    )


def _plans(assessment: Assessment) -> None:
    objective = Objective.objects.create(
        organisation=assessment.organisation,
        title="Everyone can reach us",
        starts_on=date(2025, 4, 1),
        ends_on=date(2029, 3, 31),
    )
    Action.objects.create(
        objective=objective,
        assessment=assessment,
        outcome_code="1A",
        text="Open a text line for appointments",
        owner="Director of patient experience",
        due_on=date(2026, 9, 30),
    )


def history(
    world: World, grades: dict[str, str] | None = None, *, year: str = "2014/15"
) -> Assessment:
    """An EDS2 assessment of which only the published grades are known, as an import leaves it."""
    assessment = create_assessment(
        organisation=world.organisation, framework=frameworks()["eds2"], year=year, by=TEST
    )
    assessment.source_url = "https://example.org/eds2-2015"
    assessment.source_note = "Outcome 4.3 is inferred from the total."
    assessment.save()
    for row in assessment.assessed_outcomes.all():
        row.published_grade = (grades or {}).get(row.outcome_code, "achieving")
        row.save()
    return assessment


def seen_of_report(assessment: Assessment) -> str:
    """The mark of what the pages of publishing and of correcting show now."""
    today, newest = timezone.localdate(), newest_report(assessment)
    if newest is None:
        return draft_mark(draft_report(assessment=assessment, published_on=today))
    corrects = with_content(newest)
    draft = draft_correction(assessment=assessment, corrects=corrects, published_on=today)
    return draft_mark(draft)
