from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from evidence.views.file import file_response
from grading.domain.workflow import State
from grading.models import Grader
from grading.selectors.grader import evidence_file_for
from grading.views.grader.session import grader_required, started_required


@login_not_required
@require_safe
@grader_required
@started_required
def evidence_file(request: HttpRequest, grader: Grader, pk: int) -> HttpResponseBase:
    """A file put forward for a question of this grader, to save and open elsewhere."""
    if grader.participation.assessment.state == State.PREPARING:
        raise Http404
    file = evidence_file_for(grader, pk)
    if file is None:
        raise Http404
    return file_response(file)
