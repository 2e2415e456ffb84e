"""Shaping the list of people whom a group's coordinator brought in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from grading.models import Grader


@dataclass(frozen=True, slots=True)
class OwnPerson:
    """One person, whether they have answered, and the way to remove them if not."""

    name: str
    email: str
    state: str
    colour: str
    remove_url: str


def own_people(graders: Iterable[Grader]) -> list[OwnPerson]:
    """Rows for people fetched by `selectors.grader.people_brought_in`; never what they answered."""
    return [_row(grader) for grader in graders]


def _row(grader: Grader) -> OwnPerson:
    invitation = grader.invitation
    assert invitation is not None  # Who is brought in comes by an invitation.
    answered = bool(grader.handed_in_at or getattr(grader, "has_answers", False))
    states = (
        (invitation.revoked_at, _("Withdrawn"), "grey"),
        (grader.declined_at, _("Would rather not"), "orange"),
        (grader.handed_in_at, _("Handed in"), "green"),
        (answered, _("Has begun"), "blue"),
    )
    state, colour = next(
        ((words, colour) for holds, words, colour in states if holds),
        (_("Not answered yet"), "white"),
    )
    may_go = not answered and invitation.revoked_at is None
    return OwnPerson(
        name=invitation.name,
        email=invitation.email,
        state=state,
        colour=colour,
        remove_url=reverse("grading:remove_person", args=[grader.pk]) if may_go else "",
    )
