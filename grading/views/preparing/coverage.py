from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from grading.presenters.coverage import coverage_csv, coverage_table
from grading.selectors.coverage import coverage_of
from grading.views.preparing.page import show
from grading.views.scoped import assessment_for


@require_safe
def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """Outcomes against groups: where evidence speaks of whom, and where nothing does."""
    assessment, _user = assessment_for(request, pk)
    table = coverage_table(coverage_of(assessment), pk=pk)
    return show(request, "coverage", assessment, table=table)


@require_safe
def coverage_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as CSV."""
    assessment, _user = assessment_for(request, pk)
    name = f"coverage-{assessment.organisation.ods_code}-{assessment.year.replace('/', '-')}.csv"
    return HttpResponse(
        coverage_csv(coverage_of(assessment)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
