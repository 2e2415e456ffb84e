"""Shaping what whole groups declared: for the lead who decides, and for the group's people."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.domain.group_declaration import (
    DAYS_TO_SAY_NO,
    GroupFacts,
    NoStandDown,
    why_not_count_again,
    why_not_stand_down,
)
from grading.models import GroupDeclaration
from grading.presenters.dates import day_words


@dataclass(frozen=True, slots=True)
class GroupDeclarationRow:
    """One group's declaration; ``url`` is where it is decided."""

    group: str
    group_kind: str
    words: str
    declared_on: str
    state: str
    colour: str
    decided: str
    waits: bool
    url: str


def group_declaration_rows(declarations: Iterable[GroupDeclaration]) -> list[GroupDeclarationRow]:
    """Those that wait first; no query beyond what was selected along."""
    rows = [group_declaration_row(each) for each in declarations]
    return sorted(rows, key=lambda row: not row.waits)


def group_declaration_row(declared: GroupDeclaration) -> GroupDeclarationRow:
    """One declaration in words; no query."""
    row = declared.participation
    state, colour = _state(declared)
    return GroupDeclarationRow(
        group=row.local_interest.name,
        group_kind=str(row.local_interest.get_kind_display()),
        words=declared.text,
        declared_on=day_words(declared.declared_at),
        state=state,
        colour=colour,
        decided=_decided(declared),
        waits=declared.waits,
        url=reverse("grading:group_declaration", args=[row.assessment_id, row.pk]),
    )


def _state(declared: GroupDeclaration) -> tuple[str, str]:
    states = (
        (declared.kept_in_at, _("Counts: its people said so"), "green"),
        (declared.participation.stood_down_at, _("The group stood down"), "grey"),
        (declared.allowed_at, _("Declared and allowed"), "green"),
    )
    found = ((words, colour) for holds, words, colour in states if holds)
    return next(found, (_("Waits for you"), "yellow"))


def _decided(declared: GroupDeclaration) -> str:
    row = declared.participation
    if row.stood_down_at is not None and row.stood_down_by is not None:
        who, when, why = row.stood_down_by.name, row.stood_down_at, row.stood_down_reason
    elif declared.allowed_at is not None and declared.allowed_by is not None:
        who, when, why = declared.allowed_by.name, declared.allowed_at, declared.allowed_reason
    else:
        return ""
    return _("%(who)s, %(day)s: %(reason)s") % {"who": who, "day": day_words(when), "reason": why}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lead can decide now; each "" or the reason why not."""

    no_stand_down: str
    no_count: str

    @property
    def any(self) -> bool:
        """Whether there is anything to decide."""
        return not (self.no_stand_down and self.no_count)


def choices_for(facts: GroupFacts) -> Choices:
    """Both decisions with what stands in the way of each."""
    down, count = why_not_stand_down(facts), why_not_count_again(facts)
    return Choices(
        no_stand_down=refusal_words(down, facts.short) if down else "",
        no_count=refusal_words(count) if count else "",
    )


def refusal_words(why: NoStandDown, short: tuple[str, ...] = ()) -> str:
    """What stands in the way of deciding about a whole group; ``short`` as in `GroupFacts`."""
    words = {
        NoStandDown.NOT_OPEN: _(
            "Declared interests are decided while grading is open, before anybody sees a grade."
        ),
        NoStandDown.NOT_DECLARED: _(
            "This group has declared no tie as a whole, so it cannot be stood down. "
            "Decide about each person who declared one."
        ),
        NoStandDown.KEPT_IN: _(
            "One of its people said that this group should count, so it does. "
            "Decide about each person who declared a tie."
        ),
        NoStandDown.SEEN: _(
            "This group's grades, or a decision about it, were there when grading was closed "
            "and could be seen. So it stays as it is."
        ),
        NoStandDown.UNTOLD: _(
            "People of this group have answered whom no e-mail reaches, or whose invitation was "
            "withdrawn. They could not say no, so the group counts."
        ),
        NoStandDown.TOO_LATE: ngettext(
            "Its people need %(days)d day to say no before grading closes. "
            "Move the closing date first.",
            "Its people need %(days)d days to say no before grading closes. "
            "Move the closing date first.",
            DAYS_TO_SAY_NO,
        )
        % {"days": DAYS_TO_SAY_NO},
        NoStandDown.TOO_FEW: _(
            "Without this group too few are invited to grade %(codes)s. Invite another group first."
        )
        % {"codes": ", ".join(short)},
    }
    return words[why]
