"""What goes into the fields of an official form, from the snapshot alone.

A filler answers with lines; none means that the portal does not hold it, and the form
leaves room to write. Names of people are among them only where the organisation typed them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from grading.domain.edition import Certainty
from grading.domain.reconciliation import Basis
from reports.domain.snapshot import GoalPart, GradedPart, OutcomePart, Snapshot
from reports.domain.summary import certainty_of
from reports.presenters.words import NO_GRADE_WORDS, sure_short, total_words

TICK, EMPTY = "[x]", "[ ]"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form a field stands: the report, and in it a goal or an outcome."""

    snapshot: Snapshot
    goal: GoalPart | None = None
    outcome: OutcomePart | None = None

    @property
    def labels(self) -> dict[str, str]:
        return {grade["key"]: grade["label"] for grade in self.snapshot["grades"]}

    @property
    def outcomes(self) -> list[OutcomePart]:
        """Of the goal, where the field stands in one."""
        return [
            row
            for row in self.snapshot["outcomes"]
            if self.goal is None or row["goal"] == self.goal["key"]
        ]


Lines = list[str]


def grade_words(
    outcome: OutcomePart | GradedPart, labels: Mapping[str, str], certainty: str = ""
) -> str:
    """The grade's label, marked where it was inferred, or the words for having none."""
    grade = outcome["grade"]
    said = labels[grade] if grade else str(NO_GRADE_WORDS[outcome["basis"]])
    return marked(said, certainty)


def marked(words: str, certainty: str) -> str:
    """The words, with a note where what they tell was inferred."""
    note = sure_short(certainty)
    return f"{words} ({note})" if note else words


def day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j F Y")


def _typed(name: str) -> Callable[[Place], Lines]:
    """What the organisation typed for its form."""

    def said(place: Place) -> Lines:
        text = str(place.snapshot.get("form", {}).get(name, ""))
        return [text] if text else []

    return said


def _on(name: str) -> Callable[[Place], Lines]:
    """A day of the assessment's life."""

    def said(place: Place) -> Lines:
        text = str(place.snapshot.get("dates", {}).get(name, ""))
        return [day(text)] if text else []

    return said


def _graded_between(place: Place) -> Lines:
    dates = place.snapshot.get("dates", {})
    first, last = dates.get("opened_on", ""), dates.get("closed_on", "")
    if not first or not last:
        return []
    if first == last:
        return [_("Graded on %(day)s") % {"day": day(first)}]
    return [_("Graded from %(first)s to %(last)s") % {"first": day(first), "last": day(last)}]


def _engagement_dates(place: Place) -> Lines:
    return _typed("engagement_dates")(place) + _graded_between(place)


def _level(place: Place) -> Lines:
    partners = place.snapshot.get("form", {}).get("partners", "")
    if partners:
        return [_("Partnership: %(organisations)s") % {"organisations": partners}]
    return [_("Individual organisation")]


def _involvement(place: Place) -> Lines:
    if place.snapshot["history"]:
        source = place.snapshot["source"]
        return [_("See what is said of the source, above.")] if source and source["note"] else []
    answered = [
        f"{row['name']} ({row['kind_label']})"
        for row in place.snapshot["local_interests"]
        if row["answered"] and not row["stood_down"]
    ]
    told = [f"{row['question']} {row['answer']}" for row in place.snapshot["engagement"]]
    return ([_("Graded by: %(who)s") % {"who": "; ".join(answered)}] if answered else []) + told


def _objectives(place: Place) -> Lines:
    return [
        f"{row['title']} ({day(row['starts_on'])} – {day(row['ends_on'])})"
        for row in place.snapshot["objectives"]
    ]


def _good_practice(place: Place) -> Lines:
    """The outcomes with the best grade that was reached, if it is above the lowest."""
    order = {grade["key"]: grade["order"] for grade in place.snapshot["grades"]}
    best = max((order[row["grade"]] for row in place.outcomes if row["grade"]), default=0)
    return [
        f"{row['code']} {row['official']['text']}: {place.labels[row['grade']]}"
        for row in place.outcomes
        if row["grade"] and order[row["grade"]] == best > 0
    ]


def _grading_day(place: Place) -> Lines:
    published, year = day(place.snapshot["published_on"]), place.snapshot["year"]
    return [
        *_graded_between(place),
        _("Published %(day)s, for %(year)s") % {"day": published, "year": year},
    ]


def _goal(place: Place) -> Lines:
    return [f"{place.goal['key']} {place.goal['label']}"] if place.goal else []


def _outcome(place: Place) -> Lines:
    return [f"{place.outcome['code']} {place.outcome['official']['text']}"] if place.outcome else []


def _grade_ticks(place: Place) -> Lines:
    outcome = place.outcome
    if outcome is None:
        return []
    lines = [
        f"{TICK} {marked(label, certainty_of(outcome))}"
        if key == outcome["grade"]
        else f"{EMPTY} {label}"
        for key, label in place.labels.items()
    ]
    return lines if outcome["grade"] else [*lines, grade_words(outcome, place.labels)]


def _group_ticks(place: Place) -> Lines:
    """Ticked where more than half of the local interests that named any group named it."""
    if _out_of_scope(place):
        return [str(NO_GRADE_WORDS[Basis.OUT_OF_SCOPE])]
    part = place.outcome["parts"][0] if place.outcome else None
    faring = part.get("faring_well") if part else None
    if not faring or not faring["of"]:
        return []
    return [
        f"{TICK if 2 * group['local_interests'] > faring['of'] else EMPTY} {group['label']}"
        for group in faring["groups"]
    ]


def evidence_lines(outcome: OutcomePart) -> Lines:
    """Titles of the evidence of an outcome, each once, whatever the service."""
    titles = [item["title"] for part in outcome["parts"] for item in part["evidence"]]
    return list(dict.fromkeys(titles))


def _evidence(place: Place) -> Lines:
    if _out_of_scope(place):
        return [str(NO_GRADE_WORDS[Basis.OUT_OF_SCOPE])]
    return evidence_lines(place.outcome) if place.outcome else []


def _out_of_scope(place: Place) -> bool:
    return bool(place.outcome and place.outcome["basis"] == Basis.OUT_OF_SCOPE)


def _objective_tick(place: Place) -> Lines:
    code = place.outcome["code"] if place.outcome else ""
    linked = [
        row["title"]
        for row in place.snapshot["objectives"]
        if any(action["outcome"] == code for action in row["actions"])
    ]
    return [f"{TICK} {title}" for title in linked] or [_("No")]


def _goal_score(place: Place) -> Lines:
    scores = {grade["key"]: grade["score"] for grade in place.snapshot["grades"]}
    found = [scores[row["grade"]] for row in place.outcomes if row["grade"]]
    known = [score for score in found if score is not None]
    if len(known) < len(place.outcomes):
        return [
            _("No score yet: %(n)d of %(of)d outcomes graded")
            % {"n": len(found), "of": len(place.outcomes)}
        ]
    inferred = {certainty_of(row) for row in place.outcomes} & {Certainty.INFERRED}
    return [marked(str(sum(known)), "".join(inferred))]


def _kinds(*kinds: str) -> Callable[[Place], Lines]:
    def names(place: Place) -> Lines:
        return [
            row["name"]
            for row in place.snapshot["local_interests"]
            if row["kind"] in kinds and row["answered"] and not row["stood_down"]
        ]

    return names


def _rating(place: Place) -> Lines:
    total = place.snapshot["total"]
    result, words = total_words(place.snapshot, place.labels)
    rated = total["rating"] if total else None
    return [result, place.labels[rated] if rated else words]


def _years_active(place: Place) -> Lines:
    rows = place.snapshot["objectives"]
    if not rows:
        return []
    first, last = min(row["starts_on"] for row in rows), max(row["ends_on"] for row in rows)
    return [f"{first[:4]} – {last[:4]}"]


def _revision(place: Place) -> Lines:
    if place.snapshot["version"] == 1:
        return [_("None: this is the first version")]
    return [day(place.snapshot["published_on"])]


def _known_here(fill: Callable[[Place], Lines]) -> Callable[[Place], Lines]:
    """What only grading here tells: of history it is not known, so nothing is said."""
    return lambda place: [] if place.snapshot["history"] else fill(place)


FILLERS: Mapping[str, Callable[[Place], Lines]] = {
    "board_lead": _typed("board_lead"),
    "eds_lead": _typed("eds_lead"),
    "care_system": _typed("care_system"),
    "next_grading": _typed("next_grading"),
    "engagement_dates": _engagement_dates,
    "partners": _known_here(_level),
    "completed_on": _on("closed_on"),
    "authorised_on": _on("signed_off_on"),
    "organisation": lambda place: [place.snapshot["organisation"]["name"]],
    "involvement": _involvement,
    "objectives": _objectives,
    "good_practice": _known_here(_good_practice),
    "grading_day": _known_here(_grading_day),
    "goal": _goal,
    "outcome": _outcome,
    "grade_ticks": _grade_ticks,
    "group_ticks": _group_ticks,
    "evidence": _evidence,
    "objective_tick": _known_here(_objective_tick),
    "month_published": lambda place: [
        date_format(date.fromisoformat(place.snapshot["published_on"]), "F Y")
    ],
    "revision": _known_here(_revision),
    "goal_score": _goal_score,
    "trade_unions": _kinds("trade_union"),
    "evaluators": _kinds("independent_evaluator", "peer_reviewer"),
    "rating": _rating,
    "years_active": _years_active,
}
