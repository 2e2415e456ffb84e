"""Shaping who is not heard yet: a grid of words, and each outcome with its numbers."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from edsportal.common.domain.spreadsheet import inert
from grading.domain.edition import Edition
from grading.domain.heard import Heard, HeardRow, People
from grading.domain.small_numbers import HIDDEN, shown_count
from grading.domain.workflow import State
from grading.models import Assessment
from grading.selectors.heard import HeardFacts

COLOURS = {Heard.NOBODY: "red", Heard.INVITED: "yellow", Heard.STARTED: "blue"}


@dataclass(frozen=True, slots=True)
class HeardCell:
    """One group or local interest at one outcome. ``state`` is "" where it may not grade this."""

    name: str
    invited: str
    started: str
    answered: str
    state: str
    colour: str
    gap: bool
    invite_url: str = ""
    remind_url: str = ""


@dataclass(frozen=True, slots=True)
class HeardOutcome:
    """One outcome with its cells; ``gaps`` says in words how many groups are not heard."""

    code: str
    question: str
    gaps: str
    groups: tuple[HeardCell, ...]
    interests: tuple[HeardCell, ...]


@dataclass(frozen=True, slots=True)
class HeardPage:
    """The whole page; ``groups`` heads the grid, ``numbers`` says what is hidden."""

    summary: str
    numbers: str
    groups: tuple[str, ...]
    outcomes: tuple[HeardOutcome, ...]


class _Shape:
    """What every cell of one assessment's page needs."""

    def __init__(self, assessment: Assessment) -> None:
        self.below = assessment.organisation.suppress_below
        self.invite = reverse("grading:invite", args=[assessment.pk])
        self.inviting = assessment.state in (State.PREPARING, State.GRADING)
        self.remind = (
            reverse("grading:remind_all", args=[assessment.pk])
            if assessment.state == State.GRADING
            else ""
        )

    def cell(self, name: str, people: People | None, **wanted: str) -> HeardCell:
        if people is None:
            return HeardCell(name, "–", "–", "–", "", "", gap=False)
        heard = people.heard
        gap = heard is not Heard.ANSWERED
        nobody = heard is Heard.NOBODY
        return HeardCell(
            name=name,
            invited=self._number(people.invited),
            started=self._number(people.started),
            answered=self._number(people.answered),
            state=heard_words(heard),
            colour=COLOURS.get(heard, "green"),
            gap=gap,
            invite_url=f"{self.invite}?{urlencode(wanted)}" if gap and self.inviting else "",
            remind_url=self.remind if gap and not nobody else "",
        )

    def _number(self, people: int) -> str:
        shown = shown_count(people, suppress_below=self.below)
        if shown == HIDDEN:
            return _("1 to %(most)d") % {"most": self.below - 1}
        return _("none") if shown == "0" else _("about %(number)s") % {"number": shown}


def heard_words(heard: Heard) -> str:
    """How far anybody is, in words."""
    return {
        Heard.NOBODY: _("Nobody invited"),
        Heard.INVITED: _("Invited"),
        Heard.STARTED: _("Started"),
        Heard.ANSWERED: _("Heard"),
    }[heard]


def heard_page(facts: HeardFacts, assessment: Assessment) -> HeardPage:
    """The page of one assessment; no query."""
    shape = _Shape(assessment)
    outcomes = tuple(_outcome(row, facts, shape, assessment.edition) for row in facts.rows)
    places = [cell for outcome in outcomes for cell in outcome.groups]
    heard = sum(not cell.gap for cell in places)
    return HeardPage(
        summary=_(
            "Somebody has answered for a group in %(heard)d of %(places)d places; "
            "%(gaps)d are not heard yet."
        )
        % {"heard": heard, "places": len(places), "gaps": len(places) - heard},
        numbers=_(
            "Numbers of people from 1 to %(most)d are not told apart, others are rounded to 5."
        )
        % {"most": shape.below - 1}
        if shape.below > 1
        else _("Numbers of people are rounded to 5."),
        groups=tuple(group.label for group in facts.groups),
        outcomes=outcomes,
    )


def _outcome(row: HeardRow, facts: HeardFacts, shape: _Shape, edition: Edition) -> HeardOutcome:
    groups = tuple(
        shape.cell(group.label, row.by_group[group.pk], **{"for": group.key})
        for group in facts.groups
    )
    gaps = sum(cell.gap for cell in groups)
    return HeardOutcome(
        code=row.outcome,
        question=edition.outcome(row.outcome).question,
        gaps=_("%(gaps)d of %(all)d groups not heard yet") % {"gaps": gaps, "all": len(groups)},
        groups=groups,
        interests=tuple(
            shape.cell(interest.name, row.by_interest[interest.pk], group=str(interest.pk))
            for interest in facts.interests
        ),
    )


def heard_csv(page: HeardPage) -> str:
    """A heading row, then a row for each outcome with each group, then each local interest."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["outcome", "about", "name", "invited", "started", "answered", "state"])
    for outcome in page.outcomes:
        _write(writer, outcome.code, "group", outcome.groups)
        _write(writer, outcome.code, "local_interest", outcome.interests)
    return text.getvalue()


def _write(writer: object, code: str, about: str, cells: Sequence[HeardCell]) -> None:
    for cell in cells:
        state = cell.state or _("Does not grade this")
        numbers = [cell.invited, cell.started, cell.answered]
        writer.writerow([code, about, inert(cell.name), *numbers, state])  # type: ignore[attr-defined]
