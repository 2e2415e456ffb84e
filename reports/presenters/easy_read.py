"""The easy-read edition: short sentences, one idea a line, a picture beside each.

Its words about outcomes and grades are the edition's own easy-read texts. Reports frozen
before those were kept fall back on the plain question and wording.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edsportal.common.charts import Chart
from edsportal.common.charts.steps import steps_chart
from grading.domain.edition import Certainty
from reports.domain.snapshot import GradedPart, OutcomePart, Snapshot
from reports.presenters.words import NO_GRADE_WORDS

SENTENCE = re.compile(r"(?<=[.?!])\s+")
#: Which picture goes with a goal, by its place: services, staff, leaders.
PICTURES = ("door", "staff", "leaders")
PICTURES_OF_FOUR = ("health", "door", "staff", "leaders")


@dataclass(frozen=True, slots=True)
class GradeLine:
    """A grade with its stairs and what it means, a sentence a line."""

    label: str
    steps: Chart
    lines: list[str]


@dataclass(frozen=True, slots=True)
class EasyOutcome:
    """One question with its answer; `grade` says why there is none where it is not `graded`."""

    code: str
    picture: str
    lines: list[str]
    grade: str
    graded: bool
    steps: Chart
    said: list[str]
    services: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EasyAction:
    """Something that will be done."""

    text: str
    who: str
    when: date


@dataclass(frozen=True, slots=True)
class EasyRead:
    """The whole book, in its order."""

    grades: list[GradeLine]
    result: list[str]
    outcomes: list[EasyOutcome]
    actions: list[EasyAction]
    took_part: list[str]


def easy_read(snapshot: Snapshot) -> EasyRead:
    """Shape the book from one snapshot; no query, no clock."""
    grades = snapshot["grades"]
    return EasyRead(
        grades=[
            GradeLine(
                grade["label"],
                steps_chart(
                    place,
                    len(grades),
                    title=_("Step %(step)d of %(of)d") % {"step": place + 1, "of": len(grades)},
                ),
                sentences(grade.get("easy_read") or grade["plain"]),
            )
            for place, grade in enumerate(grades)
        ],
        result=_result(snapshot),
        outcomes=[_outcome(outcome, snapshot) for outcome in snapshot["outcomes"]],
        actions=[
            EasyAction(action["text"], action["owner"], date.fromisoformat(action["due_on"]))
            for objective in snapshot["objectives"]
            for action in objective["actions"]
            if action["done_on"] is None
        ],
        took_part=[
            row["name"]
            for row in snapshot["local_interests"]
            if row["answered"] and not row["stood_down"]
        ],
    )


def sentences(text: str) -> list[str]:
    """One sentence a line."""
    return [line for line in SENTENCE.split(text.strip()) if line]


def _result(snapshot: Snapshot) -> list[str]:
    counted = [
        (grade["label"], sum(row["grade"] == grade["key"] for row in snapshot["outcomes"]))
        for grade in reversed(snapshot["grades"])
    ]
    lines = [
        ngettext(
            "%(n)d question has the grade %(grade)s.",
            "%(n)d questions have the grade %(grade)s.",
            number,
        )
        % {"n": number, "grade": label}
        for label, number in counted
        if number
    ]
    none = sum(row["grade"] is None for row in snapshot["outcomes"])
    if none:
        lines.append(
            ngettext("%(n)d question has no grade.", "%(n)d questions have no grade.", none)
            % {"n": none}
        )
    return lines + _total(snapshot)


def _total(snapshot: Snapshot) -> list[str]:
    total = snapshot["total"]
    if total is None:
        return []
    if total["score"] is None or total["rating"] is None:
        return [_("There is no total yet, because not every question has a grade.")]
    labels = {grade["key"]: grade["label"] for grade in snapshot["grades"]}
    return [
        _("Each grade gives points."),
        _("All the points together are %(score)d of %(of)d.")
        % {"score": total["score"], "of": total["of"]},
        _("That makes the whole grade %(grade)s.") % {"grade": labels[total["rating"]]},
    ]


def _outcome(outcome: OutcomePart, snapshot: Snapshot) -> EasyOutcome:
    labels = {grade["key"]: grade["label"] for grade in snapshot["grades"]}
    keys, grade = list(labels), outcome["grade"]
    said = labels[grade] if grade else str(NO_GRADE_WORDS[outcome["basis"]])
    place = [goal["key"] for goal in snapshot["goals"]].index(outcome["goal"])
    pictures = PICTURES_OF_FOUR if len(snapshot["goals"]) > len(PICTURES) else PICTURES
    return EasyOutcome(
        code=outcome["code"],
        picture=pictures[min(place, len(pictures) - 1)],
        lines=sentences(outcome.get("easy_read") or outcome["question"]),
        grade=said,
        graded=grade is not None,
        steps=steps_chart(
            keys.index(grade) if grade else None,
            len(keys),
            title=_("Grade: %(grade)s") % {"grade": said},
        ),
        said=_said(outcome["parts"][0], history=snapshot["history"])
        if not outcome["by_service"]
        else [],
        services=[(part["service_name"], _service_grade(part, labels)) for part in outcome["parts"]]
        if outcome["by_service"]
        else [],
    )


def _service_grade(part: GradedPart, labels: dict[str, str]) -> str:
    return labels[part["grade"]] if part["grade"] else str(NO_GRADE_WORDS[part["basis"]])


def _said(part: GradedPart, *, history: bool) -> list[str]:
    """How the grade was reached, in the shortest words; of history nothing is known."""
    basis = part["basis"]
    if history:
        return _said_of_history(part)
    if basis == "agreed":
        return [_("Local groups and the organisation said the same.")]
    if basis == "local_view_prevails":
        return [
            _("Local groups and the organisation did not say the same."),
            _("The grade of the local groups counts."),
        ]
    if basis == "local_view":
        return [_("This is what local groups said.")]
    if basis == "as_published":
        return _said_of_history(part)
    if basis == "out_of_scope":
        return [_("Nobody was asked about this, this year.")]
    return [_("Local groups did not grade this.")]


def _said_of_history(part: GradedPart) -> list[str]:
    if part["grade"] is None:
        return [_("We do not know its grade.")]
    if part.get("certainty") == Certainty.INFERRED:
        return [_("We did not see this grade."), _("We worked it out. It may be wrong.")]
    return []
