"""What the official form asks beyond the grades: typed before publishing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash, InvalidInput
from edsportal.common.saved import Saved, saved_texts
from grading.views.preparing.page import put_problems_on
from grading.views.scoped import assessment_for, frame_of
from reports.domain.form_answers import typed_fields
from reports.forms import OfficialForm
from reports.presenters.official_form import form_for
from reports.selectors.form_answers import answers_for_form
from reports.services.form_answers import save_form_answers, stamp_of
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def form_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of this edition's form that only the organisation can answer."""
    assessment, user = assessment_for(request, pk, Permission.PUBLISH)
    edition = assessment.edition
    official = form_for(edition.key, has_total=edition.total is not None)
    now = answers_for_form(assessment)
    saved: list[Saved] = []
    form = OfficialForm(
        request.POST if request.method == "POST" else None, initial={**now, "seen": stamp_of(now)}
    )
    form.asks_only(typed_fields(official))
    if request.method == "POST" and form.is_valid():
        try:
            save_form_answers(
                assessment=assessment,
                answers=form.answers(),
                seen=form.cleaned_data["seen"],
                by=user,
            )
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        except Clash as clash:
            now = answers_for_form(assessment)
            form.opened_again(clash, seen=stamp_of(now))
            saved = saved_texts(form, now)
        else:
            messages.success(request, _("Saved. The next version you publish will have it."))
            return redirect("reports:work_report", pk=pk)
    context = {
        **frame_of(assessment),
        "form": form,
        "saved": saved,
        "name": official.name,
    }
    status = Clash.status if form.clashed else 422 if form.errors else 200
    return render(request, "reports/form_answers.html", context, status=status)
