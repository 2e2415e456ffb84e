"""The pictures and tables of the reconciliation page: grades by goal, groups faring well."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edsportal.common.charts import Chart
from edsportal.common.charts.rows import Row, rows_chart
from grading.domain.counting import suggest_grade
from grading.domain.edition import Edition
from grading.domain.faring_well import count_faring_well
from grading.domain.reconciliation import Basis
from grading.domain.results import AssessmentResults, OutcomeResult, PartResult
from grading.presenters.result_words import short_labels
from stakeholders.domain.characteristics import ProtectedCharacteristic

NINE = tuple(group.value for group in ProtectedCharacteristic)
Named = Mapping[int, Mapping[str, list[list[str]]]]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal: its name and how many outcomes have each grade, "no grade" last."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GoalsView:
    """Grades by goal: `columns` are the grades, then "no grade"."""

    columns: tuple[str, ...]
    rows: tuple[GoalRow, ...]
    chart: Chart


@dataclass(frozen=True, slots=True)
class CountingRow:
    """One outcome whose groups are counted: how many fare well and what that suggests."""

    title: str
    named_by: int
    faring: str
    suggests: str
    agreed: str
    differs: bool


def goals_view(results: AssessmentResults) -> GoalsView:
    """How many outcomes of each goal have which agreed grade; out of scope is "no grade"."""
    edition = results.edition
    keys = [*edition.scale.keys, None]
    labels = short_labels({grade.key: grade.label for grade in edition.grades})
    rows = []
    for goal in edition.goals:
        codes = {outcome.code for outcome in goal.outcomes}
        counted = Counter(o.grade for o in results.outcomes if o.outcome.code in codes)
        rows.append(GoalRow(goal.label, tuple(counted[key] for key in keys)))
    columns = (*(labels[key] for key in edition.scale.keys), _("No grade"))
    letters = [*(label[:1] for label in columns[:-1]), "–"]
    meaning = ", ".join(f"{letter} {word}" for letter, word in zip(letters, columns, strict=True))
    chart = rows_chart(
        [
            Row(_("Goal %(n)d") % {"n": place}, row.counts, _graded(row.counts))
            for place, row in enumerate(rows, start=1)
        ],
        letters=letters,
        title=_("Agreed grades by goal"),
        desc=_("%(meaning)s. The table beside it has the same numbers.") % {"meaning": meaning},
    )
    return GoalsView(columns, tuple(rows), chart)


def _graded(counts: tuple[int, ...]) -> str:
    return _("%(graded)d of %(of)d graded") % {"graded": sum(counts[:-1]), "of": sum(counts)}


def counting_rows(results: AssessmentResults, named: Named) -> list[CountingRow]:
    """A row for each graded part whose groups the edition counts; none in EDS 2022.

    A group fares well where more than half of the local interests that named any group say so.
    """
    found = []
    for part in results.parts:
        row = _counting_row(results.edition, part, named)
        if row:
            found.append(row)
    return found


def faring_groups(part: PartResult, named: Named) -> tuple[int, tuple[str, ...]]:
    """How many local interests named any group, and the groups that most of them named."""
    heard = {voice.key for voice in part.reconciliation.voices} if part.reconciliation else set()
    people = {key: said for key, said in named.get(part.pk or 0, {}).items() if key in heard}
    counted = count_faring_well(people, groups=NINE)
    well = tuple(group for group, n in counted.by_group.items() if 2 * n > counted.of)
    return counted.of, well


def _counting_row(edition: Edition, part: PartResult, named: Named) -> CountingRow | None:
    if part.basis is Basis.OUT_OF_SCOPE:
        return None
    named_by, well = faring_groups(part, named)
    groups = [ProtectedCharacteristic(group) for group in well]
    suggestion = suggest_grade(edition, part.outcome_code, groups)
    if suggestion is None:
        return None
    labels = {grade.key: grade.label for grade in edition.grades}
    return CountingRow(
        title=" – ".join(filter(None, (part.outcome_code, part.service_name))),
        named_by=named_by,
        faring=_("%(n)d of %(of)d") % {"n": suggestion.count, "of": suggestion.of}
        if named_by
        else _("Nobody named a group"),
        suggests=labels[suggestion.grade] if named_by else "",
        agreed=labels[part.grade] if part.grade else "",
        differs=bool(named_by and part.grade and part.grade != suggestion.grade),
    )


def services_words(result: OutcomeResult, edition: Edition) -> str:
    """The services' grades, lowest first, and which is in the middle; "" where not by service."""
    if not result.by_service:
        return ""
    labels = short_labels({grade.key: grade.label for grade in edition.grades})
    parts = [part for part in result.parts if part.basis is not Basis.OUT_OF_SCOPE]
    grades = sorted((part.grade for part in parts if part.grade), key=edition.scale.order)
    said = ", ".join(labels[grade] for grade in grades)
    if result.grade is not None:
        return _("Lowest first: %(grades)s. The one in the middle counts: %(grade)s.") % {
            "grades": said,
            "grade": labels[result.grade],
        }
    return _("%(n)d of %(of)d services graded. There is no grade until all are.") % {
        "n": len(grades),
        "of": max(len(parts), edition.services_required),
    }


def left_out_words(results: AssessmentResults) -> str:
    """How many outcomes are out of scope, so that "5 of 18 graded" is understood; or ""."""
    left_out = sum(map(_all_out, results.outcomes))
    if not left_out:
        return ""
    return ngettext(
        "%(n)d outcome is out of scope this year and has no grade.",
        "%(n)d outcomes are out of scope this year and have no grade.",
        left_out,
    ) % {"n": left_out}


def _all_out(outcome: OutcomeResult) -> bool:
    return all(part.basis is Basis.OUT_OF_SCOPE for part in outcome.parts)
