"""What tests of workshops begin with."""

from dataclasses import dataclass

from django.test import Client

from grading.domain.workflow import State
from grading.models import Grader, LocalGrade, Participation, SittingQuestion
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.services.assessment import create_assessment
from grading.services.grader_session import Beginning
from grading.services.local_grade import save_local_grade
from stakeholders.models import LocalInterest
from tests.world import TEST, World, frameworks
from workshops.models import Workshop
from workshops.selectors.code import code_of
from workshops.selectors.workshop import gradable_outcomes, questions_of, workshops_of
from workshops.services.joining import join_workshop
from workshops.services.leading import go_to_question
from workshops.services.workshop import open_workshop, plan_workshop


def participation(world: World, key: str = "public", kind: str = "public") -> Participation:
    interest, _ = LocalInterest.objects.get_or_create(
        organisation=world.organisation,
        key=key,
        defaults={"name": f"Example {key}", "kind": kind},
    )
    row, _ = Participation.objects.get_or_create(
        assessment=world.assessment, local_interest=interest
    )
    return row


def put_into(world: World, state: State) -> None:
    world.assessment.state = state
    world.assessment.save()


def graded_by_eds2(world: World) -> World:
    """The world with an assessment that counts groups, its grading open."""
    world.assessment = create_assessment(
        organisation=world.organisation,
        framework=frameworks()["eds2"],
        year="2026/27",
        services=[],
        by=TEST,
    )
    participation(world)
    put_into(world, State.GRADING)
    return world


@dataclass
class Room:
    """A workshop in the small world, led by its facilitator."""

    world: World
    workshop: Workshop

    def fresh(self) -> Workshop:
        return workshops_of(self.world.assessment).get(pk=self.workshop.pk)

    @property
    def questions(self) -> list[SittingQuestion]:
        return questions_of(self.fresh())

    @property
    def code(self) -> str:
        return code_of(self.fresh())

    def join(self, key: str = "public", kind: str = "public", **more: object) -> Grader:
        joined = join_workshop(
            workshop=self.fresh(),
            participation=participation(self.world, key, kind),
            beginning=Beginning(),
            **more,
        )
        return joined.grader

    def answers(self, grader: Grader, number: int, answer: str, version: int = 0) -> LocalGrade:
        """As the grader's own page saves it: with everything fetched anew."""
        by = grader_by_pk(grader.pk)
        row = outcome_of_assessment(by, self.questions[number].assessed_outcome_id)
        return save_local_grade(
            assessed_outcome=row, answer=answer, comment="", expected_version=version, by=by
        )

    def shows(self, number: int) -> None:
        go_to_question(
            workshop=self.fresh(),
            question=self.questions[number],
            by=self.world.people["facilitator"],
        )

    def page(self, rest: str = "") -> str:
        return f"/work/{self.world.assessment.pk}/workshops/{self.workshop.pk}/{rest}"

    def facilitator(self) -> Client:
        return self.world.client("facilitator")


def room(world: World, *, cap: int = 50, questions: int = 3, open_now: bool = True) -> Room:
    """A workshop on the first few questions, open unless told."""
    put_into(world, State.GRADING)
    participation(world)
    workshop = plan_workshop(
        assessment=world.assessment,
        title="Town hall",
        outcomes=gradable_outcomes(world.assessment)[:questions],
        cap=cap,
        by=world.people["facilitator"],
    )
    if open_now:
        workshop = open_workshop(workshop=workshop, by=world.people["facilitator"])
    return Room(world, workshop)
