"""The board's two pages: the result, how it moved, how firm it is, what to ask, what is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.domain.board import Ask, Gap, Question, Why, gaps, overdue, questions
from reports.domain.firmness import deciding_voices
from reports.domain.movement import Direction, last_year, movements
from reports.domain.snapshot import OutcomePart, Snapshot
from reports.domain.summary import certainty_of
from reports.presenters.board_room import TWO_LINES, is_dense, longest_question, truncated
from reports.presenters.moves import DIRECTIONS
from reports.presenters.outcome_view import GradeView, Words

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST_ACTIONS = 6

WHY_WORDS: "Mapping[Why, StrPromise]" = {
    Why.NOT_GRADED: gettext_lazy("No agreed grade."),
    Why.LOWEST: gettext_lazy("The lowest grade there is."),
    Why.LOW: gettext_lazy("Below the highest grade."),
    Why.FELL: gettext_lazy("Lower than last time."),
    Why.NO_EVIDENCE: gettext_lazy("Local interests saw too little evidence."),
    Why.NO_ACTION: gettext_lazy("No action follows from it."),
}
QUESTIONS: "Mapping[Ask, StrPromise]" = {
    Ask.NO_ACTION: gettext_lazy(
        "%(where)s is %(grade)s and no action follows from it. What will be done, by whom and by "
        "when?"
    ),
    Ask.FELL: gettext_lazy(
        "%(where)s fell from %(before)s to %(grade)s. What changed, and who noticed it first?"
    ),
    Ask.SAW_IT_OTHERWISE: gettext_lazy(
        "On %(where)s we gave ourselves %(own)s and local interests gave %(grade)s. What do they "
        "see that we do not?"
    ),
    Ask.NO_EVIDENCE: gettext_lazy(
        "On %(where)s local interests saw too little evidence. What will we be able to show them "
        "next year?"
    ),
    Ask.NOT_GRADED: gettext_lazy(
        "%(where)s has no agreed grade. Who has to be asked, so that it has one next year?"
    ),
    Ask.OVERDUE: gettext_lazy("“%(action)s” was due and is not done. What stands in its way?"),
    Ask.ONE_VOICE: gettext_lazy(
        "The grade of %(where)s would be another without %(name)s. How do we hear more voices?"
    ),
    Ask.GROUP_UNSEEN: gettext_lazy(
        "No published evidence speaks of this group: %(group)s. How do we know how they fare?"
    ),
    Ask.LOWEST_HERE: gettext_lazy(
        "%(where)s has the lowest grade of this report, %(grade)s. What has been done since?"
    ),
    Ask.KEEP_UP: gettext_lazy(
        "Nothing in this report gives cause for another question. What keeps it so next year?"
    ),
}


@dataclass(frozen=True, slots=True)
class GapView:
    """An outcome to look at first, and why."""

    code: str
    question: str
    grade: GradeView
    why: str


@dataclass(frozen=True, slots=True)
class DueView:
    """An action not done yet; `late` where its day is before that of publication."""

    text: str
    outcome: str
    owner: str
    due_on: date
    late: bool


@dataclass(frozen=True, slots=True)
class GridLine:
    """One outcome in the short list: its grade, how it moved, how firm it is."""

    code: str
    question: str
    grade: GradeView
    sign: str
    moved: str
    firm: str


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """Everything on the two pages beside the report's own head."""

    lines: list[GridLine]
    compared_with: str
    movement: str
    firmness: list[str]
    gaps: list[GapView]
    questions: list[str]
    due: list[DueView]
    more_due: int
    dense: bool


def board_paper(snapshot: Snapshot) -> BoardPaper:
    """Shape the paper from one snapshot; no query, no clock."""
    words = Words(snapshot["grades"])
    most = longest_question(snapshot)
    due = _due(snapshot)
    earlier = last_year(snapshot)
    return BoardPaper(
        lines=_lines(snapshot, words, most),
        compared_with=earlier["year"] if earlier else "",
        movement=_movement(snapshot),
        firmness=_firmness(snapshot),
        gaps=[_gap(gap, words, max(most, TWO_LINES)) for gap in gaps(snapshot)],
        questions=[question_words(question, snapshot) for question in questions(snapshot)],
        due=due[:MOST_ACTIONS],
        more_due=max(0, len(due) - MOST_ACTIONS),
        dense=is_dense(snapshot),
    )


def question_words(question: Question, snapshot: Snapshot) -> str:
    """The question with its facts in words; a grade's key becomes its label."""
    labels = {grade["key"]: grade["label"] for grade in snapshot["grades"]}
    facts = {key: labels.get(value, value) for key, value in question.facts.items()}
    if question.ask is Ask.NO_ACTION and not facts["grade"]:
        facts["grade"] = _("without a grade")
    service = facts.get("service")
    where = f"{question.code} ({service})" if service else question.code
    return str(QUESTIONS[question.ask]) % {"where": where, **facts}


def _lines(snapshot: Snapshot, words: Words, most: int) -> list[GridLine]:
    moved = {row.code: row.direction for row in movements(snapshot)}
    lines = []
    for row in snapshot["outcomes"]:
        sign, said = DIRECTIONS[moved[row["code"]]] if row["code"] in moved else ("", "")
        lines.append(
            GridLine(
                code=row["code"],
                question=truncated(row["question"], most),
                grade=words.grade(row["grade"], row["basis"], certainty_of(row)),
                sign=sign,
                moved=str(said),
                firm="–" if snapshot["history"] else _firm(row),
            )
        )
    return lines


def _firm(row: OutcomePart) -> str:
    if row["grade"] is None:
        return "–"
    return _("Hangs on one voice") if deciding_voices(row) else _("Firm")


def _movement(snapshot: Snapshot) -> str:
    rows = movements(snapshot)
    if not rows:
        others = snapshot.get("previous", [])
        if others:
            return _(
                "The last report published here used another edition (%(edition)s), so grades "
                "cannot be compared."
            ) % {"edition": others[0]["framework_name"]}
        return _("No earlier report is published here, so there is nothing to compare with.")
    number = {way: sum(row.direction is way for row in rows) for way in Direction}
    return _("Since %(year)s: %(up)d up, %(down)d down, %(same)d the same.") % {
        "year": (last_year(snapshot) or {"year": ""})["year"],
        "up": number[Direction.UP],
        "down": number[Direction.DOWN],
        "same": number[Direction.SAME],
    }


def _firmness(snapshot: Snapshot) -> list[str]:
    """How firm the whole is, in sentences; history was not graded here and has none."""
    if snapshot["history"]:
        return [_("These grades were not given in this portal; how firm they are is not known.")]
    graded = [row for row in snapshot["outcomes"] if row["grade"]]
    hanging = [row["code"] for row in graded if deciding_voices(row)]
    said = [
        _("%(n)d of %(of)d grades would be different without one of the local interests.")
        % {"n": len(hanging), "of": len(graded)}
    ]
    total = snapshot["total"]
    if total and total["score"] is not None and total["to_next"] is not None:
        labels = {grade["key"]: grade["label"] for grade in snapshot["grades"]}
        said.append(
            _("The total is %(n)d points short of %(next)s.")
            % {"n": total["to_next"], "next": labels[total["next_rating"] or ""]}
        )
    said.append(
        _("Local interests that answered: %(n)d of %(of)d asked.")
        % {
            "n": sum(
                row["answered"] and not row["stood_down"] for row in snapshot["local_interests"]
            ),
            "of": len(snapshot["local_interests"]),
        }
    )
    return said


def _gap(gap: Gap, words: Words, most: int) -> GapView:
    row = gap.outcome
    return GapView(
        code=row["code"],
        question=truncated(row["question"], most),
        grade=words.grade(row["grade"], row["basis"], certainty_of(row)),
        why=" ".join(str(WHY_WORDS[why]) for why in gap.why),
    )


def _due(snapshot: Snapshot) -> list[DueView]:
    late = {(row["text"], row["due_on"]) for row in overdue(snapshot)}
    found = [
        DueView(
            text=action["text"],
            outcome=action["outcome"],
            owner=action["owner"],
            due_on=date.fromisoformat(action["due_on"]),
            late=(action["text"], action["due_on"]) in late,
        )
        for objective in snapshot["objectives"]
        for action in objective["actions"]
        if action["done_on"] is None
    ]
    return sorted(found, key=lambda action: action.due_on)
