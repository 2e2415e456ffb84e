"""What the organisation replied where the local view differed."""

from typing import TypedDict


class ReplyPart(TypedDict):
    """A reply that local interests were told of, and what became of it.

    `sent_on` is the day they were told. `kept` and `changed` count local interests, not people;
    `grade_before` is the agreed grade when it was sent, None where there was none.
    """

    text: str
    evidence: str
    sent_on: str
    kept: int
    changed: int
    grade_before: str | None
    became: str
