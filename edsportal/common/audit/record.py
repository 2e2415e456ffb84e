"""Writing an audit event."""

from typing import Any

from django.db import transaction

from edsportal.common.actors import Actor
from edsportal.common.audit.events import Event


def record(
    event: Event,
    *,
    by: Actor,
    organisation: str,
    subject: Any,
    reason: str = "",
    **details: Any,
) -> None:
    """Append one event inside the caller's transaction.

    ``organisation`` is the ODS code whose people may read the event ("" for the platform's
    own); ``subject`` is the saved model it is about; ``details`` are plain JSON values and
    never hold a grader's grade, name or words: the trail is read by the trust being graded.
    Raises `RuntimeError` outside a transaction, because the event must live or die with
    the change it tells of.
    """
    from edsportal.common.models import AuditEvent

    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit event belongs in the transaction of the change it records.")
    AuditEvent.objects.create(
        event=event.value,
        actor_kind=by.actor_kind,
        actor_id=by.actor_id,
        organisation=organisation,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        reason=reason,
        details=details,
    )
