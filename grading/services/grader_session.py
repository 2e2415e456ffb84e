"""Coming in to grade: by link or code, without an account."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted, Problem
from grading.domain.closing import is_past
from grading.domain.workflow import State
from grading.models import CommentConsent, DeclaredInterest, Grader
from grading.selectors.grader import graders_invited_as
from grading.services.declared_interest import declare_interest
from grading.services.invitation import renew_invitation
from grading.services.local_grade import require_standing
from stakeholders.domain.preferences import LANGUAGES
from stakeholders.selectors.local_interest import barred_role_of
from stakeholders.services.invitation import note_opened

Interest = DeclaredInterest.Kind


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


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a person says before the first question.

    ``interest`` is a `DeclaredInterest.Kind`, ``interest_text`` their words about it;
    ``comment_consent`` a `CommentConsent`; ``language`` a code, or "" for no wish.
    """

    interest: str = Interest.NONE
    interest_text: str = ""
    comment_consent: str = CommentConsent.NONE
    access_needs: str = ""
    language: str = ""


@transaction.atomic
def start_grading(*, beginning: Beginning, by: Grader) -> None:
    """Begin: from now on this person may answer. Again changes nothing.

    Keeps what they declare, allow and need in the same transaction. Raises `NotNow` while
    grading is not open, `NotPermitted`, and `InvalidInput` for values that are not known.
    """
    come_in(by=by)
    assessment = by.participation.assessment
    if by.started_at is not None:
        return
    require_standing(by)
    if assessment.state != State.GRADING:
        raise NotNow(_("You can start when grading is open."))
    if is_past(assessment.closes_on, timezone.now()):
        raise NotNow(_("Grading has closed, so new answers can no longer be given."))
    _require_known(beginning)
    now = timezone.now()
    said: dict[str, object] = {
        "comment_consent": beginning.comment_consent,
        "access_needs": beginning.access_needs.strip(),
        "language": beginning.language,
    }
    # Starting takes back a "no": see `declining`.
    said |= {"declined_at": None, "decline_reason": ""}
    started = Grader.objects.filter(pk=by.pk, started_at=None).update(started_at=now, **said)
    by.refresh_from_db(fields=["started_at", *said])
    if started:
        ods_code = assessment.organisation.ods_code
        record(Event.GRADER_STARTED, by=by, organisation=ods_code, subject=by)
        declare_interest(kind=beginning.interest, text=beginning.interest_text, by=by)


def _require_known(beginning: Beginning) -> None:
    """Raise `InvalidInput` naming each place that holds none of the answers it has."""
    known = {
        "interest": Interest.values,
        "comment_consent": CommentConsent.values,
        "language": ["", *LANGUAGES],
    }
    problems = [
        Problem(place, _("This is not one of the answers."), _("Choose one from the list."))
        for place, values in known.items()
        if getattr(beginning, place) not in values
    ]
    if problems:
        raise InvalidInput(problems)


def send_fresh_links(*, email: str) -> int:
    """Mail a new link for every invitation this address still has; how many were found.

    The number is for tests and logs: a page answers the same whatever it is, so that
    nobody learns who was invited.
    """
    found = list(graders_invited_as(email))
    for grader in found:
        renew_invitation(grader=grader, by=grader)
    return len(found)
