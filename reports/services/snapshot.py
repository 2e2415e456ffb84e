"""Freezing an assessment: from its results and rows to a whole `eds-snapshot/1`.

A constant number of queries, whatever the numbers of outcomes and people.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils import translation

from grading.domain.edition import Edition
from grading.domain.reconciliation import Basis, Method
from grading.domain.results import AssessmentResults
from grading.models import Assessment
from grading.models.assessment import METHOD_LABELS
from grading.selectors.results import results_of
from reports.domain.snapshot import (
    FORMAT,
    BandPart,
    FrameworkPart,
    GoalPart,
    GradePart,
    LocalInterestPart,
    OrganisationPart,
    Snapshot,
    SourcePart,
    TotalPart,
)
from reports.services.snapshot_coverage import coverage_part
from reports.services.snapshot_earlier import earlier_parts
from reports.services.snapshot_figures import indicator_parts
from reports.services.snapshot_form import dates_part, form_part
from reports.services.snapshot_outcomes import outcome_parts
from reports.services.snapshot_people import (
    declarations_shown,
    engagement_parts,
    graders_shown,
    local_interest_parts,
    way_parts,
    who_grades_parts,
)
from reports.services.snapshot_plans import objective_parts
from reports.services.snapshot_questions import questions_part
from reports.services.snapshot_replies import add_replies


def build_snapshot(
    assessment: Assessment,
    *,
    version: int,
    published_on: date,
    correction_reason: str = "",
    plans_on: date | None = None,
) -> Snapshot:
    """The report as it would be if published now; changes nothing.

    ``plans_on`` is the day whose objectives it tells, where that is not the day of
    publication: a correction years later is still the report of its own period.

    Holds no grader's name, no comment its writer keeps private, and no count of people
    that the organisation's small-number setting hides.
    """
    with translation.override(settings.LANGUAGE_CODE):
        results = results_of(assessment)
        edition = results.edition
        outcomes = outcome_parts(assessment, results)
        add_replies(outcomes, assessment, results)
        asked = local_interest_parts(assessment)
        snapshot: Snapshot = {
            "format": FORMAT,
            "organisation": _organisation(assessment),
            "framework": _framework(edition),
            "year": assessment.year,
            "version": version,
            "published_on": published_on.isoformat(),
            "correction_reason": correction_reason,
            "history": _is_history(results, asked),
            "method": assessment.method,
            "method_label": str(METHOD_LABELS[Method(assessment.method)]),
            "quorum": assessment.quorum,
            "grades": _grades(edition),
            "bands": _bands(edition),
            "goals": _goals(results),
            "outcomes": outcomes,
            "outcomes_graded": results.graded,
            "total": _total(results),
            "local_interests": asked,
            "graders": graders_shown(assessment),
            "declarations": declarations_shown(assessment),
            "ways": way_parts(assessment),
            "engagement": engagement_parts(assessment),
            "objectives": objective_parts(assessment, on=plans_on or published_on),
            "source": _source(assessment),
            "previous": earlier_parts(assessment),
        }
        if narrowed := who_grades_parts(assessment):
            snapshot["who_grades"] = narrowed
        if not snapshot["history"]:
            snapshot["coverage"] = coverage_part(assessment, outcomes)
            snapshot["questions"] = questions_part(assessment)
            snapshot["form"] = form_part(assessment)
            snapshot["dates"] = dates_part(assessment, published_on=published_on)
            if indicators := indicator_parts(assessment):
                snapshot["indicators"] = indicators
        return snapshot


def _organisation(assessment: Assessment) -> OrganisationPart:
    organisation = assessment.organisation
    return {
        "ods_code": organisation.ods_code,
        "name": organisation.name,
        "kind": organisation.kind,
        "is_fictional": organisation.is_fictional,
    }


def _framework(edition: Edition) -> FrameworkPart:
    return {
        "key": edition.key,
        "name": edition.name,
        "short_name": edition.short_name,
        "publisher": edition.publisher,
        "goal_word": edition.goal_word,
        "own_words_notice": edition.own_words_notice,
    }


def _is_history(results: AssessmentResults, asked: Sequence[LocalInterestPart]) -> bool:
    """Whether only final grades are known: nothing here was reconciled.

    An outcome without a grade does not change that, where nobody was asked here.
    """
    bases = {part.basis for part in results.parts} - {Basis.OUT_OF_SCOPE}
    if not asked:
        bases -= {Basis.NOT_GRADED}
    return bases == {Basis.AS_PUBLISHED}


def _grades(edition: Edition) -> list[GradePart]:
    return [
        {
            "key": grade.key,
            "label": grade.label,
            "colour": grade.colour,
            "order": grade.order,
            "score": grade.score,
            "plain": grade.plain,
            "easy_read": grade.easy_read,
        }
        for grade in edition.grades
    ]


def _bands(edition: Edition) -> list[BandPart]:
    """Where each rating begins and ends; empty for editions that add no scores."""
    return [
        {"minimum": band.minimum, "maximum": band.maximum, "grade": band.grade}
        for band in (edition.total.bands if edition.total else ())
    ]


def _goals(results: AssessmentResults) -> list[GoalPart]:
    used = {result.outcome.goal_key for result in results.outcomes}
    return [
        {"key": goal.key, "label": goal.label} for goal in results.edition.goals if goal.key in used
    ]


def _total(results: AssessmentResults) -> TotalPart | None:
    total = results.total
    if total is None:
        return None
    return {
        "score": total.score,
        "of": total.of,
        "graded": total.graded,
        "outcomes": total.outcomes,
        "rating": total.rating,
        "to_next": total.to_next,
        "next_rating": total.next_rating,
    }


def _source(assessment: Assessment) -> SourcePart | None:
    if not (assessment.source_url or assessment.source_note):
        return None
    return {"url": assessment.source_url, "note": assessment.source_note}
