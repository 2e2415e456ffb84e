"""E-mails that come back later: a mail server took the message, and another could not deliver it.

Source: RFC 3464 (delivery status notifications).
"""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.outbox.message import OutgoingMessage
from edsportal.common.outbox.outcomes import tell_listener

Status = OutgoingMessage.Status


@transaction.atomic
def take_bounce(raw: bytes) -> OutgoingMessage | None:
    """Note that a message the portal sent came back for good; None for any other e-mail.

    ``raw`` is the notification as it arrived. The message is known by its Message-ID, which
    only its recipient and the mail servers on the way have seen. A notification of a mere
    delay, or of one noted before, changes nothing.
    """
    parts = list(_parts(email.message_from_bytes(raw, policy=email.policy.default)))
    if not any(_failed_for_good(part) for part in parts):
        return None
    names = [name for part in parts if (name := _original_id(part))]
    came_back = OutgoingMessage.objects.select_for_update().filter(
        message_id__in=names, status__in=[Status.SENT, Status.IN_DOUBT]
    )
    message = came_back.first()
    if message is None:
        return None
    message.status = Status.REFUSED
    message.error = _("The message came back: the address does not take it.")
    message.save(update_fields=["status", "error"])
    tell_listener(message)
    return message


def _parts(notification: EmailMessage) -> Iterator[EmailMessage]:
    yield from (part for part in notification.walk() if isinstance(part, EmailMessage))


def _failed_for_good(part: EmailMessage) -> bool:
    """Whether this block of a status report says that one recipient was given up."""
    return str(part.get("Action", "")).strip().lower() == "failed" and str(
        part.get("Status", "5")
    ).strip().startswith("5")


def _original_id(part: EmailMessage) -> str:
    """The Message-ID of the returned message, in the part that carries it or its headers."""
    if part.get_content_type() == "text/rfc822-headers":
        text = part.get_content()
        return str(email.message_from_string(text).get("Message-ID", "")).strip()
    if part.get_content_type() == "message/rfc822":
        original = part.get_content()
        return str(original.get("Message-ID", "")).strip()
    return ""
