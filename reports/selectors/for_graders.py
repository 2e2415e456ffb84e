"""What published reports say, as graders' pages show it (`grading.selectors.afterwards`)."""

from collections import defaultdict

from django.urls import reverse

from grading.models import Assessment
from grading.selectors.afterwards import DoneSince, Place, PublishedGrades
from objectives.models import Action
from reports.domain.snapshot import read_snapshot
from reports.models import Report
from reports.selectors.report import year_in_address


def earlier_grades(assessment: Assessment) -> PublishedGrades | None:
    """The newest report before this assessment's year, unless withdrawn; two queries at most.

    What was done is read from the plans of that report as they stand now. Plans of this
    year's assessment are not read, and neither is any grade of it.
    """
    report = (
        Report.objects.filter(
            assessment__organisation=assessment.organisation_id,
            assessment__framework__key=assessment.edition.key,
            assessment__year__lt=assessment.year,
        )
        .select_related("assessment", "withdrawal")
        .order_by("-assessment__year", "-version")
        .first()
    )
    if report is None or hasattr(report, "withdrawal"):
        return None
    done: dict[str, list[DoneSince]] = defaultdict(list)
    planned: dict[str, int] = defaultdict(int)
    actions = Action.objects.filter(assessment=report.assessment_id).exclude(outcome_code="")
    for action in actions.order_by("done_on", "pk"):
        planned[action.outcome_code] += 1
        if action.done_on:
            done[action.outcome_code].append(DoneSince(action.text, action.done_on))
    return _told(
        report,
        done={code: tuple(rows) for code, rows in done.items()},
        planned=dict(planned),
    )


def own_grades(assessment: Assessment) -> PublishedGrades | None:
    """The newest version of this assessment's own report; one query."""
    report = (
        Report.objects.filter(assessment=assessment)
        .select_related("assessment", "withdrawal")
        .order_by("-version")
        .first()
    )
    return _told(report, withdrawn=hasattr(report, "withdrawal")) if report else None


def _told(report: Report, **more: object) -> PublishedGrades:
    snapshot = read_snapshot(report.content)
    labels = {grade["key"]: grade["label"] for grade in snapshot["grades"]}
    grades: dict[Place, str] = {
        (outcome["code"], part["service"] or ""): labels[part["grade"]]
        for outcome in snapshot["outcomes"]
        for part in outcome["parts"]
        if part["grade"] in labels
    }
    kwargs = {
        "ods_code": snapshot["organisation"]["ods_code"],
        "framework": snapshot["framework"]["key"],
        "year": year_in_address(snapshot["year"]),
    }
    return PublishedGrades(
        year=snapshot["year"],
        address=reverse("reports:report", kwargs=kwargs),
        grades=grades,
        **more,  # type: ignore[arg-type]
    )
