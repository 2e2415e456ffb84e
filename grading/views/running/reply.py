"""The lead's pages of the right of reply. Nothing here changes a grade."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash, InvalidInput, NotNow
from grading.domain.reply import Stage, stage_of
from grading.domain.results import PartResult
from grading.domain.workflow import State
from grading.forms.reply import AskForReplyForm, WriteReplyForm, usual_day
from grading.models import Assessment
from grading.presenters.reply import became_words, disagreement_rows, stage_words
from grading.selectors.reply import (
    answered_by_groups,
    evidence_to_offer,
    facts_of,
    round_of,
    standing_replies,
)
from grading.selectors.results import results_of
from grading.services.reply import write_reply
from grading.services.reply_round import (
    ask_for_reply,
    disagreements_in,
    end_without_reply,
    say_no_reply,
    send_replies,
)
from grading.views.preparing.page import put_problems_on
from grading.views.running.reconciliation import require_closed
from grading.views.scoped import assessment_for
from stakeholders.models import User
from stakeholders.permissions import Permission, may


@require_safe
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the local view differs, what the organisation says to it, and what became of that."""
    assessment, user = assessment_for(request, pk, Permission.VIEW_RECONCILIATION)
    require_closed(assessment)
    results = results_of(assessment)
    held = round_of(assessment)
    facts, replies = facts_of(held), standing_replies(held)
    stage = stage_of(facts, now=timezone.now())
    differing = disagreements_in(results)
    shown = [p for p in results.parts if p in differing or p.pk in replies]
    runs = may(user, Permission.RUN_GRADING, assessment.organisation)
    runs = runs and assessment.state == State.RECONCILING
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "now": stage_words(stage, facts, disagreements=len(differing)),
        "rows": disagreement_rows(
            shown,
            replies,
            edition=results.edition,
            pk=pk,
            became=_became(shown, assessment) if stage in (Stage.LOOKING, Stage.FINAL) else {},
        ),
        "may_decide": runs and stage is Stage.UNDECIDED and bool(differing),
        "may_reconsider": runs and stage is Stage.NOT_ASKED and bool(differing),
        "may_write": runs and stage is Stage.WRITING,
        "may_send": runs and stage is Stage.WRITING,
        "written": len(replies),
    }
    return render(request, "grading/running/reply.html", context)


def _became(parts: list[PartResult], assessment: Assessment) -> dict[int, str]:
    held = round_of(assessment)
    if held is None:
        return {}
    counted = answered_by_groups(held)
    return {
        part.pk: became_words(
            before=held.grades_before[str(part.pk)],
            after=part.grade,
            kept=counted.get(part.pk, (0, 0))[0],
            changed=counted.get(part.pk, (0, 0))[1],
            edition=assessment.edition,
        )
        for part in parts
        if part.pk is not None and str(part.pk) in held.grades_before
    }


@require_http_methods(["GET", "HEAD", "POST"])
def asking_for_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The days of the right of reply."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    sent = request.POST if request.method == "POST" else None
    form = AskForReplyForm(sent, initial={"reply_by": usual_day()})
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_reply(assessment=assessment, by=user, **form.cleaned_data)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            messages.success(request, _("You can write your replies now."))
            return redirect("grading:reply", pk=pk)
    context = {"assessment": assessment, "organisation": assessment.organisation, "form": form}
    status = 422 if form.errors else 200
    return render(request, "grading/running/asking_for_reply.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def no_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The organisation lets the grades stand without a word."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    if request.method == "POST":
        say_no_reply(assessment=assessment, by=user)
        messages.success(request, _("Noted: your organisation does not reply."))
        return redirect("grading:reply", pk=pk)
    context = {"assessment": assessment, "organisation": assessment.organisation}
    return render(request, "grading/running/no_reply.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sending_replies(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more before the organisation's own time ends: afterwards nothing can change."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    number = len(standing_replies(round_of(assessment)))
    if request.method == "POST":
        if request.POST.get("shown", str(number)) != str(number):
            raise Clash(_("A reply was written or taken back meanwhile. Look again."))
        _end_writing(request, assessment, user, number)
        return redirect("grading:reply", pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "number": number,
    }
    return render(request, "grading/running/sending_replies.html", context)


def _end_writing(request: HttpRequest, assessment: Assessment, user: User, number: int) -> None:
    if number:
        send_replies(assessment=assessment, by=user)
        messages.success(request, _("The replies are sent to the local interests concerned."))
    else:
        end_without_reply(assessment=assessment, by=user)
        messages.success(request, _("Your time is ended. The board can sign off."))


@require_http_methods(["GET", "HEAD", "POST"])
def writing_reply(request: HttpRequest, pk: int, outcome_pk: int) -> HttpResponse:
    """One reply. What was typed comes back whatever stands in the way."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    require_closed(assessment)
    row = assessment.assessed_outcomes.select_related("service").filter(pk=outcome_pk).first()
    if row is None:
        raise Http404
    row.assessment = assessment
    offered = evidence_to_offer(assessment)
    held = round_of(assessment)
    saved = held.replies.filter(assessed_outcome=row).order_by("version").last() if held else None
    initial = {
        "text": saved.text if saved else "",
        "evidence": str(saved.evidence_id or "") if saved else "",
        "version": str(saved.version if saved else 0),
    }
    sent = request.POST if request.method == "POST" else None
    form = WriteReplyForm(sent, offered=offered, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["evidence"]
        try:
            write_reply(
                assessed_outcome=row,
                text=form.cleaned_data["text"],
                evidence=next((item for item in offered if str(item.pk) == chosen), None),
                expected_version=form.opened_with,
                by=user,
            )
        except InvalidInput as refused:
            put_problems_on(form, refused)
        except (Clash, NotNow) as refusal:
            status = refusal.status
            form.add_error(None, refusal.reason)
            if isinstance(refusal, Clash):
                form.data = request.POST.copy()
                form.data["version"] = initial["version"]
        else:
            messages.success(request, _("Your reply is saved. It is not sent yet."))
            return redirect("grading:reply", pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "form": form,
        "outcome": row.outcome,
        "service": row.service,
        "saved": saved if status == Clash.status else None,
    }
    status = status if status != 200 else 422 if form.errors else 200
    return render(request, "grading/running/writing_reply.html", context, status=status)
