"""The list of questions, and one question a page."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted, PortalError
from grading.domain.workflow import State
from grading.forms.local_grade import TypedAnswer
from grading.models import AssessedOutcome, Grader
from grading.presenters.asked_question import asked_views, own_rows
from grading.presenters.grader.answers import shown_answer
from grading.presenters.grader.last_year import last_year_of
from grading.presenters.grader.question import left_words, place_of, question_page, saved_words
from grading.presenters.grader.walk import (
    after_words,
    may_take_back,
    now_words,
    task_lists,
    together_words,
    walk_of,
    why_closed,
    why_sealed,
)
from grading.selectors.afterwards import earlier_report_of
from grading.selectors.asked_question import own_questions, questions_on
from grading.selectors.coverage import groups_to_speak_of
from grading.selectors.grader import answers_of, outcome_of_assessment, outcomes_to_grade
from grading.selectors.group_answer import group_answers_of
from grading.selectors.group_declaration import may_say_no
from grading.selectors.meeting import own_word, records_to_answer
from grading.selectors.reply import has_replies
from grading.selectors.shown_evidence import evidence_shown_for
from grading.services.local_grade import require_in_list
from grading.views.grader.onward import onward, save_typed
from grading.views.grader.practice import offers_practice
from grading.views.grader.session import grader_required, started_required
from grading.views.grader.wording import reads_easy


@login_not_required
@require_safe
@grader_required
@started_required
def walk(request: HttpRequest, grader: Grader) -> HttpResponse:
    """What is done and what is left, goal by goal."""
    assessment = grader.participation.assessment
    outcomes = outcomes_to_grade(grader)
    replies = assessment.state == State.RECONCILING and has_replies(assessment)
    together = group_answers_of(grader)
    shape = walk_of(
        outcomes,
        answers_of(grader),
        assessment.edition,
        together=together_words(grader, together),
        for_group=grader.coordinator,
    )
    meetings = records_to_answer(grader)
    meetings_left = [row for row in meetings if own_word(row, grader) is None]
    context = {
        "walk": shape,
        "goals": task_lists(shape),
        "asked": {"items": own_rows(own_questions(grader), outcomes)},
        "grader": grader,
        "closed_because": why_closed(grader),
        "can_take_back": may_take_back(grader),
        "now": now_words(grader)
        or after_words(State(assessment.state), replies=replies, meetings=bool(meetings_left)),
        "replies": replies,
        "written_down": any(row.by_user_id is not None for row in together.values()),
        "may_say_no": may_say_no(grader),
        "meetings": meetings,
        "meetings_left": meetings_left,
        "organisation": assessment.organisation,
        "year": assessment.year,
    }
    return render(request, "grading/grader/walk.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@grader_required
@started_required
def question(request: HttpRequest, grader: Grader, pk: int) -> HttpResponse:
    """One question: read it, see the evidence, answer."""
    if request.method == "POST":
        return _save(request, grader, _own_outcome(grader, pk))
    outcomes = outcomes_to_grade(grader)
    row = next((row for row in outcomes if row.pk == pk), None)
    if row is None:
        require_in_list(grader, _own_outcome(grader, pk))
        raise Http404
    just_saved = request.GET.get("saved", "")
    saved_pk = int(just_saved) if just_saved.isdigit() and len(just_saved) < 11 else pk
    answers = answers_of(grader)
    page = question_page(
        row,
        **_beside(request, grader, row, outcomes),
        saved=answers.get(pk),
        left=left_words(outcomes, answers),
        offers_practice=row is outcomes[0] and pk not in answers and offers_practice(request),
        just_saved=saved_words(outcomes, answers.get(saved_pk)) if just_saved else "",
        closed_because=why_closed(grader) or why_sealed(row),
    )
    return _question(request, grader, row, page)


def _own_outcome(grader: Grader, pk: int) -> AssessedOutcome:
    """404 outside the grader's assessment; inside it the services say what may be done."""
    row = outcome_of_assessment(grader, pk)
    if row is None:
        raise Http404
    return row


def _question(
    request: HttpRequest, grader: Grader, row: AssessedOutcome, page: object, status: int = 200
) -> HttpResponse:
    context = {
        "page": page,
        "row": row,
        "asked": asked_views(questions_on(row, seen_by=grader), assessment=row.assessment),
        "organisation": grader.participation.assessment.organisation,
        "in_workshop": grader.sitting_id is not None,
    }
    return render(request, "grading/grader/question.html", context, status=status)


def _save(request: HttpRequest, grader: Grader, row: AssessedOutcome) -> HttpResponse:
    """Save what was typed and go on; whatever stands in the way, what was typed comes back."""
    typed = TypedAnswer.read(request.POST)
    if typed.is_empty and typed.version == 0:
        return redirect(onward(request, row, typed, None))
    try:
        saved = save_typed(row, typed, by=grader)
    except InvalidInput as refusal:
        errors = {
            problem.place: f"{problem.problem} {problem.mend}".strip()
            for problem in refusal.problems
        }
        return _asked_again(request, grader, row, typed, status=refusal.status, errors=errors)
    except Clash as refusal:
        return _asked_again(request, grader, row, typed, status=refusal.status, clash=True)
    except (NotNow, NotPermitted) as refusal:
        return _not_saved(request, grader, row, typed, refusal)
    return redirect(onward(request, row, typed, saved))


def _beside(
    request: HttpRequest,
    grader: Grader,
    row: AssessedOutcome,
    outcomes: Sequence[AssessedOutcome],
) -> dict[str, Any]:
    """What stands beside the answer, saved or not."""
    return {
        "place": place_of(row, outcomes),
        "evidence": evidence_shown_for(row),
        "groups": groups_to_speak_of(row.assessment),
        "easy": reads_easy(request, grader),
        "last_year": last_year_of(row, earlier_report_of(row.assessment)),
    }


def _asked_again(
    request: HttpRequest,
    grader: Grader,
    row: AssessedOutcome,
    typed: TypedAnswer,
    *,
    status: int,
    **shown: Any,
) -> HttpResponse:
    """The question with what was typed, beside what is saved."""
    page = question_page(
        row,
        **_beside(request, grader, row, outcomes_to_grade(grader)),
        saved=answers_of(grader, only={row.pk}).get(row.pk),
        typed=typed,
        **shown,
    )
    return _question(request, grader, row, page, status=status)


def _not_saved(
    request: HttpRequest,
    grader: Grader,
    row: AssessedOutcome,
    typed: TypedAnswer,
    refusal: PortalError,
) -> HttpResponse:
    assessment = grader.participation.assessment
    words = shown_answer(
        assessment.edition, answer=typed.answer, groups=typed.groups, comment=typed.comment
    )
    context = {
        "reason": refusal.reason,
        "question": row.outcome.question,
        "typed": words,
        "handed_in": grader.handed_in_at is not None,
        "organisation": assessment.organisation,
    }
    return render(request, "grading/grader/not_saved.html", context, status=refusal.status)
