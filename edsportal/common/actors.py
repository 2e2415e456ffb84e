"""Who does something: a member of staff, a grader, a command, or the clock."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anything an audit event can name. People and graders are actors, and so is `Machine`."""

    @property
    def actor_kind(self) -> str:
        """``user``, ``grader`` or ``machine``."""

    @property
    def actor_id(self) -> str:
        """Identifies the actor among its kind; carries no name or address."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A command or a timed task acting by itself, named after what it is."""

    name: str
    actor_kind: str = "machine"

    @property
    def actor_id(self) -> str:
        return self.name
