"""When a meeting's grade, written down by the organisation, stands: only by the groups' own word.

Source: docs/scoring.md, "Meetings". A lead records what local interests agreed when they met; that
alone changes nothing, or the organisation could make up a view that nobody holds.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """What a group that was there says: nothing yet, "this is what we agreed", or "we did not"."""

    OPEN = "open"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"


class Standing(StrEnum):
    """WAITING for the groups' word; STANDS, and replaces the computed view; or FAILED."""

    WAITING = "waiting"
    STANDS = "stands"
    FAILED = "failed"


def word_of_group(said: Iterable[bool]) -> Word:
    """A group's word from its people's; one "no" is the group's "no", in whatever order."""
    words = set(said)
    if False in words:
        return Word.NOT_AGREED
    return Word.AGREED if words else Word.OPEN


def standing_of(words: Mapping[str, Word], *, heard: Collection[str] = ()) -> Standing:
    """Whether the recorded grade stands.

    ``words`` has the word of each group recorded as there, by its key; ``heard`` are the keys of
    those that count and answered. More than half of those recorded must confirm, and they must
    be more than half of all that are heard: a few who met do not speak for the many who did not.
    A group that says "no" stays in the count, so that a "no" never makes it easier.
    """
    everybody = len({*words, *heard})
    confirmed = sum(word is Word.AGREED for word in words.values())
    still = sum(word is Word.OPEN for word in words.values())
    if 2 * confirmed > everybody:
        return Standing.STANDS
    return Standing.WAITING if 2 * (confirmed + still) > everybody else Standing.FAILED


@dataclass(frozen=True, slots=True)
class MeetingDissent:
    """How a group that was there saw it otherwise; `publish` is its writer's own choice."""

    local_interest: str
    text: str
    publish: bool


@dataclass(frozen=True, slots=True)
class RecordedMeeting:
    """A record of a meeting beside the result: its grade, the groups' words, how it stands."""

    grade: str
    words: Mapping[str, Word]
    standing: Standing
    note: str = ""
    dissent: tuple[MeetingDissent, ...] = ()

    @property
    def confirmed(self) -> tuple[str, ...]:
        """Keys of the groups that confirmed it: those alone count as having been there."""
        return tuple(sorted(key for key, word in self.words.items() if word is Word.AGREED))
