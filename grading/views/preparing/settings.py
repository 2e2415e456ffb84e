from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash, InvalidInput
from edsportal.common.saved import Saved, saved_texts
from grading.domain.narrowing import goals_left_open
from grading.domain.reconciliation import Method
from grading.forms.preparing import ServicesForm, SettingsForm
from grading.models import Assessment
from grading.models.assessment import METHOD_LABELS
from grading.presenters.dates import end_words
from grading.presenters.narrowing import narrowed_goals
from grading.selectors.preparing import services_forward
from grading.services.services_forward import choose_services, services_stamp
from grading.services.settings import change_settings, settings_stamp
from grading.views.preparing.page import posted, put_problems_on, show, status_of, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.models import Service
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """How local views combine, the quorum, and when grading is planned to close."""
    assessment, user = assessment_for(request, pk)
    form = SettingsForm(posted(request), initial=_settings_now(assessment))
    saved: list[Saved] = []
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(assessment=assessment, by=user, **form.cleaned_data)
        except Clash as clash:
            assessment.refresh_from_db(fields=["method", "quorum", "closes_on"])
            form.opened_again(clash, seen=settings_stamp(assessment))
            saved = _saved_settings(form, assessment)
        else:
            messages.success(request, _("The settings are saved."))
            return redirect("grading:task_list", pk=pk)
    return show(
        request,
        "settings",
        assessment,
        status=status_of(form),
        form=form,
        saved=saved,
        why_fixed=why_fixed(assessment, user, Permission.PREPARE),
        narrowing_open=bool(goals_left_open(assessment.edition)),
        narrowed=narrowed_goals(assessment),
        method=METHOD_LABELS[Method(assessment.method)],
        closes=end_words(assessment.closes_on) if assessment.closes_on else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def services(request: HttpRequest, pk: int) -> HttpResponse:
    """Which services are put forward, in editions that ask for them."""
    assessment, user = assessment_for(request, pk)
    forward = services_forward(assessment)
    form = ServicesForm(
        posted(request),
        offered=assessment.organisation.services.all(),
        initial={
            "services": [service.pk for service in forward],
            "seen": services_stamp(assessment),
        },
    )
    saved: list[Saved] = []
    if request.method == "POST" and form.is_valid():
        try:
            choose_services(
                assessment=assessment,
                services=form.chosen(),
                new_names=form.new_names(),
                seen=form.cleaned_data["seen"],
                by=user,
            )
        except InvalidInput as refused:
            put_problems_on(form, refused)
        except Clash as clash:
            forward = services_forward(assessment)
            form.opened_again(clash, seen=services_stamp(assessment))
            saved = saved_texts(form, {"services": list(forward)}, words=_names(forward))
        else:
            messages.success(request, _("The services are saved."))
            return redirect("grading:task_list", pk=pk)
    return show(
        request,
        "services",
        assessment,
        status=status_of(form),
        form=form,
        saved=saved,
        why_fixed=why_fixed(assessment, user, Permission.PREPARE),
        forward=forward,
        needed=assessment.edition.services_required,
    )


def _settings_now(assessment: Assessment) -> dict[str, object]:
    return {
        "method": assessment.method,
        "quorum": assessment.quorum,
        "closes_on": assessment.closes_on,
        "seen": settings_stamp(assessment),
    }


def _saved_settings(form: SettingsForm, assessment: Assessment) -> list[Saved]:
    closes_on = assessment.closes_on
    words = {
        "method": METHOD_LABELS[Method(assessment.method)],
        "closes_on": date_format(closes_on, "j F Y") if closes_on else "",
    }
    return saved_texts(form, _settings_now(assessment), words=words)


def _names(services: Iterable[Service]) -> dict[str, str]:
    return {"services": ", ".join(service.name for service in services)}
