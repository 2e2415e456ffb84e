"""Rows of the public tables, from summary rows. The same for files and the API; costs no query."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings

from grading.models import Framework
from reports.domain.comparing import Distribution, publish_by
from reports.domain.summary import gap
from reports.models import ReportSummary
from reports.presenters.addresses import report_address
from reports.selectors.comparing import ENGLAND
from reports.selectors.public import OutcomeRow
from stakeholders.models import Organisation


def report_rows(summaries: Iterable[ReportSummary]) -> list[dict[str, Any]]:
    """One row for each report, as the table `reports` tells it."""
    return [_report_row(summary) for summary in summaries]


def _report_row(row: ReportSummary) -> dict[str, Any]:
    organisation = row.organisation
    return {
        "ods_code": organisation.ods_code,
        "organisation": organisation.name,
        "organisation_kind": organisation.kind,
        "region": organisation.region or None,
        "place": organisation.place or None,
        "fictional": organisation.is_fictional,
        "framework": row.framework.key,
        "year": row.year,
        "version": row.version,
        "published_on": row.published_on.isoformat(),
        "first_published_on": row.first_published_on.isoformat(),
        "withdrawn": row.withdrawn,
        "history": row.history,
        "graded": None if row.withdrawn else row.graded,
        "outcomes": row.outcomes,
        "total_score": None if row.withdrawn else row.score,
        "total_of": None if row.withdrawn else row.score_of,
        "total_rating": None if row.withdrawn else row.rating or None,
        "sha256": row.report.sha256,
        "report": settings.SITE_URL + report_address(row),
    }


def grade_rows(
    organisation: Organisation, rows: Iterable[OutcomeRow], summaries: Iterable[ReportSummary]
) -> list[dict[str, Any]]:
    """One row for each outcome, as the table `grades` tells it."""
    reports = {summary.pk: summary for summary in summaries}
    return [_grade_row(organisation, row, reports[row.summary_id]) for row in rows]


def _grade_row(
    organisation: Organisation, row: OutcomeRow, report: ReportSummary
) -> dict[str, Any]:
    return {
        "ods_code": organisation.ods_code,
        "organisation": organisation.name,
        "framework": report.framework.key,
        "year": row.year,
        "version": report.version,
        "outcome": row.code,
        "grade": row.grade or None,
        "score": row.score,
        "basis": row.basis,
        "certainty": row.certainty or None,
        "firmness": row.firmness or None,
        "local_interests": row.local_interests,
        **_candour(organisation, row),
    }


def distribution_rows(
    framework: str,
    found: Iterable[tuple[str, str, Distribution]],
    *,
    compared_with: str = ENGLAND,
    of: str | None = None,
    hide_few: bool = False,
) -> list[dict[str, Any]]:
    """One row for each grade; ``found`` are (year, outcome, distribution)."""
    return [
        {
            "framework": framework,
            "year": year,
            "outcome": code,
            "compared_with": compared_with,
            "set": of,
            "organisations": shown.organisations,
            "grade": grade,
            "count": None if hide_few and shown.too_few else count,
        }
        for year, code, shown in found
        for grade, count in shown.counts.items()
    ]


def comparison_rows(
    organisation: Organisation,
    results: Mapping[str, OutcomeRow],
    rows: Iterable[Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """The same rows beside one organisation's grade for each outcome."""
    return [{**_own(organisation, results[row["outcome"]]), **row} for row in rows]


def _own(organisation: Organisation, own: OutcomeRow) -> dict[str, Any]:
    return {
        "ods_code": organisation.ods_code,
        "own_result": own.grade or None,
        **_candour(organisation, own),
    }


def _candour(organisation: Organisation, row: OutcomeRow) -> dict[str, Any]:
    """What it gave itself and how far that is from the local view, where it agrees to show it."""
    agrees = organisation.shows_candour_gap
    return {
        "own_grade": (row.own_grade or None) if agrees else None,
        "gap": gap(row.basis, row.own_step, row.step) if agrees else None,
    }


def year_rows(
    days: Mapping[tuple[str, str], Sequence[date]], editions: Iterable[Framework]
) -> list[dict[str, Any]]:
    """One row for each edition and year, newest year first."""
    by_key = {framework.key: framework for framework in editions}
    return [
        _year_row(by_key[key], year, days[key, year])
        for key, year in sorted(days, key=lambda held: (held[1], held[0]), reverse=True)
    ]


def _year_row(framework: Framework, year: str, days: Sequence[date]) -> dict[str, Any]:
    due = publish_by(year, framework.edition.publish_by_day)
    return {
        "framework": framework.key,
        "year": year,
        "reports": len(days),
        "publish_by": due.isoformat() if due else None,
        "in_time": sum(day <= due for day in days) if due else None,
    }
