"""Words for a group's one agreed answer and its own dissent, with small numbers hidden."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from grading.domain.reconciliation import Voice
from grading.domain.small_numbers import HIDDEN, shown_count


@dataclass(frozen=True, slots=True)
class Together:
    """One group that gave one answer; ``words`` are its dissenters', where it lets us show them."""

    name: str
    counts: str
    words: str


@dataclass(frozen=True, slots=True)
class TogetherCounts:
    """How many people stood behind it and did not, as they may be shown (`shown_count`)."""

    agreed: str
    dissented: str


def counts_shown(voice: Voice, *, suppress_below: int) -> TogetherCounts | None:
    """The counts of a group's agreed answer; None where it gave none or nobody counted."""
    if voice.together is None or not voice.together.agreed:
        return None
    agreed, dissented = voice.together.agreed, voice.together.dissented
    return TogetherCounts(
        shown_count(agreed, suppress_below=suppress_below),
        shown_count(dissented, suppress_below=suppress_below),
    )


def words_shown(voice: Voice) -> str:
    """How those who differed said it, where the group lets it be published."""
    held = voice.together
    return held.dissent.strip() if held and held.publish_dissent else ""


def together_rows(voices: Iterable[Voice], *, suppress_below: int) -> tuple[Together, ...]:
    """Every group that gave one answer, in the order of the alphabet."""
    rows = []
    for voice in voices:
        counts = counts_shown(voice, suppress_below=suppress_below)
        if counts is not None:
            words = counts_words(counts.agreed, counts.dissented)
            rows.append(Together(voice.local_interest.name, words, words_shown(voice)))
    return tuple(sorted(rows, key=lambda row: row.name))


def counts_words(agreed: str, dissented: str) -> str:
    """One sentence from two shown counts: small ones stay hidden, others are rounded."""
    return _("It gave one answer together: %(agreed)s agreed, %(dissented)s.") % {
        "agreed": _people(agreed),
        "dissented": _("nobody saw it otherwise")
        if dissented == "0"
        else _("%(people)s saw it otherwise") % {"people": _people(dissented)},
    }


def _people(shown: str) -> str:
    if shown == HIDDEN:
        return _("a small number of people")
    return _("about %(number)s people") % {"number": shown}
