"""The tables of an official form: rows of cells, a cell a list of lines."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from reports.domain.snapshot import OutcomePart
from reports.domain.summary import certainty_of
from reports.presenters.form_fillers import Place, day, evidence_lines, grade_words

Cell = list[str]
Rows = list[list[Cell]]


def _actions_done(place: Place) -> Rows:
    return [
        [[action["text"]], [row["title"]]]
        for row in place.snapshot["objectives"]
        for action in row["actions"]
        if action["done_on"]
    ]


def _score_card(place: Place) -> Rows:
    rows = [
        [[str(grade["score"])], [grade["label"]], [grade["plain"]]]
        for grade in place.snapshot["grades"]
        if grade["score"] is not None
    ]
    for band in place.snapshot.get("bands", []):
        span = f"{band['minimum']}–{band['maximum']}"
        total = span if band["maximum"] > band["minimum"] else str(band["minimum"])
        rows.append([[total], [place.labels[band["grade"]]], [_("All outcomes’ scores added up")]])
    return rows


def _graded(place: Place) -> Rows:
    scores = {grade["key"]: grade["score"] for grade in place.snapshot["grades"]}
    return [
        [
            [f"{row['code']} {row['official']['text']}"],
            evidence_lines(row) or ([] if place.snapshot["history"] else [_("None")]),
            _rating(place, row, scores),
            _owners(place, row),
        ]
        for row in place.outcomes
    ]


def _rating(place: Place, row: OutcomePart, scores: Mapping[str, int | None]) -> Cell:
    score = scores[row["grade"]] if row["grade"] else None
    said = grade_words(row, place.labels, certainty_of(row))
    lines = [f"{score} {said}" if score is not None else said]
    if row["by_service"]:
        lines += [
            f"{part['service_name']}: {grade_words(part, place.labels, part.get('certainty', ''))}"
            for part in row["parts"]
        ]
    return lines


def _owners(place: Place, row: OutcomePart) -> Cell:
    """The posts that see to actions from this outcome."""
    owners = [
        action["owner"]
        for objective in place.snapshot["objectives"]
        for action in objective["actions"]
        if action["outcome"] == row["code"]
    ]
    return list(dict.fromkeys(owners))


def _action_plan(place: Place) -> Rows:
    codes = {row["code"]: row["official"]["text"] for row in place.outcomes}
    return [
        [
            [f"{action['outcome']} {codes[action['outcome']]}"],
            [objective["title"]],
            [action["text"]],
            [day(action["due_on"])],
        ]
        for objective in place.snapshot["objectives"]
        for action in objective["actions"]
        if action["outcome"] in codes
    ]


TABLES: Mapping[str, Callable[[Place], Rows]] = {
    "actions_done": _actions_done,
    "score_card": _score_card,
    "graded": _graded,
    "action_plan": _action_plan,
}
