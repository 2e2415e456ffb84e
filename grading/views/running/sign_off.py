from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash
from grading.domain.workflow import State
from grading.forms.running import ReasonForm, SignOffForm
from grading.presenters.phase import board_words
from grading.services.reply_settled import why_reply_unsettled
from grading.services.running import send_back, sign_off
from grading.views.running.reconciliation import reconciled, require_closed
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission, may


@require_http_methods(["GET", "HEAD", "POST"])
def signing_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreed grades as the board accepts them. There is nothing here that changes one."""
    assessment, user = assessment_for(request, pk, Permission.VIEW_RECONCILIATION)
    require_closed(assessment)
    form, clash = SignOffForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            sign_off(assessment=assessment, seen=form.cleaned_data["seen"], by=user)
        except Clash as refusal:
            clash = refusal
        else:
            words = _("The grades are signed off. The report can be published now.")
            messages.success(request, words)
            return redirect("reports:work_report", pk=pk)
    shown = reconciled(assessment)
    if clash or not form.is_bound:
        form = SignOffForm(initial={"seen": shown["seen"]})  # Unticked: these are to be read.
    may_sign = may(user, Permission.SIGN_OFF, assessment.organisation)
    unsettled = ""
    if assessment.state == State.RECONCILING:
        unsettled = str(shown["meetings_wait"]) or why_reply_unsettled(
            assessment, disagreements=bool(shown["disagreements"])
        )
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "form": form,
        "may_sign_off": may_sign,
        "to_sign": assessment.state == State.RECONCILING,
        "signed": assessment.state == State.AGREED,
        "clash": clash,
        "unsettled": unsettled,
        "now": board_words(assessment, unsettled=unsettled, may_sign=may_sign),
        **shown,
    }
    status = clash.status if clash else 422 if form.errors else 200
    return render(request, "grading/running/sign_off.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def sending_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A board member returns signed-off grades to the lead, with a reason."""
    assessment, user = assessment_for(request, pk, Permission.SIGN_OFF)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_back(assessment=assessment, reason=form.cleaned_data["reason"], by=user)
        messages.success(request, _("Sent back to the equality lead with your reason."))
        return redirect("grading:sign_off", pk=pk)
    context = {"assessment": assessment, "organisation": assessment.organisation, "form": form}
    return render(
        request, "grading/running/sending_back.html", context, status=422 if form.errors else 200
    )
