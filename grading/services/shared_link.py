"""One link and code for many people of a public group: opening and closing it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from grading.models import Assessment, Participation, SharedLink
from grading.models.shared_link import LARGEST_CAP
from grading.services.invitation_rules import require_group_may_be_invited
from stakeholders.domain.invitation_token import InvitationSecrets, new_secrets
from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.models import LocalInterest, User
from stakeholders.permissions import Permission, require

# Groups whose people nobody can list. The others are few, and known by name.
SHARED_KINDS = (
    LocalInterestKind.PUBLIC,
    LocalInterestKind.PATIENT_GROUP,
    LocalInterestKind.COMMUNITY_GROUP,
    LocalInterestKind.STAFF,
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A new shared link and what to print; the secrets exist nowhere else."""

    link: SharedLink
    secrets: InvitationSecrets


@transaction.atomic
def open_shared_link(
    *, assessment: Assessment, local_interest: LocalInterest, cap: int, by: User
) -> Shared:
    """Open one link by which up to ``cap`` people of a group may join while grading is open.

    Raises `NotPermitted`; `NotNow` when grading is over, the group stood down or has an open
    link already; `InvalidInput` for ``cap``, or a group that is another organisation's, of
    another kind, or with nothing to grade.
    """
    require(by, Permission.INVITE, assessment.organisation)
    # Locked as inviting locks it, so that two presses make one link and one refusal.
    assessment = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("organisation", "framework")
        .get(pk=assessment.pk)
    )
    require_group_may_be_invited(assessment=assessment, local_interest=local_interest)
    _require_sharable(local_interest, cap)
    participation, _made = Participation.objects.get_or_create(
        assessment=assessment, local_interest=local_interest
    )
    _require_none_open(participation)
    secrets = new_secrets()
    link = SharedLink.objects.create(
        participation=participation,
        token_hash=secrets.token_hash,
        code_hash=secrets.code_hash,
        cap=cap,
        created_by=by,
    )
    ods_code = assessment.organisation.ods_code
    record(Event.SHARED_LINK_OPENED, by=by, organisation=ods_code, subject=link, cap=cap)
    return Shared(link, secrets)


def _require_sharable(local_interest: LocalInterest, cap: int) -> None:
    problems = []
    if local_interest.kind not in SHARED_KINDS:
        problem = _("A shared link is only for the public, patients, community groups and staff.")
        problems.append(
            Problem("local_interest", problem, _("Invite the people of this group by name."))
        )
    if not 1 <= cap <= LARGEST_CAP:
        problem = _("This number is not possible.")
        mend = _("Enter a number from 1 to %(most)d.") % {"most": LARGEST_CAP}
        problems.append(Problem("cap", problem, mend))
    if problems:
        raise InvalidInput(problems)


def _require_none_open(participation: Participation) -> None:
    if participation.shared_links.filter(closed_at=None).exists():
        raise NotNow(
            _("%(group)s has an open shared link. Close it before you open another.")
            % {"group": participation.local_interest.name}
        )


@transaction.atomic
def close_shared_link(*, link: SharedLink, by: User) -> None:
    """Let nobody new in by this link. Who has joined keeps their own code and their answers.

    Raises `NotPermitted`, or `NotNow` when it was closed already.
    """
    organisation = link.participation.assessment.organisation
    require(by, Permission.INVITE, organisation)
    closed = SharedLink.objects.filter(pk=link.pk, closed_at=None).update(
        closed_at=timezone.now(), closed_by=by
    )
    if not closed:
        raise NotNow(_("This shared link was closed already."))
    record(Event.SHARED_LINK_CLOSED, by=by, organisation=organisation.ods_code, subject=link)
