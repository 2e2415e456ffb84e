from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from grading.domain.workflow import State
from grading.presenters.heard import heard_csv, heard_page
from grading.selectors.heard import heard_in
from grading.views.preparing.page import show
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_safe
def heard(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose view is missing, outcome by outcome, with the ways to mend it."""
    assessment, _user = assessment_for(request, pk, Permission.INVITE)
    return show(
        request,
        "heard",
        assessment,
        page=heard_page(heard_in(assessment), assessment),
        closed=assessment.state not in (State.PREPARING, State.GRADING),
    )


@require_safe
def heard_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as CSV."""
    assessment, _user = assessment_for(request, pk, Permission.INVITE)
    name = f"heard-{assessment.organisation.ods_code}-{assessment.year.replace('/', '-')}.csv"
    return HttpResponse(
        heard_csv(heard_page(heard_in(assessment), assessment)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
