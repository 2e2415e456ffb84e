"""Printing packs, and typing in what came back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import InvalidInput, NotNow
from edsportal.common.pdf import make_pdf
from grading.models import Assessment
from grading.selectors.grader import outcomes_graded_by
from grading.views.preparing.page import put_refusal_on
from grading.views.scoped import frame_of
from stakeholders.models import User
from workshops.forms.answers import DictatedForm, PrintForm, SerialForm
from workshops.models import PaperPack
from workshops.presenters.pack import packs_html
from workshops.presenters.paper import difference_rows, paper_rows, typed_by_you
from workshops.presenters.phase import closed_words
from workshops.selectors.paper import groups_taking_part, pack_by_serial, packs_of, typed_on
from workshops.services.paper import (
    MOST_PACKS,
    PRINTING,
    Taken,
    is_about_other_evidence,
    leave_paper_out,
    make_packs,
    take_paper,
)
from workshops.views.page import assessment_to_facilitate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Papers printed and come back; asks for the number of the next one."""
    assessment, _user = assessment_to_facilitate(request, pk)
    form = SerialForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        pack = pack_by_serial(assessment, form.cleaned_data["serial"])
        if pack is not None:
            return redirect("workshops:type_paper", pk=pk, serial=pack.serial)
        form.add_error("serial", _("No paper of this grading has this number. Check it"))
    context = {
        **frame_of(assessment),
        "form": form,
        "closed": closed_words(assessment),
        "over": assessment.state not in PRINTING,
        "rows": paper_rows(packs_of(assessment)),
    }
    return render(request, "workshops/paper/papers.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def printing(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes packs; the PDF is fetched afterwards."""
    assessment, user = assessment_to_facilitate(request, pk)
    groups = {str(row.pk): row for row in groups_taking_part(assessment)}
    form = PrintForm(request.POST if request.method == "POST" else None)
    offered = [(key, row.local_interest.name) for key, row in groups.items()]
    form.offer("group", [("", _("Choose a group")), *offered])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = make_packs(
            assessment=assessment,
            participation=groups[said["group"]],
            format=said["format"],
            count=said["count"],
            by=user,
            once=form.once(),
        )
        return redirect("workshops:packs", pk=pk, first=made[0].pk, last=made[-1].pk)
    over = assessment.state not in PRINTING
    context = {**frame_of(assessment), "form": form, "groups": groups, "over": over}
    return render(request, "workshops/paper/printing.html", context, status=_status(form))


@require_safe
def packs(request: HttpRequest, pk: int, first: int, last: int) -> HttpResponse:
    """Packs made at one time, with the way to their PDF."""
    assessment, _user = assessment_to_facilitate(request, pk)
    context = {**frame_of(assessment), "packs": _batch(assessment, first, last)}
    return render(request, "workshops/paper/packs_made.html", context)


@require_safe
def packs_pdf(request: HttpRequest, pk: int, first: int, last: int) -> HttpResponse:
    """The same as a PDF to print."""
    assessment, _user = assessment_to_facilitate(request, pk)
    found = _batch(assessment, first, last)
    content = make_pdf(packs_html(found, outcomes_graded_by(found[0].participation)))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="paper-{found[0].serial}.pdf"'
    return response


def _batch(assessment: Assessment, first: int, last: int) -> list[PaperPack]:
    """Packs ``first`` to ``last`` that are of one group and form; 404 for none or too many."""
    found = list(packs_of(assessment).filter(pk__range=(first, last))[: MOST_PACKS + 1])
    kinds = {(pack.participation_id, pack.format, pack.evidence_code) for pack in found}
    if not 1 <= len(found) <= MOST_PACKS or len(kinds) != 1:
        raise Http404
    for pack in found:
        pack.participation.assessment = pack.assessment = assessment
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest, pk: int, serial: str) -> HttpResponse:
    """Typing in one paper: the first time it waits, the second time it is compared."""
    assessment, user = assessment_to_facilitate(request, pk)
    pack = get_object_or_404(packs_of(assessment), serial=serial)
    outcomes = outcomes_graded_by(pack.participation)
    again = pack.typed_by_id == user.pk and pack.counted_at is None
    form = DictatedForm(
        request.POST if request.method == "POST" else None,
        outcomes=outcomes,
        initial=_typed_before(pack) if again else None,
    )
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            if "leave_out" in request.POST:
                return _leave_out(request, pack, user)
            taken = _take(request, pack, form, user)
        except (InvalidInput, NotNow) as refusal:
            put_refusal_on(form, refusal)
        else:
            if not (taken.differing or taken.consent_differs):
                messages.success(request, _said(taken))
                return redirect("workshops:papers", pk=pk)
    context = {
        **frame_of(assessment),
        "pack": pack,
        "form": form,
        "second": pack.typed_by_id not in (None, user.pk),
        "mine": typed_by_you(pack) if again else "",
        "closed": closed_words(assessment),
        "other_evidence": is_about_other_evidence(pack),
        "taken": taken,
        "differing": difference_rows(taken.differing, outcomes) if taken else [],
    }
    return render(request, "workshops/paper/typing.html", context, status=_status(form))


def _typed_before(pack: PaperPack) -> dict[str, object]:
    """What this person typed from the paper, for the form they see again."""
    return DictatedForm.initial_of(typed_on(pack), pack.comment_consent)


def _take(request: HttpRequest, pack: PaperPack, form: DictatedForm, user: User) -> Taken:
    return take_paper(
        pack=pack,
        answers=form.typed(),
        comment_consent=form.cleaned_data["comment_consent"],
        keep_mine="keep_mine" in request.POST,
        reason=request.POST.get("reason", ""),
        by=user,
    )


def _leave_out(request: HttpRequest, pack: PaperPack, user: User) -> HttpResponse:
    leave_paper_out(pack=pack, reason=request.POST.get("reason", ""), by=user)
    messages.success(request, _("This paper is left out."))
    return redirect("workshops:papers", pk=pack.assessment_id)


def _said(taken: Taken) -> str:
    if taken.counts:
        return _("Two people typed the same. The paper counts.")
    return _("What you typed is kept. It counts when another person has typed the same.")


def _status(form: PrintForm | SerialForm | DictatedForm) -> int:
    return 422 if form.errors else 200
