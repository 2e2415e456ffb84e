"""Words for what looks wrong with the evidence before grading opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from grading.domain.contradictions import Contradiction, WarningCode
from grading.presenters.links import address

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "Mapping[WarningCode, StrPromise]" = {
    WarningCode.OLD: gettext_lazy("it is from %(date)s, more than three years ago."),
    WarningCode.SAME_AS_LAST_YEAR: gettext_lazy(
        "its summary is the same text as last time for %(named)s. Is it still true?"
    ),
    WarningCode.GROUP_NOT_MENTIONED: gettext_lazy(
        "it is marked as speaking of %(named)s, but its summary never says so."
    ),
    WarningCode.FILE_HELD_BACK: gettext_lazy(
        "its file waits to be scanned for viruses. Graders cannot open it yet."
    ),
    WarningCode.FILE_HARMFUL: gettext_lazy(
        "its file was found harmful. Graders cannot open it. Add a clean copy."
    ),
}


@dataclass(frozen=True, slots=True)
class ShownWarning:
    """One warning with the page that mends it."""

    title: str
    href: str
    words: str


def shown_warning(found: Contradiction, *, pk: int) -> ShownWarning:
    """A warning about an item in assessment `pk`."""
    on = found.item.effective_on
    facts = {
        "named": ", ".join(found.named),
        "date": date_format(on, "j F Y") if on else "",
    }
    return ShownWarning(
        title=found.item.title,
        href=address("grading:change_evidence", pk=pk, item_pk=found.item.pk),
        words=str(WORDS[found.code]) % facts,
    )
