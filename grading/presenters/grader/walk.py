"""Shaping the list of questions, the check before handing in, and the receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grading.domain.closing import is_past
from grading.domain.edition import Edition
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Grader, GroupAnswer, LocalGrade, Participation
from grading.presenters.dates import end_words
from grading.presenters.grader.answers import (
    ShownAnswer,
    answer_words,
    is_answered,
    numbers_of,
    saved_answer,
    suggestion_words,
)
from grading.presenters.grader.evidence_changes import changes_url
from grading.selectors.afterwards import PublishedGrades, place_of_outcome

NOTHING_TOGETHER: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the walk with this person's own answer, if any.

    ``together`` says that the group's one answer speaks here; ``answered`` is true then for its
    coordinator. ``became`` is the grade that was published in the end; "" before that.
    """

    number: int
    question: str
    service: str
    url: str
    status: str
    colour: str
    answered: bool
    answer: ShownAnswer | None
    suggestion: str
    sealed: bool = False
    changes_url: str = ""
    became: str = ""
    together: str = ""


@dataclass(frozen=True, slots=True)
class GoalRows:
    """The questions of one goal that this person's group grades."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """How far one person is. ``first_left_url`` is "" when every question has an answer."""

    goals: tuple[GoalRows, ...]
    answered: int
    of: int
    first_left_url: str

    @property
    def left(self) -> int:
        return self.of - self.answered

    @property
    def rows(self) -> list[Row]:
        return [row for goal in self.goals for row in goal.rows]

    @property
    def changed(self) -> list[Row]:
        """Questions whose evidence changed since this person answered or last looked."""
        return [row for row in self.rows if row.changes_url]


def walk_of(
    outcomes: Sequence[AssessedOutcome],
    answers: Mapping[int, LocalGrade],
    edition: Edition,
    published: PublishedGrades | None = None,
    *,
    together: Mapping[int, str] = NOTHING_TOGETHER,
    for_group: bool = False,
) -> Walk:
    """One person's walk, with the ``published`` grades once there are any; no query.

    ``together`` is of `together_words`; ``for_group``: this person answers for the whole group.
    """
    numbers = numbers_of(outcomes)
    by_goal: dict[str, list[Row]] = {}
    for outcome in outcomes:
        row = _row(outcome, numbers[outcome.pk], answers.get(outcome.pk), edition)
        if words := together.get(outcome.pk):
            row = _with_groups_answer(row, words, for_group=for_group)
        if published:
            row = replace(row, became=published.grades.get(place_of_outcome(outcome), ""))
        by_goal.setdefault(edition.goal_of(outcome.outcome_code).label, []).append(row)
    goals = tuple(GoalRows(label, tuple(rows)) for label, rows in by_goal.items())
    rows = [row for goal in goals for row in goal.rows]
    return Walk(
        goals=goals,
        answered=sum(row.answered for row in rows),
        of=len(rows),
        first_left_url=next((row.url for row in rows if not row.answered and not row.sealed), ""),
    )


def _row(outcome: AssessedOutcome, number: int, grade: LocalGrade | None, edition: Edition) -> Row:
    answered = is_answered(grade)
    status, colour = (_("Answered"), "") if answered else (_("Not answered"), "blue")
    if grade is not None and not answered:
        status, colour = _("No grade yet"), "yellow"
    if outcome.sealed_at and not answered:
        status, colour = _("Closed"), "grey"
    return Row(
        number=number,
        question=outcome.outcome.question,
        service=outcome.service.name if outcome.service else "",
        url=reverse("grading:question", args=[outcome.pk]),
        status=status,
        colour=colour,
        answered=answered,
        answer=saved_answer(edition, grade) if grade else None,
        suggestion=suggestion_words(edition, outcome.outcome_code, grade),
        sealed=outcome.sealed_at is not None,
        changes_url=changes_url(outcome, grade),
    )


def _with_groups_answer(row: Row, words: str, *, for_group: bool) -> Row:
    row = replace(row, together=words)
    if row.answered or not for_group:
        return row
    return replace(row, answered=True, status=_("Answered for your group"), colour="")


def together_words(grader: Grader, answers: Mapping[int, GroupAnswer]) -> dict[int, str]:
    """By assessed outcome, what this person reads of the one answer their coordinator handed in.

    What was written down by others is not among them: what people answer themselves comes first.
    """
    edition = grader.participation.assessment.edition
    return {
        pk: _("Your group's one answer: %(answer)s. It counts in place of its people's own.")
        % {"answer": answer_words(edition, row.answer)}
        if grader.coordinator
        else _("Your group has handed in one answer here. It counts in place of yours.")
        for pk, row in answers.items()
        if row.by_user_id is None
    }


def task_lists(walk: Walk) -> list[dict[str, object]]:
    """The goals as NHS.UK task lists."""
    return [
        {
            "id": f"goal-{number}",
            "label": goal.label,
            "list": {"items": [_item(row) for row in goal.rows]},
        }
        for number, goal in enumerate(walk.goals, start=1)
    ]


def _item(row: Row) -> dict[str, object]:
    status = (
        {"tag": {"text": row.status, "colour": row.colour}} if row.colour else {"text": row.status}
    )
    item: dict[str, object] = {
        "heading": {"text": f"{row.number}. {row.question}"},
        "href": row.url,
        "status": status,
    }
    hint = ". ".join(words for words in (row.service, row.together) if words)
    if hint:
        item["hint"] = {"text": hint}
    return item


def stood_down_words(grader: Grader) -> str:
    """What a person who was stood down is told, with the lead's reason."""
    return _(
        "You were asked to stand down because of an interest you declared, so your answers "
        "do not count. The reason given: %(reason)s Ask the equality lead if that is wrong."
    ) % {"reason": grader.declared_interest.decision_reason}


def group_stood_down_words(participation: Participation) -> str:
    """What people of a group that was stood down are told, with the lead's reason."""
    return _(
        "Your group has stood down from this grading, so its answers do not count. "
        "The reason given: %(reason)s"
    ) % {"reason": participation.stood_down_reason}


def why_sealed(outcome: AssessedOutcome) -> str:
    """Why nobody in this person's workshop can answer this question; "" while they can."""
    if outcome.sealed_at is None:
        return ""
    return _(
        "The answers to this question have been shown to your workshop, "
        "so yours can no longer change. What you saved counts."
    )


def now_words(grader: Grader) -> str:
    """What this person can do now and until when; "" where `why_closed` has the word."""
    closes_on = grader.participation.assessment.closes_on
    if why_closed(grader):
        return ""
    if closes_on is None:
        return _("You can answer now, stop at any time and come back.")
    return _("You can answer now, stop at any time and come back. Grading closes on %(day)s.") % {
        "day": end_words(closes_on)
    }


def after_words(state: State, *, replies: bool, meetings: bool) -> str:
    """What happens after grading has closed, and whether this person has a part in it.

    ``replies`` are there to read, and ``meetings`` wait for this person's word.
    """
    if state is State.RECONCILING and replies:
        return _(
            "The organisation has replied to some grades. Read what it says: there you see what "
            "you can do, and until when."
        )
    if state is State.RECONCILING and meetings:
        return _(
            "The organisation has written down what local groups agreed at a meeting. It counts "
            "only if the groups that were there say so."
        )
    return {
        State.RECONCILING: _(
            "There is nothing for you to do now. The grades are worked out from all answers, and "
            "the board of the organisation signs them off."
        ),
        State.AGREED: _(
            "There is nothing for you to do now. The grades are signed off, and the report is "
            "published next."
        ),
        State.PUBLISHED: _(
            "The report is published. With all your answers you find the grades that were agreed."
        ),
    }.get(state, "")


def may_take_back(grader: Grader) -> bool:
    """Whether what was handed in can be opened again: only while grading is open."""
    assessment = grader.participation.assessment
    over = is_past(assessment.closes_on, timezone.now())
    return assessment.state == State.GRADING and not over and grader.handed_in_at is not None


def why_closed(grader: Grader) -> str:
    """Why this person cannot answer now, in words; "" while they can."""
    assessment = grader.participation.assessment
    state, over = assessment.state, is_past(assessment.closes_on, timezone.now())
    if state == State.PREPARING:
        return _("Grading has not opened yet.")
    if (state != State.GRADING or over) and not grader.stood_down:
        return _(
            "Grading has closed. What you saved is kept and counts. You can still read it here."
        )
    if grader.participation.stood_down_at is not None:
        return group_stood_down_words(grader.participation)
    if grader.stood_down:
        return stood_down_words(grader)
    if grader.handed_in_at is not None:
        return _("You have handed in your answers. You can take them back while grading is open.")
    return ""
