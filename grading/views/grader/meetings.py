"""A grader whose group is said to have been at a meeting says whether it is so."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from grading.forms.meeting import AnswerMeetingForm
from grading.models import Grader
from grading.presenters.meeting import graders_list, graders_meeting
from grading.selectors.meeting import own_word, records_to_answer
from grading.services.meeting import answer_meeting
from grading.views.grader.session import grader_required, started_required


@login_not_required
@require_safe
@grader_required
@started_required
def meetings(request: HttpRequest, grader: Grader) -> HttpResponse:
    """What this person's group is said to have agreed."""
    assessment, records = grader.participation.assessment, records_to_answer(grader)
    own = {record.pk: own_word(record, grader) for record in records}
    context = {
        "organisation": assessment.organisation,
        "year": assessment.year,
        "records": records,
        "left": sum(word is None for word in own.values()),
        "list": graders_list(records, own, assessment.edition),
    }
    return render(request, "grading/grader/meetings.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def one_meeting(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """One record. What was typed comes back whatever stands in the way."""
    record = next((row for row in records_to_answer(grader) if row.pk == pk), None)
    if record is None:
        raise Http404
    assessment, mine = grader.participation.assessment, own_word(record, grader)
    form = AnswerMeetingForm(request.POST if request.method == "POST" else None)
    status, refused = 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            answer_meeting(
                meeting=record,
                agreed=form.cleaned_data["agreed"] == form.YES,
                dissent=form.cleaned_data["dissent"],
                publish=form.cleaned_data["publish"],
                by=grader,
            )
        except InvalidInput as problem:
            for each in problem.problems:
                form.add_error(each.place if each.place in form.fields else None, each.problem)
        except (NotNow, NotPermitted) as refusal:
            status, refused = refusal.status, refusal.reason
        else:
            messages.success(request, _("Thank you. What you said is saved."))
            return redirect("grading:grader_meetings")
    context = {
        "organisation": assessment.organisation,
        "page": graders_meeting(record, mine=mine, edition=assessment.edition),
        "form": form,
        "refused": refused,
        "typed": request.POST.get("dissent", "") if refused else "",
    }
    status = status if status != 200 else 422 if form.errors else 200
    return render(request, "grading/grader/meeting.html", context, status=status)
