from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import InvalidInput
from grading.domain.reporting_year import reporting_year
from grading.forms.preparing import StartForm
from grading.presenters.preparing import organisation_cards
from grading.selectors.assessment import assessments_visible_to
from grading.selectors.framework import frameworks_to_start_with
from grading.services.settings import start_assessment
from grading.views.preparing.now import now_in
from grading.views.preparing.page import UNUSABLE, posted, put_problems_on
from stakeholders.models import User
from stakeholders.permissions import Permission, permissions_by_organisation, require
from stakeholders.selectors.organisation import memberships_of, organisations_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The person's organisations, their roles there, and the assessments they can see."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through.
    memberships = list(memberships_of(user))
    may = permissions_by_organisation(memberships)
    assessments = list(assessments_visible_to(user))
    cards = organisation_cards(
        memberships,
        assessments,
        may_start=lambda held: Permission.PREPARE in may[held.organisation_id],
        now=now_in(assessments, may),
    )
    context = {
        "cards": cards,
        "organisation": memberships[0].organisation if len(cards) == 1 else None,
    }
    return render(request, "grading/preparing/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, ods_code: str) -> HttpResponse:
    """Edition and year of a new assessment; services come next where the edition asks for them."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through.
    organisation = get_object_or_404(organisations_of(user), ods_code=ods_code)
    require(user, Permission.PREPARE, organisation)
    editions = frameworks_to_start_with()
    initial = {"year": reporting_year(timezone.localdate()), "framework": editions.first()}
    form = StartForm(posted(request), editions=editions, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            assessment = start_assessment(organisation=organisation, by=user, **form.cleaned_data)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            messages.success(request, _("The assessment is started. Here is what to do."))
            if assessment.edition.services_required:
                return redirect("grading:services", pk=assessment.pk)
            return redirect("grading:task_list", pk=assessment.pk)
    context = {"form": form, "organisation": organisation}
    status = UNUSABLE if form.errors else 200
    return render(request, "grading/preparing/start.html", context, status=status)
