from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash, InvalidInput
from edsportal.common.saved import Saved, saved_texts
from grading.domain.narrowing import goals_left_open
from grading.forms.narrowing import NarrowingForm
from grading.models import Assessment
from grading.presenters.narrowing import kind_names, kinds_ticked, narrowed_goals
from grading.services.narrowing import narrow_kinds, narrowing_stamp
from grading.views.preparing.page import posted, show, status_of, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.models import User
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def narrowing(request: HttpRequest, pk: int) -> HttpResponse:
    """Which kinds of groups grade each goal, where the edition leaves it to every kind."""
    assessment, user = assessment_for(request, pk)
    goals = goals_left_open(assessment.edition)
    form = NarrowingForm(posted(request), goals=goals, initial=_opened_with(assessment))
    saved: list[Saved] = []
    if request.method == "POST" and form.is_valid():
        try:
            narrow_kinds(
                assessment=assessment,
                chosen=form.chosen(),
                seen=form.cleaned_data["seen"],
                by=user,
            )
        except InvalidInput as refused:
            for problem in refused.problems:
                form.add_error(form.name_of(problem.place), problem.problem)
        except Clash as clash:
            assessment.refresh_from_db(fields=["narrowing"])
            form.opened_again(clash, seen=narrowing_stamp(assessment))
            stored = _ticked(assessment)
            words = {name: kind_names(kinds) for name, kinds in stored.items()}
            saved = saved_texts(form, stored, words=words)
        else:
            messages.success(request, _("Saved: who grades what."))
            return redirect("grading:settings", pk=pk)
    return show(
        request,
        "narrowing",
        assessment,
        status=status_of(form),
        form=form,
        saved=saved,
        why_fixed=_why_fixed(assessment, user),
        narrowed=narrowed_goals(assessment),
        open=bool(goals),
    )


def _why_fixed(assessment: Assessment, user: User) -> str:
    if not goals_left_open(assessment.edition):
        return _("This edition says itself who grades what, so there is nothing to narrow.")
    return why_fixed(assessment, user, Permission.PREPARE)


def _ticked(assessment: Assessment) -> dict[str, list[str]]:
    ticked = kinds_ticked(assessment)
    return {NarrowingForm.name_of(key): kinds for key, kinds in ticked.items()}


def _opened_with(assessment: Assessment) -> dict[str, object]:
    return {**_ticked(assessment), "seen": narrowing_stamp(assessment)}
