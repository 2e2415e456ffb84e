"""A group that agreed on one answer reads a reply, and keeps or changes its answer once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from grading.domain.reply import PersonFacts, why_not_answer
from grading.models import AssessedOutcome, Grader
from grading.presenters.grader.replies import no_effect_words, reply_page
from grading.selectors.group_answer import may_speak_for_group
from grading.selectors.reply import (
    agreed_replied_to,
    group_reply_answers_of,
    newest_file_of,
    standing_replies,
)
from grading.selectors.results import settled_by_meeting
from grading.services.group_reply import answer_reply_together
from grading.services.reply_answer import refusal_words
from grading.views.grader.replies import round_to_read
from grading.views.grader.session import grader_required, started_required
from grading.views.preparing.page import put_refusal_on
from workshops.forms.answers import GroupReplyForm, agreed_from, agreed_initial, answer_choices
from workshops.presenters.agreed import agreed_rows
from workshops.views.together import own_outcome


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def group_reply(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """One reply, beside what the group had agreed. What was typed comes back on a refusal."""
    row = own_outcome(grader, pk)
    held, stage = round_to_read(grader)
    replies = standing_replies(held)
    agreed = agreed_replied_to(grader, replies).get(pk)
    if agreed is None:
        raise Http404
    answered = pk in group_reply_answers_of(grader, held)
    group = PersonFacts(may_speak_for_group(grader), stood_down=False, answered=answered)
    closed = why_not_answer(stage, group)
    edition = row.assessment.edition
    sent = request.POST if request.method == "POST" else None
    form = GroupReplyForm(sent, initial=agreed_initial(agreed))
    form.offer("answer", answer_choices(edition, rather_not=False))
    if sent is not None and form.is_valid() and _kept(form, row, grader):
        messages.success(request, _("Your group's answer is saved. Thank you for looking again."))
        return redirect("grading:grader_replies")
    page = reply_page(
        row,
        reply=replies[pk],
        held=held,
        closed_because=refusal_words(closed) if closed else "",
        file=newest_file_of(replies[pk].evidence),
        no_effect=no_effect_words(by_group=False, by_meeting=settled_by_meeting(row)),
    )
    context = {
        "organisation": row.assessment.organisation,
        "page": page,
        "form": form,
        "agreed": agreed_rows(edition, agreed),
    }
    status = 422 if form.errors else 200
    return render(request, "workshops/group_reply.html", context, status=status)


def _kept(form: GroupReplyForm, row: AssessedOutcome, grader: Grader) -> bool:
    try:
        said = agreed_from(form.cleaned_data)
        answer_reply_together(assessed_outcome=row, said=said, by=grader)
    except (InvalidInput, NotNow, NotPermitted) as refusal:
        put_refusal_on(form, refusal)
    return not form.errors
