"""Reading whom to remind, and how far each group is. Never what anyone answered."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from grading.domain.reminders import Invited, NoReminder, why_not_remind
from grading.domain.workflow import State
from grading.models import Assessment, Grader
from grading.selectors.grader import graders
from stakeholders.models import Membership, User

STOP_SALT = "grading.reminders"


def facts_of(grader: Grader) -> Invited:
    """What the rule asks of a grader fetched with invitation, participation and assessment."""
    invitation, participation = grader.invitation, grader.participation
    sent = invitation.sent_at if invitation else None
    written = [moment for moment in (sent, grader.reminded_at) if moment and sent]
    return Invited(
        open=participation.assessment.state == State.GRADING,
        withdrawn=invitation is None or invitation.revoked_at is not None,
        stood_down=participation.stood_down_at is not None or grader.stood_down,
        declined=grader.declined_at is not None,
        handed_in=grader.handed_in_at is not None,
        stopped=grader.reminders_stopped_at is not None,
        reminders=grader.reminders_sent,
        last_written_to=timezone.localtime(max(written)) if written else None,
        closes_on=participation.assessment.closes_on,
        no_address=invitation is not None and not invitation.email,
    )


def why_not_now(grader: Grader, *, now: datetime, asked: bool) -> NoReminder | None:
    """The reason against reminding this grader at ``now``, by UK days; None when there is none."""
    return why_not_remind(facts_of(grader), now=timezone.localtime(now), asked=asked)


def graders_to_ask_about() -> QuerySet[Grader]:
    """Graders of every assessment that is open, who have work left and want reminders."""
    return graders().filter(
        participation__assessment__state=State.GRADING,
        participation__stood_down_at=None,
        invitation__revoked_at=None,
        handed_in_at=None,
        declined_at=None,
        reminders_stopped_at=None,
    )


def invited_people_of(assessment: Assessment) -> QuerySet[Grader]:
    """Everyone invited to this assessment, with what the rule asks; one query."""
    return graders().filter(participation__assessment=assessment, invitation__isnull=False)


def stop_token(grader: Grader) -> str:
    """Lets the person of one message stop reminders, and nothing else."""
    return signing.dumps(grader.pk, salt=STOP_SALT)


def grader_by_stop_token(token: str) -> Grader | None:
    """Whose reminders a stop link stops; None for a forged link or a removed invitation."""
    try:
        pk = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    return graders().filter(pk=pk, invitation__isnull=False).first()


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """How many people of one local interest are how far."""

    name: str
    invited: int
    started: int
    handed_in: int


def progress_of(assessment: Assessment) -> list[GroupProgress]:
    """Every group that has not stood down, by name; one query."""
    still = Q(graders__invitation__isnull=False, graders__invitation__revoked_at=None)
    rows = (
        assessment.participations.filter(stood_down_at=None)
        .annotate(
            invited=Count("graders", filter=still),
            started=Count("graders", filter=still & Q(graders__started_at__isnull=False)),
            handed_in=Count("graders", filter=still & Q(graders__handed_in_at__isnull=False)),
        )
        .order_by("local_interest__name")
        .values_list("local_interest__name", "invited", "started", "handed_in")
    )
    return [GroupProgress(*row) for row in rows]


def open_assessments() -> QuerySet[Assessment]:
    """Every assessment whose grading is open."""
    return Assessment.objects.filter(state=State.GRADING).select_related(
        "organisation", "framework"
    )


def leads_of(assessment: Assessment) -> QuerySet[User]:
    """The people who lead this assessment's organisation now and may sign in."""
    return User.objects.filter(
        is_active=True,
        memberships__organisation=assessment.organisation_id,
        memberships__role=Membership.Role.EQUALITY_LEAD,
        memberships__ended_at=None,
    ).distinct()
