"""The small family of refusals. Each carries words that a page can show."""

from collections.abc import Sequence
from dataclasses import dataclass


class PortalError(Exception):
    """Something was refused; `reason` says why in words for the person who asked."""

    status = 400

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = str(reason)

    @property
    def words(self) -> str:
        """The reason as a page shows it."""
        return self.reason


class NotPermitted(PortalError):
    """The person may see this, but not do that."""

    status = 403


class NotNow(PortalError):
    """The state of the assessment does not allow it now."""

    status = 409


class InvalidInput(PortalError):
    """What was sent cannot be used; `problems` names every place and its mend."""

    status = 422

    def __init__(self, problems: "Sequence[Problem]") -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def words(self) -> str:
        """The reason without the names of fields, for a page that shows it apart from them."""
        return "\n".join(f"{each.problem} {each.mend}".strip() for each in self.problems)


class Clash(PortalError):
    """Somebody saved this since it was opened. Nothing was overwritten."""

    status = 409


class DoneAlready(PortalError):
    """The same submission came a second time. The first one counts."""

    status = 409


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where it is, what it is, how to mend it."""

    place: str
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} {self.mend}".strip()
