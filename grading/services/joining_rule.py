"""Nobody takes up a role in an organisation they are grading (docs/scoring.md, "Who is heard")."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from grading.domain.workflow import State
from grading.models import Assessment, Grader, LocalGrade
from stakeholders.models import Organisation

UNDER_WAY = (State.GRADING, State.RECONCILING, State.AGREED)


def why_a_grader_may_not_join(organisation: Organisation, email: str) -> str:
    """Why the person of this address may not work for ``organisation`` now; "" when they may.

    A valid invitation to grade keeps them out until its grades are published, and so do
    grades they have given even when the invitation was withdrawn, because those still count.
    """
    if not email.strip():
        return ""  # Would be everyone who came by a shared link.
    # Locked as inviting a grader locks them, so that one person cannot become both at once.
    list(Assessment.objects.select_for_update().filter(organisation=organisation).values_list("pk"))
    theirs = Grader.objects.filter(
        participation__assessment__organisation=organisation, invitation__email__iexact=email
    )
    given = Exists(LocalGrade.objects.filter(grader=OuterRef("pk")).exclude(answer=""))
    valid = Q(invitation__revoked_at=None, participation__stood_down_at=None)
    under_way = Q(participation__assessment__state__in=UNDER_WAY)
    preparing = Q(participation__assessment__state=State.PREPARING)
    found = (
        theirs.filter((under_way & (valid | given)) | (preparing & valid))
        .select_related("participation__local_interest", "participation__assessment")
        .first()
    )
    if found is None:
        return ""
    return _(
        "This person is asked to grade %(organisation)s for %(group)s (%(year)s). Nobody grades an "
        "organisation they work for. Withdraw that invitation before grading opens, or wait until "
        "the grades are published."
    ) % {
        "organisation": organisation.name,
        "group": found.participation.local_interest.name,
        "year": found.participation.assessment.year,
    }
