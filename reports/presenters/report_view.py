"""A whole report, shaped for page and PDF from its snapshot alone."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from edsportal.common.charts import Chart
from reports.domain.movement import Direction, last_year
from reports.domain.snapshot import EngagementPart, LocalInterestPart, Snapshot
from reports.presenters.brought_in import BroughtIn, brought_in
from reports.presenters.changes import changes_of
from reports.presenters.charts import FaringView, YearsView, faring_view, total_chart, years_view
from reports.presenters.comment_view import Answers
from reports.presenters.coverage import CoverageView, coverage_view
from reports.presenters.declarations import declarations_words
from reports.presenters.evidence_view import EvidenceView, evidence_files
from reports.presenters.figures import EvidenceFigures, figures_views
from reports.presenters.moves import MoveView, move_views
from reports.presenters.outcome_view import GradeView, OutcomeView, Words, outcome_view
from reports.presenters.questions import questions_words
from reports.presenters.report_glossary import Entry, glossary_of
from reports.presenters.ways import ways_words
from reports.presenters.words import subject_words, total_words

#: Outcomes that fit on one page of the summary as they are.
MANY = 12


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal (or domain) with its outcomes. `name` is its word, key and label in one."""

    key: str
    name: str
    outcomes: list[OutcomeView]


@dataclass(frozen=True, slots=True)
class ActionView:
    """Something that will be done."""

    text: str
    outcome: str
    owner: str
    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An equality objective with its actions."""

    title: str
    starts_on: date
    ends_on: date
    actions: list[ActionView]


@dataclass(frozen=True, slots=True)
class ReportView:
    """What a report shows, in the order it shows it."""

    organisation: str
    ods_code: str
    is_fictional: bool
    edition: str
    edition_name: str
    publisher: str
    own_words_notice: str
    goal_word: str
    year: str
    version: int
    published_on: date
    correction_reason: str
    history: bool
    result: str
    result_words: str
    rating: GradeView | None
    counts: list[tuple[GradeView, int]]
    without_grade: int
    scale: list[tuple[GradeView, str]]
    goals: list[GoalView]
    prevailed: list[OutcomeView]
    ungraded: list[OutcomeView]
    fragile: list[OutcomeView]
    split: list[OutcomeView]
    method: str
    quorum: int
    who_grades: list[str]
    local_interests: list[LocalInterestPart]
    graders: str
    declarations: str
    ways: str
    questions: str
    files: list[EvidenceView]
    coverage: CoverageView
    figures: list[EvidenceFigures]
    engagement: list[EngagementPart]
    objectives: list[ObjectiveView]
    subject: str
    brought_in: BroughtIn | None
    changes: list[str]
    total_chart: Chart | None
    years: YearsView
    moves: list[MoveView]
    moved_from: str
    faring: FaringView
    glossary: tuple[Entry, ...]

    @property
    def many(self) -> bool:
        """More outcomes than a page holds unless they are set closer."""
        return sum(len(goal.outcomes) for goal in self.goals) > MANY

    @property
    def moved_up(self) -> int:
        return sum(move.direction == Direction.UP for move in self.moves)

    @property
    def moved_down(self) -> int:
        return sum(move.direction == Direction.DOWN for move in self.moves)


def report_view(snapshot: Snapshot, *, answers: Answers | None = None) -> ReportView:
    """Shape one snapshot; no query, no clock. ``answers`` to its comments stand on a live page."""
    words = Words(snapshot["grades"])
    outcomes = [outcome_view(outcome, words, answers) for outcome in snapshot["outcomes"]]
    graded = Counter(outcome["grade"] for outcome in snapshot["outcomes"])
    result, result_words = total_words(snapshot, words.labels)
    total, framework, organisation = (
        snapshot["total"],
        snapshot["framework"],
        snapshot["organisation"],
    )
    return ReportView(
        organisation=organisation["name"],
        ods_code=organisation["ods_code"],
        is_fictional=organisation["is_fictional"],
        edition=framework["short_name"],
        edition_name=framework["name"],
        publisher=framework["publisher"],
        own_words_notice=framework["own_words_notice"],
        goal_word=framework["goal_word"],
        year=snapshot["year"],
        version=snapshot["version"],
        published_on=date.fromisoformat(snapshot["published_on"]),
        correction_reason=snapshot["correction_reason"],
        history=snapshot["history"],
        result=result,
        result_words=result_words,
        rating=words.known(total["rating"]) if total and total["rating"] else None,
        counts=[(words.known(key), graded[key]) for key in reversed(list(words.labels))],
        without_grade=graded[None],
        scale=[(words.known(grade["key"]), grade["plain"]) for grade in snapshot["grades"]],
        goals=_goals(snapshot, outcomes),
        prevailed=[outcome for outcome in outcomes if outcome.changed_by_local_view],
        ungraded=[outcome for outcome in outcomes if not outcome.graded],
        fragile=[outcome for outcome in outcomes if outcome.hangs_on_one],
        split=[outcome for outcome in outcomes if any(part.dissent for part in outcome.parts)],
        method=snapshot["method_label"],
        quorum=snapshot["quorum"],
        who_grades=[part["words"] for part in snapshot.get("who_grades", [])],
        local_interests=snapshot["local_interests"],
        graders=snapshot["graders"],
        declarations=declarations_words(snapshot),
        ways=ways_words(snapshot),
        questions=questions_words(snapshot),
        files=evidence_files(snapshot["outcomes"]),
        coverage=coverage_view(snapshot),
        figures=figures_views(snapshot),
        engagement=snapshot["engagement"],
        objectives=_objectives(snapshot),
        subject=subject_words(snapshot),
        brought_in=brought_in(snapshot),
        changes=changes_of(snapshot),
        total_chart=total_chart(snapshot),
        years=years_view(snapshot),
        moves=move_views(snapshot, words),
        moved_from=(last_year(snapshot) or {"year": ""})["year"],
        faring=faring_view(snapshot),
        glossary=glossary_of(history=snapshot["history"]),
    )


def _goals(snapshot: Snapshot, outcomes: list[OutcomeView]) -> list[GoalView]:
    word = snapshot["framework"]["goal_word"].capitalize()
    return [
        GoalView(
            key=goal["key"],
            name=_("%(goal)s %(key)s: %(label)s")
            % {"goal": word, "key": goal["key"], "label": goal["label"]},
            outcomes=[outcome for outcome in outcomes if outcome.goal == goal["key"]],
        )
        for goal in snapshot["goals"]
    ]


def _objectives(snapshot: Snapshot) -> list[ObjectiveView]:
    return [
        ObjectiveView(
            title=objective["title"],
            starts_on=date.fromisoformat(objective["starts_on"]),
            ends_on=date.fromisoformat(objective["ends_on"]),
            actions=[
                ActionView(
                    text=action["text"],
                    outcome=action["outcome"],
                    owner=action["owner"],
                    due_on=date.fromisoformat(action["due_on"]),
                    done_on=date.fromisoformat(action["done_on"]) if action["done_on"] else None,
                )
                for action in objective["actions"]
            ],
        )
        for objective in snapshot["objectives"]
    ]
