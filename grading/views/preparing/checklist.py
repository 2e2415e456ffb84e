from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash
from edsportal.common.saved import Saved, saved_texts
from grading.domain.opening import EngagementItem
from grading.forms.preparing import ChecklistForm
from grading.models import EngagementChecklist
from grading.selectors.preparing import checklist_of
from grading.services.checklist import answer_checklist, stamp_of
from grading.views.preparing.page import UNUSABLE, posted, show, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """Six questions about support for local interests. They may be answered a few at a time."""
    assessment, user = assessment_for(request, pk)
    now = checklist_of(assessment)
    saved: list[Saved] = []
    form = ChecklistForm(posted(request), initial=_answers_now(now))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            answer_checklist(
                assessment=assessment,
                answers=form.by_item(),
                seen=form.cleaned_data["seen"],
                by=user,
            )
        except Clash as clash:
            now = checklist_of(assessment)
            form.opened_again(clash, seen=stamp_of(now))
            saved, status = saved_texts(form, _answers_now(now)), clash.status
        else:
            messages.success(request, _("Your answers are saved."))
            return redirect("grading:task_list", pk=pk)
    return show(
        request,
        "checklist",
        assessment,
        status=UNUSABLE if form.errors and status == 200 else status,
        form=form,
        saved=saved,
        saved_by=now.saved_by if now else None,
        why_fixed=why_fixed(assessment, user, Permission.PREPARE),
        questions=[
            (form.fields[item.value].label, getattr(now, item.value, "")) for item in EngagementItem
        ],
    )


def _answers_now(checklist: EngagementChecklist | None) -> dict[str, str]:
    """The stored answers by field name, with the stamp they stand for."""
    answers = {item.value: getattr(checklist, item.value, "") for item in EngagementItem}
    return {**answers, "seen": stamp_of(checklist)}
