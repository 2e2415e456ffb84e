"""What every change of a preparation asks first."""

from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import NotNow
from grading.domain.workflow import State
from grading.models import Assessment
from stakeholders.models import User
from stakeholders.permissions import Permission, require


def lock_while_preparing(
    assessment: Assessment, *, permission: Permission, by: User | Machine
) -> Assessment:
    """The assessment's row, locked until the caller's transaction ends.

    The lock keeps grading from opening between this question and the caller's write.
    Raises `NotPermitted`, then `NotNow` once grading has opened: local interests grade
    what was put before them, so none of it changes under their hands.
    """
    if isinstance(by, User):
        require(by, permission, assessment.organisation)
    row: Assessment = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("organisation", "framework")
        .get(pk=assessment.pk)
    )
    if row.state != State.PREPARING:
        raise NotNow(_("Grading has opened, so this cannot change any more. Nothing was saved."))
    return row
