from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash
from grading.forms.preparing import OutOfScopeForm
from grading.models import AssessedOutcome
from grading.presenters.preparing import scope_lists, short_title
from grading.selectors.preparing import outcomes_of
from grading.services.scope import put_in_scope, scope_stamp, take_out_of_scope
from grading.views.preparing.page import outcome_or_404, posted, show, status_of, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.models import User
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
    form = OutOfScopeForm(posted(request), initial={"seen": scope_stamp(row)})
    putting_back = "put_back" in request.POST
    if request.method == "POST" and (putting_back or form.is_valid()):
        try:
            words = _put_back(form, row, user) if putting_back else _leave_out(form, row, user)
        except Clash as clash:
            row.refresh_from_db(fields=["in_scope", "out_of_scope_reason"])
            form.opened_again(clash, seen=scope_stamp(row))
        else:
            messages.success(request, words % {"outcome": short_title(row)})
            return redirect("grading:scope", pk=pk)
    return show(
        request,
        "scope_outcome",
        assessment,
        status=status_of(form),
        form=form,
        asks_why=row.in_scope or (form.clashed and not putting_back),
        row=row,
        title=short_title(row),
        why_fixed=why_fixed(assessment, user, Permission.PREPARE),
    )


def _put_back(form: OutOfScopeForm, row: AssessedOutcome, user: User) -> str:
    put_in_scope(assessed_outcome=row, seen=form.data.get("seen"), by=user)
    return _("%(outcome)s is graded this year.")


def _leave_out(form: OutOfScopeForm, row: AssessedOutcome, user: User) -> str:
    take_out_of_scope(assessed_outcome=row, by=user, **form.cleaned_data)
    return _("%(outcome)s is not graded this year.")
