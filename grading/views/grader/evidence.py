from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.domain.shown_figures import ShownMeasure
from evidence.models import EvidenceFile
from evidence.presenters.figures import measure_views
from evidence.selectors.indicator import hide_below_of, safe_measures
from evidence.views.file import file_response, table_response
from evidence.views.preview import picture_response
from grading.domain.workflow import State
from grading.models import Grader
from grading.selectors.grader import evidence_file_for
from grading.selectors.reply import replied_file_for
from grading.views.grader.session import grader_required, started_required


@login_not_required
@require_safe
@grader_required
@started_required
def evidence_file(request: HttpRequest, grader: Grader, pk: int) -> HttpResponseBase:
    """A file put forward for a question of this grader, to save and open elsewhere.

    Instead of a table that counts few people they get the same with those hidden.
    """
    file = _file_or_404(grader, pk)
    if file.holds_small_numbers:
        return table_response(file, _shown(file, grader))
    return file_response(file)


@login_not_required
@require_safe
@grader_required
@started_required
def evidence_preview(request: HttpRequest, grader: Grader, pk: int) -> HttpResponseBase:
    """The picture of such a file's first page."""
    return picture_response(_file_or_404(grader, pk))


@login_not_required
@require_safe
@grader_required
@started_required
def evidence_figures(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """The figures of such a file as a table and bars, with small numbers hidden."""
    file = _file_or_404(grader, pk)
    context = {
        "file": file,
        "measures": measure_views(_shown(file, grader)),
        "organisation": grader.participation.assessment.organisation,
    }
    return render(request, "grading/grader/figures.html", context)


def _shown(file: EvidenceFile, grader: Grader) -> list[ShownMeasure]:
    organisation = grader.participation.assessment.organisation
    return safe_measures(file, hide_below=hide_below_of(organisation))


def _file_or_404(grader: Grader, pk: int) -> EvidenceFile:
    file = evidence_file_for(grader, pk) or replied_file_for(grader, pk)
    if file is None or grader.participation.assessment.state == State.PREPARING:
        raise Http404
    return file
