"""A grader reads the organisation's replies and keeps or changes each answer once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from grading.domain.reply import PersonFacts, Stage, stage_of, why_not_answer
from grading.forms.reply import AnswerReplyForm
from grading.models import AssessedOutcome, Grader, LocalGrade, ReplyRound
from grading.presenters.grader.replies import (
    group_reply_items,
    no_effect_words,
    now_words,
    reply_list,
    reply_page,
)
from grading.selectors.grader import (
    answers_of,
    outcome_of_assessment,
    outcomes_graded_by,
    outcomes_to_grade,
)
from grading.selectors.group_answer import may_speak_for_group
from grading.selectors.reply import (
    agreed_replied_to,
    facts_of,
    group_reply_answers_of,
    newest_file_of,
    reply_answers_of,
    round_of,
    settled_by_group,
    standing_replies,
)
from grading.selectors.results import settled_by_meeting
from grading.services.local_grade import require_standing
from grading.services.reply_answer import change_answer, keep_answer, refusal_words
from grading.views.grader.session import grader_required, started_required
from grading.views.preparing.page import put_problems_on

READABLE = (Stage.LOOKING, Stage.FINAL)


@login_not_required
@require_safe
@grader_required
@started_required
def replies(request: HttpRequest, grader: Grader) -> HttpResponse:
    """The questions that were replied to and that this person had graded."""
    held, stage = round_to_read(grader)
    standing, grades = standing_replies(held), answers_of(grader)
    graded = {pk: grade for pk, grade in grades.items() if grade.answer}
    rows = [r for r in outcomes_to_grade(grader) if r.pk in standing and r.pk in graded]
    given = reply_answers_of(grader, held)
    agreed = agreed_replied_to(grader, standing) if may_speak_for_group(grader) else {}
    together = [r for r in outcomes_graded_by(grader.participation) if r.pk in agreed]
    given_together = group_reply_answers_of(grader, held)
    assessment = grader.participation.assessment
    context = {
        "organisation": assessment.organisation,
        "year": assessment.year,
        "rows": rows,
        "together": {
            "items": group_reply_items(together, agreed=agreed, given=given_together, stage=stage)
        },
        "list": reply_list(
            rows, grades=graded, given=given, stage=stage, edition=assessment.edition
        ),
        "now": now_words(
            stage,
            held,
            organisation=assessment.organisation.name,
            left=sum(row.pk not in given for row in rows)
            + sum(row.pk not in given_together for row in together),
            concerned=bool(rows or together),
        ),
    }
    return render(request, "grading/grader/replies.html", context)


def round_to_read(grader: Grader) -> tuple[ReplyRound, Stage]:
    """The round that was sent, and how far it is; `NotNow` while there is none to read."""
    require_standing(grader)
    held = round_of(grader.participation.assessment)
    stage = stage_of(facts_of(held), now=timezone.now())
    if held is None or held.sent_at is None or stage not in READABLE:
        raise NotNow(_("There is no reply to read."))
    return held, stage


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def one_reply(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """One reply. What was typed comes back whatever stands in the way."""
    row = outcome_of_assessment(grader, pk)
    if row is None:
        raise Http404
    held, stage = round_to_read(grader)
    reply, grade = standing_replies(held).get(pk), answers_of(grader, only={pk}).get(pk)
    if reply is None or grade is None or not grade.answer:
        raise Http404
    given = reply_answers_of(grader, held).get(pk)
    person = PersonFacts(graded=True, stood_down=False, answered=given is not None)
    closed = why_not_answer(stage, person)
    form = AnswerReplyForm(
        request.POST if request.method == "POST" else None,
        edition=row.assessment.edition,
        now=grade.answer,
        initial={"comment": grade.comment},
    )
    status, refused = 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, row, grade, grader=grader)
        except InvalidInput as problem:
            put_problems_on(form, problem)
        except (NotNow, NotPermitted) as refusal:
            status, refused = refusal.status, refusal.reason
        else:
            messages.success(request, _("Your answer is saved. Thank you for looking again."))
            return redirect("grading:grader_replies")
    page = reply_page(
        row,
        reply=reply,
        grade=grade,
        held=held,
        closed_because=refusal_words(closed) if closed else "",
        file=newest_file_of(reply.evidence),
        no_effect=no_effect_words(
            by_group=settled_by_group(grader, pk), by_meeting=settled_by_meeting(row)
        ),
    )
    context = {
        "organisation": row.assessment.organisation,
        "page": page,
        "form": form,
        "refused": refused,
        "typed": request.POST.get("comment", "") if refused else "",
    }
    status = status if status != 200 else 422 if form.errors else 200
    return render(request, "grading/grader/reply.html", context, status=status)


def _save(
    form: AnswerReplyForm, row: AssessedOutcome, grade: LocalGrade, *, grader: Grader
) -> None:
    answer, comment = form.cleaned_data["answer"], form.cleaned_data["comment"]
    if answer == form.KEEP and comment.strip() == grade.comment.strip():
        keep_answer(assessed_outcome=row, by=grader)
        return
    change_answer(
        assessed_outcome=row,
        answer=grade.answer if answer == form.KEEP else answer,
        comment=comment,
        by=grader,
    )
