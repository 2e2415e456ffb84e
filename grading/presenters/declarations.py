"""Shaping what graders declared, for the lead who decides, and what graders need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from grading.models import DeclaredInterest, Grader
from grading.presenters.dates import day_words
from grading.selectors.declared_interest import may_change
from stakeholders.domain.preferences import LANGUAGES

Decision = DeclaredInterest.Decision
COLOURS = {"": "yellow", Decision.ALLOWED: "green", Decision.STAND_DOWN: "grey"}


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """One declared tie; ``url`` is where it is decided."""

    name: str
    group: str
    group_kind: str
    said: str
    words: str
    declared_on: str
    state: str
    colour: str
    decided: str
    waits: bool
    changeable: bool
    url: str


def declaration_rows(
    declarations: Iterable[DeclaredInterest], *, pk: int, results_seen: datetime | None = None
) -> list[DeclarationRow]:
    """Those that wait first; no query beyond what was selected along.

    ``results_seen`` is when the grades could be seen: what was decided before is final.
    """
    rows = [declaration_row(each, pk=pk, results_seen=results_seen) for each in declarations]
    return sorted(rows, key=lambda row: not row.waits)


def declaration_row(
    declared: DeclaredInterest, *, pk: int, results_seen: datetime | None = None
) -> DeclarationRow:
    """One declaration of assessment ``pk`` in words."""
    grader, interest = declared.grader, declared.grader.participation.local_interest
    return DeclarationRow(
        name=name_of(grader),
        group=interest.name,
        group_kind=str(interest.get_kind_display()),
        said=str(declared.get_kind_display()),
        words=declared.text,
        declared_on=day_words(declared.declared_at),
        state=str(declared.get_decision_display()) if declared.decision else _("Waits for you"),
        colour=COLOURS[declared.decision],
        decided=_decided(declared),
        waits=not declared.decision,
        changeable=may_change(declared, results_seen=results_seen),
        url=reverse("grading:declaration", args=[pk, grader.pk]),
    )


def _decided(declared: DeclaredInterest) -> str:
    if not declared.decision or declared.decided_by is None:
        return ""
    return _("%(who)s, %(day)s: %(reason)s") % {
        "who": declared.decided_by.name,
        "day": day_words(declared.decided_at),
        "reason": declared.decision_reason,
    }


def name_of(grader: Grader) -> str:
    """The name the lead invited somebody by; a removed person has none."""
    return (grader.invitation.name if grader.invitation else "") or _("A person who was removed")


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What one person asked for; ``language`` is "" for no wish."""

    name: str
    group: str
    needs: str
    language: str


def need_rows(graders: Iterable[Grader]) -> list[NeedRow]:
    """What people need to take part; no query."""
    return [
        NeedRow(
            name=name_of(grader),
            group=grader.participation.local_interest.name,
            needs=grader.access_needs,
            language=LANGUAGES.get(grader.language, "") if grader.language != "en" else "",
        )
        for grader in graders
    ]
