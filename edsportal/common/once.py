"""A form sent twice, by a double press or a reload, is written once."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.errors import DoneAlready
from edsportal.common.models import SubmittedForm

KEPT = timedelta(days=7)


def claim_once(once: str) -> None:
    """First thing in the transaction of a write: note that this submission is being done.

    The unique key lets a second one wait for the first and then raise `DoneAlready`; where the
    first is refused, its note is undone with it. "" stands for a caller without a form.
    """
    if not once:
        return
    now = timezone.now()
    SubmittedForm.objects.filter(submitted_at__lt=now - KEPT).delete()
    _row, made = SubmittedForm.objects.get_or_create(key=once, defaults={"submitted_at": now})
    if not made:
        raise DoneAlready(_("This was saved already. It was not done a second time."))
