from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import NotNow
from grading.domain.workflow import State
from grading.forms.running import LetStandForm
from grading.presenters.things_to_look_at import thing_words
from grading.services.let_stand import let_stand, thing_with
from grading.views.running.reconciliation import require_closed
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def letting_stand(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The lead says why one hint can stand."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    require_closed(assessment)
    if assessment.state != State.RECONCILING:
        raise NotNow(_("This can be said between closing grading and signing off."))
    thing = thing_with(assessment, key)
    form = LetStandForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        let_stand(assessment=assessment, key=key, reason=form.cleaned_data["reason"], by=user)
        messages.success(request, _("Your reason is saved. The board can read it."))
        return redirect("grading:reconciliation", pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "form": form,
        "words": thing_words(thing, assessment.edition),
    }
    return render(
        request, "grading/running/letting_stand.html", context, status=422 if form.errors else 200
    )
