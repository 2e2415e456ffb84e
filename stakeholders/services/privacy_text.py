"""What an organisation says about privacy in its own words."""

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from edsportal.common.public_stamp import touch_public
from edsportal.common.stamp import require_unchanged, stamp_of
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, require

LONGEST = 20_000


@transaction.atomic
def save_privacy_text(
    *, organisation: Organisation, text: str, seen: str | None, by: User
) -> Organisation:
    """Replace the organisation's own words; "" takes them away. The same words change nothing.

    ``seen`` is the `stamp_of` the words the form was opened with. Raises `NotPermitted`,
    `InvalidInput` at "text", or `Clash` when somebody else changed them meanwhile.
    """
    require(by, Permission.WRITE_PRIVACY_TEXT, organisation)
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST or "\x00" in text:
        raise InvalidInput(
            [Problem("text", _("Use %(most)d characters or fewer.") % {"most": LONGEST}, "")]
        )
    row: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if row.privacy_text == text:
        return row
    require_unchanged(stamp_of(row.privacy_text), seen=seen)
    row.privacy_text = text
    row.save(update_fields=["privacy_text"])
    touch_public()
    record(Event.PRIVACY_TEXT_CHANGED, by=by, organisation=row.ods_code, subject=row)
    return row
