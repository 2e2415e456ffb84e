"""Shaping who takes part: rows of people with the state of each invitation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edsportal.common.outbox import OutgoingMessage
from grading.domain.edition import Edition
from grading.domain.narrowing import Narrowing, kinds_of_goal
from grading.models import Grader, Participation
from grading.models.came_by import BY_THEMSELVES
from stakeholders.domain.kinds import LocalInterestKind

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Message = OutgoingMessage.Status


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One invited person: how far they are, and what the lead can do about it."""

    name: str
    email: str
    state: str
    colour: str
    trouble: str
    declined_because: str
    coordinator: bool
    coordinator_url: str
    renew_url: str
    revoke_url: str
    remind_url: str


@dataclass(frozen=True, slots=True)
class InterestRow:
    """One local interest: its kind, what it may grade, its people."""

    name: str
    kind: "str | StrPromise"
    grades: str
    stood_down: bool
    people: tuple[PersonRow, ...]


def interest_rows(
    participations: Iterable[Participation],
    *,
    edition: Edition,
    pk: int,
    may_choose: bool = True,
) -> list[InterestRow]:
    """Rows for the invitations page of assessment ``pk``; no query beyond the prefetch.

    ``may_choose``: the grades are not known, so coordinators are named and people withdrawn.
    """
    return [
        InterestRow(
            name=row.local_interest.name,
            kind=row.local_interest.get_kind_display(),
            grades=goals_graded_by(
                LocalInterestKind(row.local_interest.kind), edition, row.assessment.narrowing
            ),
            stood_down=row.stood_down_at is not None,
            people=tuple(
                _person_row(grader, pk, may_choose)
                for grader in row.graders.all()
                if grader.invitation
            ),
        )
        for row in participations
    ]


def goals_graded_by(kind: LocalInterestKind, edition: Edition, narrowing: Narrowing) -> str:
    """Which goals a kind may grade, in words."""
    mine = [goal for goal in edition.goals if kind in kinds_of_goal(goal, narrowing)]
    if len(mine) == len(edition.goals):
        return _("Everything")
    if not mine:
        return _("Nothing in this edition")
    return "; ".join(f"{goal.key} {goal.label}" for goal in mine)


def _person_row(grader: Grader, pk: int, may_choose: bool) -> PersonRow:
    invitation = grader.invitation
    assert invitation is not None  # Callers leave out people from imported files.
    state, colour = person_state(grader)
    links = {"pk": pk, "grader_pk": grader.pk}
    # Who answered on paper or by telephone has no link: there is nothing to send or withdraw.
    alive = invitation.revoked_at is None and grader.came_by in BY_THEMSELVES
    done = grader.handed_in_at or grader.declined_at or grader.reminders_stopped_at
    written_to = alive and invitation.email
    remind = invitation.sent_at and not done
    return PersonRow(
        name=invitation.name,
        email=invitation.email,
        state=state,
        colour=colour,
        trouble=_trouble(grader) if alive else "",
        declined_because=grader.decline_reason,
        coordinator=grader.coordinator,
        coordinator_url=reverse("grading:coordinator", kwargs=links)
        if alive and may_choose
        else "",
        renew_url=reverse("grading:renew_invitation", kwargs=links) if written_to else "",
        revoke_url=reverse("grading:revoke_invitation", kwargs=links)
        if alive and may_choose
        else "",
        remind_url=reverse("grading:remind", kwargs=links) if written_to and remind else "",
    )


# Worse than opened or sent, so they hide those: the newest link has not arrived.
TROUBLES: dict[str, str] = {
    Message.REFUSED: "red",
    Message.FAILED: "red",
    Message.IN_DOUBT: "orange",
}


def _trouble(grader: Grader) -> str:
    """What to do where the newest message did not get through; "" where nothing is to be done."""
    words: dict[str, str] = {
        Message.REFUSED: _(
            "The mail server does not take this address. "
            "Check it, withdraw the invitation and invite the person again."
        ),
        Message.FAILED: _("The mail server was away for too long. Send a fresh link."),
        Message.IN_DOUBT: _(
            "We cannot tell if the message arrived. Ask the person, or send a fresh link."
        ),
    }
    return words.get(getattr(grader, "message_status", None) or "", "")


def person_state(grader: Grader) -> tuple[str, str]:
    """The furthest thing known of an invitation, with a tag colour."""
    invitation = grader.invitation
    assert invitation is not None  # As above.
    answered, status = getattr(grader, "answered", 0), getattr(grader, "message_status", None) or ""
    states = (
        (grader.stood_down, _("Stood down"), "grey"),
        (invitation.revoked_at, _("Withdrawn"), "grey"),
        (grader.declined_at, _("Declined"), "orange"),
        (grader.handed_in_at, _("Handed in"), "green"),
        (answered, ngettext("%d answer saved", "%d answers saved", answered) % answered, "blue"),
        (grader.started_at, _("Started"), "blue"),
        (
            status in TROUBLES,
            str(Message(status).label) if status else "",
            TROUBLES.get(status, ""),
        ),
        (grader.joined_by_id, _("Came by the shared link"), "blue"),
        (invitation.opened_at, _("Opened"), "blue"),
        (invitation.sent_at, _("Sent"), "white"),
        (status in OutgoingMessage.WAITING, str(Message.QUEUED.label), "yellow"),
    )
    return next(
        ((words, colour) for reached, words, colour in states if reached), (_("Not sent"), "red")
    )
