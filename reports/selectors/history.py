"""What reading past grades needs to know: editions, and what is held of the same year."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from grading.domain.edition import Edition
from grading.models import Assessment, Framework
from reports.domain.history.words import NoGrade, Words
from reports.models import OutcomeSummary, ReportSummary
from stakeholders.models import Organisation


@dataclass(frozen=True, slots=True)
class Held:
    """The assessment already here for the same year and edition, and its published grades.

    A grade is a key, "" where the published outcome has none.
    """

    assessment: Assessment
    grades: Mapping[str, str] = field(default_factory=dict)


def editions_by_key() -> dict[str, Edition]:
    """Every loaded edition, the newest key first; one query."""
    return {held.key: held.edition for held in Framework.objects.order_by("-key")}


def words_of_editions(no_grade: Mapping[str, NoGrade]) -> dict[str, Words]:
    """Every loaded edition by key; one query. ``no_grade`` are the portal's words for none."""
    return {key: _words(edition, no_grade) for key, edition in editions_by_key().items()}


def _words(edition: Edition, no_grade: Mapping[str, NoGrade]) -> Words:
    codes = tuple(outcome.code for outcome in edition.outcomes)
    return Words(
        key=edition.key,
        names=(edition.name, edition.short_name),
        codes=codes,
        scale=edition.scale,
        grades={grade.key: (grade.label,) for grade in edition.grades},
        scores={grade.score: grade.key for grade in edition.grades if grade.score is not None},
        no_grade=no_grade,
        by_service=frozenset(code for code in codes if edition.by_service(code)),
        services_required=edition.services_required,
        bands=tuple(
            (band.minimum, band.maximum, band.grade)
            for band in (edition.total.bands if edition.total else ())
        ),
    )


def held_for(*, ods_code: str, framework: str, year: str) -> Held | None:
    """What is here for the same organisation, edition and year; at most two queries."""
    assessment = (
        Assessment.objects.select_related("organisation", "framework")
        .filter(organisation__ods_code=ods_code, framework__key=framework, year=year)
        .first()
    )
    if assessment is None:
        return None
    rows = OutcomeSummary.objects.filter(summary__assessment=assessment)
    return Held(assessment, dict(rows.values_list("code", "grade")))


def brought_in(organisation: Organisation) -> QuerySet[ReportSummary]:
    """Past grades of one organisation that are published here, newest year first; one query."""
    return ReportSummary.objects.filter(organisation=organisation, history=True).select_related(
        "framework", "report", "organisation"
    )
