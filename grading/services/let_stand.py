"""The lead's word to a hint before the board signs."""

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import DoneAlready, InvalidInput, NotNow, Problem
from grading.domain.things_to_look_at import Hint, Thing
from grading.domain.workflow import State
from grading.models import Assessment, LetStand
from grading.selectors.faring_well import named_faring_well
from grading.selectors.results import results_of
from grading.selectors.things_to_look_at import things_in
from stakeholders.models import User
from stakeholders.permissions import Permission, require


@transaction.atomic
def let_stand(*, assessment: Assessment, key: str, reason: str, by: User) -> None:
    """Say why a hint can stand; it stays on the page with the reason. No grade changes.

    Raises `NotPermitted`, `NotNow` (signed off, or the hint is not there any more),
    `InvalidInput` without a reason, `DoneAlready` where it was said before.
    """
    require(by, Permission.RUN_GRADING, assessment.organisation)
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if row.state != State.RECONCILING:
        raise NotNow(_("This can be said between closing grading and signing off."))
    if not reason.strip():
        raise InvalidInput([Problem("reason", _("Say why this can stand"), "")])
    thing = thing_with(assessment, key)
    if LetStand.objects.filter(assessment=assessment, key=key).exists():
        raise DoneAlready(_("A reason was given for this before."))
    LetStand.objects.create(assessment=assessment, key=key, reason=reason.strip(), by=by)
    record(
        Event.HINT_LET_STAND,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=assessment,
        reason=reason.strip(),
        hint=thing.hint.value,
        place=thing.place,
    )


def thing_with(assessment: Assessment, key: str) -> Thing:
    """The hint of this key as things are now. Raises `NotNow` where it is there no more."""
    found = things_in(assessment, results_of(assessment), named_faring_well(assessment))
    for thing in found:
        if thing.key == key and thing.hint is not Hint.TOTAL_CHANGED:
            return thing
    raise NotNow(_("This hint is not there any more. Go back and read the list again."))
