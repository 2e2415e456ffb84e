from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from evidence.domain.file_types import TABLE_TYPES
from evidence.models import EvidenceItem
from evidence.selectors.indicator import safe_measures
from evidence.services.indicator import small_numbers_in
from grading.presenters.figures import measure_views, small_number_words
from grading.selectors.preparing import file_in
from grading.views.preparing.page import show
from grading.views.scoped import assessment_for


@require_safe
def figures(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file's figures as graders see them, and a warning that names its small numbers."""
    assessment, _user = assessment_for(request, pk)
    try:
        file = file_in(assessment, file_pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return show(
        request,
        "figures",
        assessment,
        file=file,
        measures=measure_views(safe_measures(file)),
        warning=small_number_words(small_numbers_in(file)),
    )


def warn_of_small_numbers(request: HttpRequest, item: EvidenceItem) -> None:
    """Say on the next page where the newest file of an item holds numbers from 1 to 7."""
    newest = item.files.order_by("-version").first()
    if newest is not None and newest.content_type in TABLE_TYPES:
        words = small_number_words(small_numbers_in(newest))
        if words:
            messages.warning(request, words)
