"""Every e-mail the portal sends to people: written with the change, sent after it (ADR 0015)."""

from edsportal.common.outbox.kinds import MessageKind
from edsportal.common.outbox.message import OutgoingMessage
from edsportal.common.outbox.queue import queue_message, withdraw_messages, withdraw_messages_to

__all__ = [
    "MessageKind",
    "OutgoingMessage",
    "queue_message",
    "withdraw_messages",
    "withdraw_messages_to",
]
