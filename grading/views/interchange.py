"""The published description of the interchange format."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from edsportal.common.kept import kept
from grading.interchange.schema import SCHEMA_FILE


@require_safe
@login_not_required
def assessment_schema(request: HttpRequest) -> HttpResponseBase:
    """The JSON Schema of `eds-assessment/1`, for other tools to check files with."""

    def written() -> HttpResponse:
        return HttpResponse(SCHEMA_FILE.read_bytes(), content_type="application/schema+json")

    return kept(request, written)
