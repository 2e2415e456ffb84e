"""One trust in any state, with words planted in its data that must stay inside."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from edsportal.access.rules import Visitor
from edsportal.common.actors import Machine
from evidence.domain.typed_figures import TYPED_NAME, TypedRow, typed_csv
from evidence.models import EvidenceFile, EvidenceItem, FilePreview
from grading.domain.workflow import Move, State
from grading.models import (
    AskedQuestion,
    CameBy,
    EvidenceUse,
    Grader,
    GroupAnswer,
    GroupDeclaration,
    LocalGrade,
    MeetingAnswer,
    MeetingRecord,
    ReplyRound,
    Sitting,
)
from grading.models.declared_interest import DeclaredInterest
from grading.models.grader import Participation
from grading.selectors.grader import SESSION_KEY
from grading.services.assessment import create_assessment, move
from grading.services.group_answer import Agreed, keep_group_answer
from grading.services.shared_link import open_shared_link
from grading.services.sitting import make_sitting
from objectives.models import Action, Objective
from reports.services.report import publish
from stakeholders.models import Invitation, LocalInterest, Membership, Organisation
from stakeholders.services.joining import create_administrator
from stakeholders.services.membership import invite_member
from tests.world import TEST, World, build_world, frameworks, make_person
from workshops.models import PaperPack, Workshop
from workshops.models.workshop import FEWEST_TO_SHOW
from workshops.selectors.workshop import gradable_outcomes

# Never outside, whatever is published: people, and words given in confidence.
PRIVATE = (
    "Sentinel Person",
    "sentinel-person@example.org",
    "Only the panel may read this",
    "Sentinel Colleague",
    "Sentinel tie",
)
GROUPS_WORDS = "Only our own group may read this yet"
# Nor is it shown to the organisation while grading is open.
UNTIL_CLOSED = ("Only the panel may read this", GROUPS_WORDS)
PUBLISHED_WORDS = "The door is too heavy"
# Outside only in the published report.
UNTIL_PUBLISHED = ("Sentinel reason", "Sentinel evidence", "Sentinel Group")
# Never outside the organisation and the graders it is shown to.
FILE = b"Sentinel file of evidence"

_STEPS = (Move.OPEN_GRADING, Move.CLOSE_GRADING, Move.SIGN_OFF)
STEPS_TO = {
    State.PREPARING: (),
    State.GRADING: _STEPS[:1],
    State.RECONCILING: _STEPS[:2],
    State.AGREED: _STEPS,
    State.PUBLISHED: _STEPS,
}


#: States whose walks both databases have.
ON_BOTH = (State.GRADING, State.RECONCILING, State.PUBLISHED)


def parameter(state: State) -> Any:
    """A state as a test's parameter."""
    return pytest.param(state, id=state.value, marks=() if state in ON_BOTH else pytest.mark.lean)


def build(state: State) -> World:
    """The small world, graded in full, then put into ``state``; the same rows in each."""
    world = build_world()
    # So far off that a group may still be stood down.
    world.assessment.closes_on = timezone.localdate() + timedelta(days=30)
    world.assessment.save()
    _grade(world)
    _plant(world)
    # Not further than that: whether grading was ever closed decides who may still take part.
    for step in STEPS_TO[state]:
        move(world.assessment, move=step, by=TEST)
    # The organisation lets the grades stand, so that the board may sign.
    ReplyRound.objects.create(
        assessment=world.assessment,
        asked=False,
        opened_at=timezone.now(),
        opened_by=world.people["lead"],
    )
    if state is State.PUBLISHED:
        publish(
            assessment=world.assessment, published_on=date(2026, 2, 27), by=world.people["board"]
        )
    world.assessment.refresh_from_db()
    return world


def _grade(world: World) -> None:
    """Everybody entitled grades every outcome in scope; 3C is out of scope."""
    graders = {
        "1": [world.grader("hw", "healthwatch"), world.grader("pg", "patient_group")],
        "2": [world.grader("tu", "trade_union")],
        "3": [world.grader("ie", "independent_evaluator")],
    }
    out = world.assessed_outcome("3C")
    out.in_scope, out.out_of_scope_reason = False, "No provider yet"
    out.save()
    for row in world.assessment.assessed_outcomes.filter(in_scope=True):
        row.organisation_grade, row.organisation_reason = "achieving", "Sentinel reason"
        row.save()
        for grader in graders[row.outcome_code[0]]:
            LocalGrade.objects.create(
                grader=grader,
                assessed_outcome=row,
                answer="developing",
                comment="Only the panel may read this",
                saved_at=timezone.now(),
            )


def _plant(world: World) -> None:
    Invitation.objects.update(name="Sentinel Person")
    Invitation.objects.filter(local_interest__key="hw").update(email="sentinel-person@example.org")
    LocalInterest.objects.filter(key="hw").update(name="Sentinel Group")
    DeclaredInterest.objects.create(
        grader=Grader.objects.get(participation__local_interest__key="hw"),
        kind=DeclaredInterest.Kind.FAMILY,
        text="Sentinel tie",
        declared_at=timezone.now(),
        decision=DeclaredInterest.Decision.ALLOWED,  # An open question would stop the sign-off.
        decided_at=timezone.now(),
        decided_by=world.people["lead"],
        decision_reason="It does not touch what is graded.",
    )
    GroupDeclaration.objects.create(
        participation=Participation.objects.get(local_interest__key="pg"),
        text="Sentinel tie of a group",
        declared_by=Grader.objects.get(participation__local_interest__key="pg"),
        declared_at=timezone.now(),
        allowed_at=timezone.now(),
        allowed_by=world.people["lead"],
        allowed_reason="Many groups get a grant.",
    )
    item = EvidenceItem.objects.create(
        organisation=world.organisation, title="Sentinel evidence", summary="What 400 people said."
    )
    EvidenceUse.objects.bulk_create(
        EvidenceUse(assessed_outcome=row, item=item)
        for row in world.assessment.assessed_outcomes.filter(in_scope=True)
    )
    # One group lets its words be published: one comment, so that there is one to answer.
    patients = Grader.objects.get(participation__local_interest__key="pg")
    Grader.objects.filter(pk=patients.pk).update(comment_consent="with_name")
    words = LocalGrade.objects.filter(grader=patients)
    words.update(comment="")
    here = world.assessed_outcome("1B", "s1")
    words.filter(assessed_outcome=here).update(comment=PUBLISHED_WORDS)
    AskedQuestion.objects.create(
        grader=Grader.objects.get(participation__local_interest__key="hw"),
        assessed_outcome=world.assessed_outcome("1B", "s1"),
        text="Sentinel question",
        asked_at=timezone.now(),
    )
    LocalInterest.objects.create(
        organisation=world.organisation, key="walkers", name="Walkers", kind="community_group"
    )
    open_shared_link(
        assessment=world.assessment,
        local_interest=LocalInterest.objects.get(key="pg"),
        cap=5,
        by=world.people["lead"],
    )
    _meeting(world)
    _workshop(world)
    _together(world)
    _paper(world)
    objective = Objective.objects.create(
        organisation=world.organisation,
        title="Everyone can reach us",
        starts_on=date(2025, 4, 1),
        ends_on=date(2029, 3, 31),
    )
    Action.objects.create(
        objective=objective,
        assessment=world.assessment,
        outcome_code="1A",
        text="Open a text line",
        owner="Director",
        due_on=date(2026, 9, 30),
    )
    file = EvidenceFile.objects.create(
        item=item, file=ContentFile(FILE, name="sentinel.txt"), **file_facts(world)
    )
    FilePreview.objects.create(file=file, status="ready", picture=ContentFile(FILE, name="p.png"))
    _typed_figures(world)
    world.people["leaver"] = make_person("leaver", world.organisation, Membership.Role.CONTRIBUTOR)
    world.people["administrator"] = create_administrator(
        email="root@example.org", name="Ash Example", by=Machine("test")
    )[0]
    invite_member(
        organisation=world.organisation,
        email="colleague@example.org",
        name="Sentinel Colleague",
        role=Membership.Role.CONTRIBUTOR,
        by=world.people["lead"],
    )
    Organisation.objects.create(ods_code="QQQ", name="Example Board", kind="commissioner")
    world.people["grader_elsewhere"] = _grader_elsewhere(world)


def _meeting(world: World) -> None:
    """A recorded meeting that its group has denied: it stands in nobody's way."""
    patients = Grader.objects.get(participation__local_interest__key="pg")
    record = MeetingRecord.objects.create(
        assessed_outcome=world.assessed_outcome("1A", "s1"),
        grade="excelling",
        met_on=date(2026, 1, 20),
        recorded_by=world.people["lead"],
    )
    record.present.set([patients.participation])
    MeetingAnswer.objects.create(record=record, grader=patients, agreed=False)


def _typed_figures(world: World) -> None:
    """An item whose figures were typed in, put forward once."""
    item = EvidenceItem.objects.create(
        organisation=world.organisation, title="Typed figures", kind="data", summary="Who waits."
    )
    content = ContentFile(typed_csv([TypedRow("Waits", "", "Men", "62")]), name="typed.csv")
    facts = {**file_facts(world), "name": TYPED_NAME, "content_type": "text/csv"}
    EvidenceFile.objects.create(item=item, file=content, **facts)
    EvidenceUse.objects.create(assessed_outcome=world.assessed_outcome("1A", "s1"), item=item)


def _workshop(world: World) -> None:
    """One that is open, with enough answers to its first question to show them."""
    sitting = make_sitting(
        assessment=world.assessment, outcomes=gradable_outcomes(world.assessment)[:2]
    )
    workshop = Workshop.objects.create(
        assessment=world.assessment,
        sitting=sitting,
        title="Sentinel Group",
        cap=9,
        created_by=world.people["facilitator"],
    )
    Workshop.objects.filter(pk=workshop.pk).update(
        opened_at=timezone.now(), code_seed="seed", code_hash="hash"
    )
    for _person in range(FEWEST_TO_SHOW):
        LocalGrade.objects.create(
            grader=_in_the_room(world, sitting),
            assessed_outcome=sitting.questions.get(position=1).assessed_outcome,
            answer="developing",
            comment="Only the panel may read this",
            saved_at=timezone.now(),
        )


def _together(world: World) -> None:
    """A group with one agreed answer of its own, and one at a table that has not answered."""
    coordinator = world.grader("agreed", "community_group")
    coordinator.coordinator = True
    coordinator.save()
    LocalInterest.objects.filter(key="agreed").update(name="Sentinel Group")
    said = Agreed("undeveloped", agreed=7, dissented=2, dissent=GROUPS_WORDS, comment=GROUPS_WORDS)
    for outcome, service in (("1A", "s1"), ("1C", "s1")):
        new = GroupAnswer(
            participation=coordinator.participation,
            assessed_outcome=world.assessed_outcome(outcome, service),
        )
        keep_group_answer(new, said, CameBy.LINK, coordinator)
    world.grader("table", "community_group")


def _paper(world: World) -> None:
    PaperPack.objects.create(
        assessment=world.assessment,
        participation=Participation.objects.get(
            assessment=world.assessment, local_interest__key="room"
        ),
        serial="CDFGHJKM",
        format=PaperPack.Format.EASY_READ,
        printed_by=world.people["facilitator"],
    )


def _in_the_room(world: World, sitting: Sitting) -> Grader:
    grader = world.grader("room", "public")
    Invitation.objects.filter(pk=grader.invitation_id).update(name="Sentinel Person")
    grader.came_by, grader.sitting = CameBy.WORKSHOP, sitting
    grader.save()
    return grader


def file_facts(world: World) -> dict[str, object]:
    """What a clean file's row says of it."""
    return {
        "version": 1,
        "name": "sentinel.txt",
        "content_type": "text/plain",
        "size": len(FILE),
        "sha256": "0" * 64,
        "scan": EvidenceFile.Scan.CLEAN,
        "uploaded_by": world.people["lead"],
    }


def _grader_elsewhere(world: World) -> Grader:
    """Somebody who grades the other trust."""
    assessment = create_assessment(
        organisation=world.other_organisation,
        framework=frameworks()["eds2"],
        year="2025/26",
        services=[],
        by=Machine("test"),
    )
    other = World(world.other_organisation, world.organisation, world.people, assessment, [])
    grader = other.grader("elsewhere", "healthwatch")
    Participation.objects.filter(pk=grader.participation_id).update(assessment=assessment)
    return grader


def browser(world: World, visitor: Visitor) -> Client:
    """A browser in which ``visitor`` has come in."""
    client = Client(raise_request_exception=False)
    if visitor in (Visitor.GRADER, Visitor.GRADER_ELSEWHERE):
        grader = (
            world.people["grader_elsewhere"]
            if visitor is Visitor.GRADER_ELSEWHERE
            else Grader.objects.get(participation__local_interest__key="pg")
        )
        session = client.session
        session[SESSION_KEY] = grader.pk
        session.save()
    elif visitor is not Visitor.ANONYMOUS:
        client.force_login(world.people[visitor.value])
    return client
