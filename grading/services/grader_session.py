"""Coming in to grade: by link or code, without an account."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted, Problem
from grading.domain.workflow import State
from grading.models import Grader
from grading.selectors.grader import graders_invited_as
from grading.services.invitation import renew_invitation
from grading.services.local_grade import require_standing
from stakeholders.selectors.local_interest import barred_role_of
from stakeholders.services.invitation import note_opened


@transaction.atomic
def come_in(*, by: Grader) -> None:
    """Note that the person of this link or code has come in, for the lead to see.

    Raises `NotPermitted` where they have come to work for the organisation meanwhile
    (docs/scoring.md, "Who is heard"), or the invitation was withdrawn.
    """
    invitation, organisation = by.invitation, by.participation.assessment.organisation
    if invitation is None or invitation.revoked_at is not None:
        raise NotPermitted(_("This invitation was withdrawn."))
    if role := barred_role_of(email=invitation.email, organisation=organisation):
        raise NotPermitted(
            _("You work for %(organisation)s as: %(role)s. People who work for it cannot grade it.")
            % {"organisation": organisation.name, "role": role}
        )
    note_opened(invitation=invitation)


@transaction.atomic
def start_grading(*, publish_comments: bool | None, by: Grader) -> None:
    """Begin: from now on this person may answer. Again changes nothing.

    ``publish_comments`` says whether their comments may be published with their group's
    name. Raises `NotNow` while grading is not open, `NotPermitted`, and `InvalidInput`
    when a first start leaves the choice out.
    """
    come_in(by=by)
    assessment = by.participation.assessment
    if by.started_at is not None:
        return
    require_standing(by)
    if assessment.state != State.GRADING:
        raise NotNow(_("You can start when grading is open."))
    if publish_comments is None:
        raise InvalidInput([Problem("publish_comments", _("Choose yes or no."), "")])
    started = Grader.objects.filter(pk=by.pk, started_at=None).update(
        started_at=timezone.now(), publish_comments=publish_comments
    )
    by.refresh_from_db(fields=["started_at", "publish_comments"])
    if started:
        record(
            Event.GRADER_STARTED, by=by, organisation=assessment.organisation.ods_code, subject=by
        )


def send_fresh_links(*, email: str) -> int:
    """Mail a new link for every invitation this address still has; how many were found.

    The number is for tests and logs: a page answers the same whatever it is, so that
    nobody learns who was invited.
    """
    found = list(graders_invited_as(email))
    for grader in found:
        renew_invitation(grader=grader, by=grader)
    return len(found)
