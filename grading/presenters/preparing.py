"""Shaping the pages on which an assessment is prepared."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from edsportal.common.templatetags.nhsuk import grade_tag
from grading.domain.edition import Edition
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment
from grading.models.assessment import STATE_LABELS
from grading.presenters.links import address
from grading.presenters.what_now import Now
from stakeholders.models import Membership

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STATE_COLOURS = {
    State.PREPARING: "blue",
    State.GRADING: "aqua-green",
    State.RECONCILING: "purple",
    State.AGREED: "yellow",
    State.PUBLISHED: "green",
}


@dataclass(frozen=True, slots=True)
class StateTag:
    """An assessment's state as a word and a colour."""

    text: "str | StrPromise"
    colour: str


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """An assessment in somebody's list."""

    href: str
    title: str
    state: StateTag
    now: Now


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """One organisation of a person: what they are there, and its assessments."""

    ods_code: str
    name: str
    roles: str
    start_href: str
    assessments: tuple[AssessmentRow, ...]


@dataclass(frozen=True, slots=True)
class GoalList:
    """The assessed outcomes of one goal as parameters of a task list."""

    title: str
    params: dict[str, Any]


def state_tag(assessment: Assessment) -> StateTag:
    """The state as a tag."""
    state = State(assessment.state)
    return StateTag(STATE_LABELS[state], STATE_COLOURS[state])


def assessment_title(assessment: Assessment) -> str:
    """The edition and the year."""
    return f"{assessment.edition.short_name}, {assessment.year}"


def organisation_cards(
    memberships: Iterable[Membership],
    assessments: Iterable[Assessment],
    *,
    may_start: Callable[[Membership], bool],
    now: Mapping[int, Now],
) -> list[OrganisationCard]:
    """One card for each organisation; the memberships come ordered by organisation.

    ``now`` has what the person can do, by assessment.
    """
    by_organisation: dict[int, list[Assessment]] = {}
    for assessment in assessments:
        by_organisation.setdefault(assessment.organisation_id, []).append(assessment)
    return [
        _card(list(roles), by_organisation.get(pk, []), may_start=may_start, now=now)
        for pk, roles in groupby(memberships, key=lambda held: held.organisation_id)
    ]


def outcome_title(row: AssessedOutcome) -> str:
    """The code, the service where there is one, and the plain question."""
    where = f"{row.outcome_code} – {row.service.name}" if row.service else row.outcome_code
    return f"{where}: {row.outcome.question}"


def short_title(row: AssessedOutcome) -> str:
    """The code, and the service where there is one."""
    return f"{row.outcome_code} – {row.service.name}" if row.service else row.outcome_code


def goal_title(edition: Edition, row: AssessedOutcome) -> str:
    """The goal an assessed outcome belongs to, with the edition's word for it."""
    goal = edition.goal_of(row.outcome_code)
    return f"{edition.goal_word.capitalize()} {goal.key}: {goal.label}"


def grade_label(row: AssessedOutcome) -> str:
    """The organisation's grade in the edition's word, or that there is none."""
    if not row.organisation_grade:
        return _("Not graded yet")
    return row.assessment.edition.grade(row.organisation_grade).label


def grade_lists(assessment: Assessment, rows: Iterable[AssessedOutcome]) -> list[GoalList]:
    """The organisation's grades by goal, each a link to its page."""
    return _goal_lists(assessment, rows, page="grading:grade", status=_grade_status)


def scope_lists(assessment: Assessment, rows: Iterable[AssessedOutcome]) -> list[GoalList]:
    """What is graded this year by goal, each a link to where that is decided."""
    return _goal_lists(assessment, rows, page="grading:scope_outcome", status=_scope_status)


def _card(
    roles: list[Membership],
    assessments: list[Assessment],
    *,
    may_start: Callable[..., bool],
    now: Mapping[int, Now],
) -> OrganisationCard:
    first = roles[0]
    organisation = first.organisation
    start = address("grading:start_assessment", ods_code=organisation.ods_code)
    return OrganisationCard(
        ods_code=organisation.ods_code,
        name=organisation.name,
        roles=", ".join(str(held.get_role_display()) for held in roles),
        start_href=start if may_start(first) else "",
        assessments=tuple(
            AssessmentRow(
                address("grading:task_list", pk=a.pk),
                assessment_title(a),
                state_tag(a),
                now[a.pk],
            )
            for a in assessments
        ),
    )


def _goal_lists(
    assessment: Assessment,
    rows: Iterable[AssessedOutcome],
    *,
    page: str,
    status: Callable[[AssessedOutcome], dict[str, Any]],
) -> list[GoalList]:
    edition = assessment.edition
    lists: list[GoalList] = []
    for title, group in groupby(rows, key=lambda row: goal_title(edition, row)):
        items = [_item(row, page=page, status=status) for row in group]
        lists.append(GoalList(title, {"idPrefix": f"goal-{len(lists) + 1}", "items": items}))
    return lists


def _item(
    row: AssessedOutcome, *, page: str, status: Callable[[AssessedOutcome], dict[str, Any]]
) -> dict[str, Any]:
    return {
        "heading": {"text": outcome_title(row)},
        "href": address(page, pk=row.assessment.pk, outcome_pk=row.pk),
        **status(row),
    }


def _grade_status(row: AssessedOutcome) -> dict[str, Any]:
    if not row.in_scope:
        return {"status": {"text": _("Out of scope")}}
    if not row.organisation_grade:
        return {"status": {"tag": {"text": _("Not graded yet"), "colour": "blue"}}}
    grade = row.assessment.edition.grade(row.organisation_grade)
    return {"status": {"html": grade_tag(grade.label, grade.colour)}}


def _scope_status(row: AssessedOutcome) -> dict[str, Any]:
    if row.in_scope:
        return {"status": {"text": _("Graded")}}
    return {
        "status": {"tag": {"text": _("Left out"), "colour": "grey"}},
        "hint": {"text": _("Why: %(reason)s") % {"reason": row.out_of_scope_reason}},
    }
