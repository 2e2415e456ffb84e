from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash, InvalidInput
from grading.forms.running import ExtendForm
from grading.presenters.dates import end_words
from grading.services.closing import extend_closing
from grading.views.preparing.page import put_problems_on
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def extending(request: HttpRequest, pk: int) -> HttpResponse:
    """A later closing date, with a reason that every grader is told."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    day = assessment.closes_on
    sent = request.POST if request.method == "POST" else None
    form = ExtendForm(sent, initial={"seen": day.isoformat() if day else ""})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            extend_closing(
                assessment=assessment,
                closes_on=form.cleaned_data["closes_on"],
                reason=form.cleaned_data["reason"],
                seen=_day(form.cleaned_data["seen"]),
                by=user,
            )
        except InvalidInput as refused:
            put_problems_on(form, refused)
        except Clash as clash:
            status = clash.status
            form.add_error(None, clash.reason)
            form.data = request.POST.copy()
            form.data["seen"] = day.isoformat() if day else ""
        else:
            words = _("Grading now closes on %(day)s. Everyone invited is told why.")
            messages.success(request, words % {"day": end_words(form.cleaned_data["closes_on"])})
            return redirect("grading:opening", pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "form": form,
        "closes": end_words(day) if day else "",
    }
    status = status if status != 200 else 422 if form.errors else 200
    return render(request, "grading/running/extending.html", context, status=status)


def _day(text: str) -> date | None:
    """The day a page showed; a tampered one is one that no assessment has."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return date.min
