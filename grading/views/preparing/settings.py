from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput
from grading.domain.reconciliation import Method
from grading.forms.preparing import ServicesForm, SettingsForm
from grading.models import Assessment
from grading.models.assessment import METHOD_LABELS
from grading.selectors.preparing import services_forward
from grading.services.services_forward import choose_services
from grading.services.settings import change_settings
from grading.views.preparing.page import UNUSABLE, posted, put_problems_on, show, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """How local views combine, the quorum, and when grading is planned to close."""
    assessment, user = assessment_for(request, pk)
    form = SettingsForm(posted(request), initial=_settings_now(assessment))
    if request.method == "POST" and form.is_valid():
        change_settings(assessment=assessment, by=user, **form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect("grading:task_list", pk=pk)
    return show(
        request,
        "settings",
        assessment,
        status=UNUSABLE if form.errors else 200,
        form=form,
        why_fixed=why_fixed(assessment, user, Permission.PREPARE),
        method=METHOD_LABELS[Method(assessment.method)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def services(request: HttpRequest, pk: int) -> HttpResponse:
    """Which services are put forward, in editions that ask for them."""
    assessment, user = assessment_for(request, pk)
    forward = services_forward(assessment)
    form = ServicesForm(
        posted(request),
        offered=assessment.organisation.services.all(),
        initial={"services": [service.pk for service in forward]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            choose_services(
                assessment=assessment,
                services=form.chosen(),
                new_names=form.new_names(),
                by=user,
            )
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            messages.success(request, _("The services are saved."))
            return redirect("grading:task_list", pk=pk)
    return show(
        request,
        "services",
        assessment,
        status=UNUSABLE if form.errors else 200,
        form=form,
        why_fixed=why_fixed(assessment, user, Permission.PREPARE),
        forward=forward,
        needed=assessment.edition.services_required,
    )


def _settings_now(assessment: Assessment) -> dict[str, object]:
    return {
        "method": assessment.method,
        "quorum": assessment.quorum,
        "closes_on": assessment.closes_on,
    }
