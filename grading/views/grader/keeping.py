"""Saving while somebody types: the same service as the button, answered in JSON."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from grading.forms.local_grade import TypedAnswer
from grading.models import AssessedOutcome, Grader
from grading.presenters.grader.question import saved_at_words
from grading.presenters.grader.saved_state import saved_state
from grading.selectors.grader import answers_of, outcome_of_assessment
from grading.services.copies import browser_key
from grading.views.grader.onward import onward, save_typed
from grading.views.grader.session import grader_of


@login_not_required
@never_cache
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """A fresh form token, and whose visit this is, for a page that has been open for long."""
    grader = grader_of(request)
    if grader is None:
        return _ended()
    return JsonResponse({"token": get_token(request), "owner": browser_key(grader)})


@login_not_required
@never_cache
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what a page sends by itself.

    ``state`` says what became of it: saved, nothing (there was nothing to save), clash (with
    what is saved), wrong (with the problems), refused (with the reason) or ended (no visit).
    """
    grader = grader_of(request)
    if grader is None or request.POST.get("owner", "") != browser_key(grader):
        return _ended()
    if grader.started_at is None:
        return _refused(_("Press Start first."), 409)
    row = outcome_of_assessment(grader, pk)
    if row is None:
        return _refused(_("This question is not in your list."), 404)
    return _save(request, grader, row)


def _save(request: HttpRequest, grader: Grader, row: AssessedOutcome) -> HttpResponse:
    typed = TypedAnswer.read(request.POST)
    if typed.is_empty and typed.version == 0:
        return JsonResponse({"state": "nothing", "next": onward(request, row, typed, None)})
    try:
        saved = save_typed(row, typed, by=grader)
    except Clash as refusal:
        held = answers_of(grader, only={row.pk}).get(row.pk)
        shown = saved_state(row.assessment.edition, held)
        return JsonResponse({"state": "clash", "held": shown}, status=refusal.status)
    except InvalidInput as refusal:
        words = [f"{problem.problem} {problem.mend}".strip() for problem in refusal.problems]
        return JsonResponse({"state": "wrong", "words": " ".join(words)}, status=refusal.status)
    except (NotNow, NotPermitted) as refusal:
        return _refused(refusal.reason, refusal.status)
    return JsonResponse(
        {
            "state": "saved",
            "version": saved.version,
            "words": saved_at_words(saved),
            "next": onward(request, row, typed, saved),
        }
    )


def _refused(reason: str, status: int) -> HttpResponse:
    return JsonResponse({"state": "refused", "words": reason}, status=status)


def _ended() -> HttpResponse:
    return JsonResponse({"state": "ended"}, status=403)
