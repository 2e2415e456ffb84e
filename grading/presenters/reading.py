"""Words for how much there is to read, and what could not be judged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evidence.domain.file_text import Unjudged
from evidence.domain.reading import LONG_SENTENCE
from grading.models import AssessedOutcome
from grading.presenters.links import address
from grading.presenters.preparing import short_title
from grading.selectors.reading import ItemLoad

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# A reading age above this shuts out many adults: the average is about that of 9 to 11 years
# (NHS digital service manual, "Use a readability tool to prioritise content").
HARD_FROM = 14
UNJUDGED_WORDS: "Mapping[str, StrPromise]" = {
    Unjudged.PICTURES: gettext_lazy("pictures"),
    Unjudged.SCANS: gettext_lazy("pages that are pictures or scans"),
    Unjudged.TABLES: gettext_lazy("tables"),
    Unjudged.NOT_READ: gettext_lazy("the file, which could not be read"),
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item: how long it takes, what makes it hard, and what was not judged."""

    title: str
    minutes: str
    facts: tuple[str, ...]
    unjudged: str
    change_href: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome: the sentence, and its items with the longest first."""

    sentence: str
    question: str
    items: tuple[ItemRow, ...]


def minutes_words(minutes: int) -> str:
    """ "about 3 minutes"."""
    return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}


def unjudged_words(unjudged: Iterable[str]) -> str:
    """One sentence on what the minutes leave out; "" for nothing."""
    named = [str(UNJUDGED_WORDS[each]) for each in unjudged if each in UNJUDGED_WORDS]
    return _("Not counted: %(what)s.") % {"what": ", ".join(named)} if named else ""


def outcome_rows(
    loads: Sequence[tuple[AssessedOutcome, Sequence[ItemLoad]]], *, pk: int, may_change: bool
) -> list[OutcomeRow]:
    """Every outcome of assessment `pk`, the one that asks most first."""
    most_first = sorted(loads, key=lambda each: -total_minutes(each[1]))
    return [
        OutcomeRow(
            sentence=_sentence(row, total_minutes(items)),
            question=row.outcome.question,
            items=tuple(
                _item(load, pk=pk, may_change=may_change)
                for load in sorted(items, key=lambda load: -load.minutes)
            ),
        )
        for row, items in most_first
    ]


def total_minutes(items: Iterable[ItemLoad]) -> int:
    """Of all items of one outcome."""
    return sum(load.minutes for load in items)


def _sentence(row: AssessedOutcome, minutes: int) -> str:
    words = ngettext(
        "%(outcome)s asks %(n)d minute of a volunteer",
        "%(outcome)s asks %(n)d minutes of a volunteer",
        minutes,
    )
    return words % {"outcome": short_title(row), "n": minutes}


def _item(load: ItemLoad, *, pk: int, may_change: bool) -> ItemRow:
    unjudged = unjudged_words(load.file.unjudged) if load.file else ""
    if load.has_file and load.file is None:
        unjudged = _("Its file has not been measured.")
    elif load.item.url and not load.has_file:
        unjudged = _("Not counted: what the link leads to.")
    change = address("grading:change_evidence", pk=pk, item_pk=load.item.pk)
    return ItemRow(
        title=load.item.title,
        minutes=minutes_words(load.minutes),
        facts=tuple(_facts(load)),
        unjudged=unjudged,
        change_href=change if may_change else "",
    )


def _facts(load: ItemLoad) -> Iterable[str]:
    file = load.file
    if file and file.pages:
        yield ngettext("%(n)d page", "%(n)d pages", file.pages) % {"n": file.pages}
    yield ngettext("%(n)d word", "%(n)d words", load.words) % {"n": load.words}
    ages = [age for age in (load.summary.reading_age, file and file.reading_age) if age]
    if ages and max(ages) >= HARD_FROM:
        yield _("hard to read: reading age %(age)d") % {"age": max(ages)}
    elif ages:
        yield _("reading age %(age)d") % {"age": max(ages)}
    long = load.summary.long_sentences + (file.long_sentences if file else 0)
    if long:
        words = ngettext(
            "%(n)d sentence of more than %(most)d words",
            "%(n)d sentences of more than %(most)d words",
            long,
        )
        yield words % {"n": long, "most": LONG_SENTENCE}
    initials = dict.fromkeys([*load.summary.initials, *(file.initials if file else ())])
    if initials:
        yield _("initials never spelled out: %(initials)s") % {"initials": ", ".join(initials)}
