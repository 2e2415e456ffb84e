"""Words for what is worth a second look before the board signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grading.domain.edition import Edition
from grading.domain.things_to_look_at import Hint, Thing
from grading.presenters.links import address

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "Mapping[Hint, StrPromise]" = {
    Hint.TOP_BUT_NOT_FARING_WELL: gettext_lazy(
        "%(place)s has the highest grade, yet no group is said to fare well by most."
    ),
    Hint.WORDS_POORER: gettext_lazy(
        "%(place)s: a comment beside a high grade has words that sound poor. Read it once more."
    ),
    Hint.WORDS_BETTER: gettext_lazy(
        "%(place)s: a comment beside the lowest grade has words that sound good. Read it once more."
    ),
}
LISTED: "Mapping[Hint, StrPromise]" = {
    Hint.GRADED_BY_NOBODY: gettext_lazy("Graded by nobody: %(places)s."),
    Hint.TOO_FEW: gettext_lazy("Graded by too few local interests: %(places)s."),
}


@dataclass(frozen=True, slots=True)
class ShownThing:
    """One hint in words, what the lead said to it, and where that is written."""

    words: str
    place: str
    reason: str
    href: str


def shown_things(
    found: Sequence[Thing], reasons: Mapping[str, str], *, edition: Edition, pk: int
) -> list[ShownThing]:
    """Each hint, with the lead's reason by its key. A changed total takes no reason."""
    return [
        ShownThing(
            words=thing_words(thing, edition),
            place=thing.place or _("all that it names"),
            reason=reasons.get(thing.key, ""),
            href=""
            if thing.hint is Hint.TOTAL_CHANGED
            else address("grading:let_stand", pk=pk, key=thing.key),
        )
        for thing in found
    ]


def thing_words(thing: Thing, edition: Edition) -> str:
    """One hint in a sentence."""
    if thing.hint is Hint.TOP_BUT_NO_EVIDENCE:
        return ngettext(
            "%(place)s has the highest grade, but no evidence speaks of %(n)d protected group.",
            "%(place)s has the highest grade, but no evidence speaks of %(n)d protected groups.",
            len(thing.named),
        ) % {"place": thing.place, "n": len(thing.named)}
    if thing.hint is Hint.ALL_THE_SAME:
        return _("Every graded outcome has the same grade: %(grade)s.") % {
            "grade": edition.grade(thing.named[0]).label
        }
    if thing.hint is Hint.TOTAL_CHANGED:
        return _(
            "The result has changed since the board signed: it was “%(was)s” and is now "
            "“%(now)s”. Please read the grades again."
        ) % {"was": thing.named[0], "now": thing.named[1]}
    if thing.hint in LISTED:
        return str(LISTED[thing.hint]) % {"places": get_text_list(list(thing.named), _("and"))}
    return str(WORDS[thing.hint]) % {"place": thing.place}
