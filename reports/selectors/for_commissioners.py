"""Published grades of the providers that a commissioner answers for."""

from collections import defaultdict

from grading.domain.downgrade import ProviderGrade
from grading.models import Assessment
from reports.models import OutcomeSummary, ReportSummary
from stakeholders.models import Organisation


def published_by_providers(assessment: Assessment) -> dict[str, list[ProviderGrade]]:
    """By outcome code, an entry for each linked provider by name; three queries.

    From each provider's newest report of the same edition that is not withdrawn and not of a
    later year. Only published grades: nothing of a grading that is under way.
    """
    providers = list(
        Organisation.objects.filter(
            commissioner_links__commissioner=assessment.organisation_id
        ).order_by("name")
    )
    newest: dict[int, ReportSummary] = {}
    for summary in ReportSummary.objects.filter(
        organisation__in=providers,
        framework=assessment.framework_id,
        year__lte=assessment.year,
        withdrawn=False,
    ).order_by("year"):
        newest[summary.organisation_id] = summary
    grades: dict[tuple[int, str], str] = {}
    for row in OutcomeSummary.objects.filter(summary__in=[s.pk for s in newest.values()]):
        grades[row.organisation_id, row.code] = row.grade
    found: dict[str, list[ProviderGrade]] = defaultdict(list)
    for outcome in assessment.edition.outcomes:
        for provider in providers:
            report = newest.get(provider.pk)
            found[outcome.code].append(
                ProviderGrade(
                    name=provider.name,
                    year=report.year if report else "",
                    grade=grades.get((provider.pk, outcome.code)) or None,
                )
            )
    return dict(found)
