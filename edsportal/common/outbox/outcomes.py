"""Apps hear here what became of a message about their rows; this room knows none of them."""

import logging
from collections.abc import Callable

from django.db import transaction

from edsportal.common.outbox.kinds import MessageKind
from edsportal.common.outbox.message import OutgoingMessage

log = logging.getLogger(__name__)

Listener = Callable[[OutgoingMessage], None]
_listeners: dict[str, Listener] = {}


def when_settled(kind: MessageKind, listener: Listener) -> None:
    """Have ``listener`` called with each message of ``kind`` that needs no more tries.

    It runs in the transaction that settles the row, whose address and body are gone by then.
    """
    _listeners[kind] = listener


def tell_listener(message: OutgoingMessage) -> None:
    """Call the listener of the message's kind. Its fault is logged: the message *was* sent."""
    listener = _listeners.get(message.kind)
    if listener is None:
        return
    try:
        with transaction.atomic():
            listener(message)
    except Exception:
        log.exception("What became of message %s could not be noted.", message.pk)
