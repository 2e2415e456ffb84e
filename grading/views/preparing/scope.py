from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grading.forms.preparing import OutOfScopeForm
from grading.presenters.preparing import scope_lists, short_title
from grading.selectors.preparing import outcomes_of
from grading.services.scope import put_in_scope, take_out_of_scope
from grading.views.preparing.page import UNUSABLE, outcome_or_404, posted, show, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_safe
def scope(request: HttpRequest, pk: int) -> HttpResponse:
    """What is graded this year, and what is left out and why."""
    assessment, user = assessment_for(request, pk)
    return show(
        request,
        "scope",
        assessment,
        lists=scope_lists(assessment, outcomes_of(assessment)),
        why_fixed=why_fixed(assessment, user, Permission.PREPARE),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def scope_outcome(request: HttpRequest, pk: int, outcome_pk: int) -> HttpResponse:
    """Leaves one outcome out with a reason, or puts it back."""
    assessment, user = assessment_for(request, pk)
    row = outcome_or_404(assessment, outcome_pk)
    putting_back = request.method == "POST" and "put_back" in request.POST
    if putting_back:
        put_in_scope(assessed_outcome=row, by=user)
        messages.success(
            request, _("%(outcome)s is graded this year.") % {"outcome": short_title(row)}
        )
        return redirect("grading:scope", pk=pk)
    form = OutOfScopeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        take_out_of_scope(assessed_outcome=row, reason=form.cleaned_data["reason"], by=user)
        messages.success(
            request, _("%(outcome)s is not graded this year.") % {"outcome": short_title(row)}
        )
        return redirect("grading:scope", pk=pk)
    return show(
        request,
        "scope_outcome",
        assessment,
        status=UNUSABLE if form.errors else 200,
        form=form,
        row=row,
        title=short_title(row),
        why_fixed=why_fixed(assessment, user, Permission.PREPARE),
    )
