"""Reading workshops: never what anybody answered, until it was shown to the room."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.models import (
    AssessedOutcome,
    Assessment,
    Grader,
    LocalGrade,
    Participation,
    SittingQuestion,
)
from stakeholders.domain.kinds import LocalInterestKind
from workshops.domain.spread import Bar, enough_to_show, spread_of
from workshops.models import Workshop


def workshops_with_all() -> QuerySet[Workshop]:
    """Workshops with what their pages and rules ask; one query."""
    return (
        Workshop.objects.select_related(
            "assessment__organisation",
            "assessment__framework",
            "current__assessed_outcome__service",
            "created_by",
        )
        .defer("assessment__framework__content")
        .order_by("-pk")
    )


def workshops_of(assessment: Assessment) -> QuerySet[Workshop]:
    """An assessment's workshops, newest first, each with how many ``have_joined``; one query."""
    return (
        workshops_with_all()
        .filter(assessment=assessment)
        .annotate(
            have_joined=Count("sitting__people", distinct=True),
            asks=Count("sitting__questions", distinct=True),
        )
    )


def questions_of(workshop: Workshop) -> list[SittingQuestion]:
    """The questions in the room's order; one query."""
    rows = SittingQuestion.objects.filter(sitting=workshop.sitting_id)
    found = list(rows.select_related("assessed_outcome__service").order_by("position"))
    for question in found:
        question.assessed_outcome.assessment = workshop.assessment
    return found


def gradable_outcomes(assessment: Assessment) -> list[AssessedOutcome]:
    """What local interests grade in this assessment, in order; one query."""
    rows = assessment.assessed_outcomes.filter(in_scope=True, published_grade="")
    found = list(rows.select_related("service").order_by("position"))
    for row in found:
        row.assessment = assessment
    return found


def groups_that_may_join(workshop: Workshop) -> list[Participation]:
    """Local interests taking part that grade any of the questions, by name; two queries."""
    entitled: set[LocalInterestKind] = set()
    for question in questions_of(workshop):
        entitled |= workshop.assessment.entitled_kinds(question.assessed_outcome.outcome_code)
    rows = (
        Participation.objects.filter(
            assessment=workshop.assessment_id,
            stood_down_at=None,
            local_interest__kind__in=[kind.value for kind in entitled],
        )
        .select_related("local_interest")
        .order_by("local_interest__name")
    )
    found = list(rows)
    for row in found:
        row.assessment = workshop.assessment
    return found


def people_of(workshop: Workshop) -> QuerySet[Grader]:
    """Everybody who joined."""
    return Grader.objects.filter(sitting=workshop.sitting_id)


def workshop_of_sitting(sitting_pk: int) -> Workshop | None:
    """The workshop that a grader is in; one query."""
    return workshops_with_all().filter(sitting=sitting_pk).first()


@dataclass(frozen=True, slots=True)
class Heads:
    """How many are in the room, how many the question is for, and how many answered it."""

    joined: int
    asked: int
    answered: int


def room_of(workshop: Workshop, question: SittingQuestion | None) -> Heads:
    """Heads only; three queries at most."""
    people = people_of(workshop)
    joined = people.count()
    if question is None:
        return Heads(joined, 0, 0)
    kinds = workshop.assessment.entitled_kinds(question.assessed_outcome.outcome_code)
    asked = people.filter(
        participation__local_interest__kind__in=[kind.value for kind in kinds]
    ).count()
    return Heads(joined, asked, _answers(workshop, question).count())


def answered_by_question(workshop: Workshop) -> dict[int, int]:
    """How many of the room answered each question, by its assessed outcome; one query."""
    rows = (
        LocalGrade.objects.filter(grader__sitting=workshop.sitting_id)
        .exclude(answer="")
        .values("assessed_outcome")
        .annotate(answered=Count("pk"))
        .values_list("assessed_outcome", "answered")
        .order_by()
    )
    return dict(rows)


def shown_spread(workshop: Workshop, question: SittingQuestion | None) -> list[Bar] | None:
    """What the room answered; None until it was shown to the room.

    Nobody's answer to a sealed question changes, so the spread stays what the room saw.
    """
    if question is None or question.sealed_at is None:
        return None
    answers = list(_answers(workshop, question).values_list("answer", flat=True))
    if not enough_to_show(len(answers), workshop.shown_from):
        return None
    scale = workshop.assessment.edition.scale
    return spread_of(answers, [*scale.keys, NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY])


def _answers(workshop: Workshop, question: SittingQuestion) -> QuerySet[LocalGrade]:
    rows = LocalGrade.objects.filter(
        grader__sitting=workshop.sitting_id, assessed_outcome=question.assessed_outcome_id
    )
    return rows.exclude(answer="").order_by("pk")
