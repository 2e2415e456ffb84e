from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from evidence.domain.reading import WORDS_A_MINUTE
from grading.presenters.reading import outcome_rows
from grading.selectors.reading import reading_loads
from grading.views.preparing.page import show, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_safe
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """How much each outcome asks graders to read, the most first, and what makes it hard."""
    assessment, user = assessment_for(request, pk)
    may_change = not why_fixed(assessment, user, Permission.ADD_EVIDENCE)
    rows = outcome_rows(reading_loads(assessment), pk=pk, may_change=may_change)
    return show(request, "reading", assessment, rows=rows, words_a_minute=WORDS_A_MINUTE)
