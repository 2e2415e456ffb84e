"""Who did what, when and why, written in the same transaction as the change."""

from edsportal.common.audit.events import Event
from edsportal.common.audit.record import record

__all__ = ["Event", "record"]
