"""Shaping the page on which people join a workshop."""

from dataclasses import dataclass

from grading.models import Grader
from grading.presenters.grader.entry import minutes_for
from stakeholders.models import Organisation, User
from workshops.models import Workshop
from workshops.selectors.workshop import questions_of
from workshops.services.joining import why_nobody_joins


@dataclass(frozen=True, slots=True)
class JoinWorkshopPage:
    """Who asks, and what can be done now.

    ``notice`` says why nobody can join, "" while they can. ``inside``: this browser is
    somebody of the workshop already, so its button only goes on.
    """

    title: str
    organisation: Organisation
    contact: User
    questions: int
    minutes: int
    notice: str
    inside: bool

    @property
    def joins(self) -> bool:
        """The button makes a new grader."""
        return not self.notice and not self.inside


def join_workshop_page(
    workshop: Workshop, *, grader: Grader | None, joined: int
) -> JoinWorkshopPage:
    """The page for a browser that may be a grader's; one query."""
    inside = grader is not None and grader.sitting_id == workshop.sitting_id
    questions = len(questions_of(workshop))
    return JoinWorkshopPage(
        title=workshop.title,
        organisation=workshop.assessment.organisation,
        contact=workshop.created_by,
        questions=questions,
        minutes=minutes_for(questions),
        notice="" if inside else why_nobody_joins(workshop, joined=joined),
        inside=inside,
    )
