"""You said, we did: each published comment, and what was done about it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash, InvalidInput
from edsportal.common.saved import Saved, saved_texts
from grading.views.preparing.page import put_problems_on
from grading.views.scoped import assessment_for, frame_of
from reports.forms import CommentAnswerForm
from reports.models import CommentAnswer
from reports.presenters.said_page import said_page, said_row
from reports.selectors.comment_answer import (
    answers_to_comment,
    newest_answers,
    progress_of,
    published_comments,
)
from reports.services.comment_answer import answer_comment, stamp_of
from stakeholders.permissions import Permission, may


@require_safe
def said(request: HttpRequest, pk: int) -> HttpResponse:
    """Every published comment with its answer, how many have one, and ways to narrow it."""
    assessment, user = assessment_for(request, pk)
    comments, answers = published_comments(assessment), newest_answers(assessment)
    page = said_page(
        comments,
        answers,
        progress_of(comments, answers),
        assessment=assessment,
        show=request.GET.get("show", ""),
        may_answer=may(user, Permission.PLAN_ACTIONS, assessment.organisation),
    )
    return render(request, "reports/said.html", {**frame_of(assessment), "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def answering(request: HttpRequest, pk: int, comment: str) -> HttpResponse:
    """One comment, every answer it was given, and the form for the next."""
    assessment, user = assessment_for(request, pk, Permission.PLAN_ACTIONS)
    about = next((row for row in published_comments(assessment) if row.key == comment), None)
    if about is None:
        raise Http404(_("This comment is not in the report as it stands."))
    earlier = answers_to_comment(assessment, comment)
    now = earlier[0] if earlier else None
    saved: list[Saved] = []
    form = CommentAnswerForm(
        request.POST if request.method == "POST" else None,
        initial={**_said(now), "seen": stamp_of(now)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer_comment(assessment=assessment, comment=comment, **form.cleaned_data, by=user)
        except InvalidInput as refusal:
            put_problems_on(form, refusal)
        except Clash as clash:
            earlier = answers_to_comment(assessment, comment)
            form.opened_again(clash, seen=stamp_of(earlier[0]))
            saved = saved_texts(form, _said(earlier[0]))
        else:
            messages.success(request, _("Saved. It stands under the comment on the report's page."))
            return redirect("reports:said", pk=pk)
    context = {
        **frame_of(assessment),
        "row": said_row(about, now, assessment=assessment, may_answer=True),
        "earlier": earlier,
        "form": form,
        "saved": saved,
    }
    status = Clash.status if form.clashed else 422 if form.errors else 200
    return render(request, "reports/answer_comment.html", context, status=status)


def _said(answer: CommentAnswer | None) -> dict[str, str]:
    return {"owner": answer.owner if answer else "", "text": answer.text if answer else ""}
