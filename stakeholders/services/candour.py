"""Whether an organisation's public pages show how its own grades differ from the local view."""

from django.db import transaction

from edsportal.common.audit import Event, record
from edsportal.common.public_stamp import touch_public
from edsportal.common.stamp import require_unchanged, stamp_of
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, require


@transaction.atomic
def choose_candour(*, organisation: Organisation, shows: bool, seen: str | None, by: User) -> bool:
    """Show the gap on public pages, or stop showing it; whether that changed anything.

    ``seen`` is the `candour_stamp` the form was opened with. Raises `NotPermitted`, or
    `Clash` when somebody else chose meanwhile.
    """
    require(by, Permission.SHOW_CANDOUR, organisation)
    row: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if row.shows_candour_gap == shows:
        return False
    require_unchanged(candour_stamp(row), seen=seen)
    row.shows_candour_gap = shows
    row.save(update_fields=["shows_candour_gap"])
    event = Event.CANDOUR_SHOWN if shows else Event.CANDOUR_HIDDEN
    record(event, by=by, organisation=row.ods_code, subject=row)
    touch_public()
    return True


def candour_stamp(organisation: Organisation) -> str:
    """Stands for what is chosen now."""
    return stamp_of(organisation.shows_candour_gap)
