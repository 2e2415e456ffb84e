from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from evidence.domain.file_types import TABLE_TYPES
from evidence.models import EvidenceItem
from evidence.presenters.figures import measure_views
from evidence.selectors.indicator import hide_below_of, safe_measures
from evidence.services.indicator import table_in
from grading.presenters.figures import small_number_words, unknown_columns_words
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
    table = table_in(file)
    return show(
        request,
        "figures",
        assessment,
        file=file,
        measures=measure_views(
            safe_measures(file, hide_below=hide_below_of(assessment.organisation))
        ),
        warning=small_number_words(table.small, file.name),
        no_figures=unknown_columns_words(table, file.name),
    )


def warn_of_small_numbers(request: HttpRequest, item: EvidenceItem) -> None:
    """Say on the next page where the newest table of an item holds numbers from 1 to 7.

    Or, where no figure was read from it, what was looked for.
    """
    newest = item.files.order_by("-version").first()
    if newest is not None and newest.content_type in TABLE_TYPES:
        table = table_in(newest)
        words = small_number_words(table.small, newest.name) or unknown_columns_words(
            table, newest.name
        )
        if words:
            messages.warning(request, words)
