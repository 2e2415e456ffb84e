from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import DoneAlready, InvalidInput
from evidence.forms.evidence_item import EvidenceForm, initial_of
from evidence.uploads import files_too_large
from grading.domain.workflow import State
from grading.forms.preparing import LibraryForm
from grading.models import AssessedOutcome, Assessment
from grading.presenters.evidence_shown import evidence_by_goal, has_shown_evidence
from grading.presenters.links import address
from grading.presenters.preparing import short_title
from grading.selectors.library import assessment_before, last_years_evidence
from grading.selectors.preparing import (
    item_of,
    items_not_used_for,
    outcomes_with_evidence,
    use_in,
)
from grading.services.evidence_use import add_evidence, end_use, use_items
from grading.views.preparing.figures import warn_of_small_numbers
from grading.views.preparing.page import (
    UNUSABLE,
    outcome_or_404,
    posted,
    put_problems_on,
    show,
    why_fixed,
)
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission, may
from stakeholders.selectors.local_interest import characteristics_open_to


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Every outcome with its evidence, and plainly where there is none."""
    assessment, user = assessment_for(request, pk)
    rows = outcomes_with_evidence(assessment)
    in_scope = [row for row in rows if row.in_scope]
    fixed = why_fixed(assessment, user, Permission.ADD_EVIDENCE)
    leads = may(user, Permission.RUN_GRADING, assessment.organisation)
    grading = assessment.state == State.GRADING and leads
    before = assessment_before(assessment) if not fixed else None
    goals = evidence_by_goal(
        assessment,
        rows,
        groups=list(characteristics_open_to(assessment.organisation)),
        may_add=grading or not fixed,
        while_grading=grading,
        may_remove=not why_fixed(assessment, user, Permission.PREPARE),
    )
    return show(
        request,
        "evidence",
        assessment,
        goals=goals,
        with_evidence=sum(has_shown_evidence(row) for row in in_scope),
        in_scope=len(in_scope),
        offers_last_years=before is not None and bool(last_years_evidence(assessment, before)),
        grading=grading,
        changes_href=address("grading:changed_evidence", pk=pk)
        if leads and assessment.state != State.PREPARING
        else "",
        why_fixed="" if grading else fixed,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def adding(request: HttpRequest, pk: int, outcome_pk: int) -> HttpResponse:
    """A new piece of evidence for one outcome."""
    assessment, user = assessment_for(request, pk, Permission.ADD_EVIDENCE)
    row = outcome_or_404(assessment, outcome_pk)
    form = evidence_form(request, assessment, initial=copied_from(request, assessment))
    if request.method == "POST" and form.is_valid():
        try:
            upload = form.cleaned_data["file"]
            with suppress(DoneAlready):
                use = add_evidence(
                    assessed_outcome=row,
                    facts=form.facts(),
                    upload=upload,
                    once=form.once(),
                    by=user,
                )
                warn_of_small_numbers(request, use.item)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            return _back_to_evidence(request, row, _("The evidence is added."))
    form.ask_for_the_file_again()
    return show(
        request,
        "add_evidence",
        assessment,
        status=UNUSABLE if form.errors else 200,
        form=form,
        row=row,
        title=short_title(row),
        why_fixed=why_fixed(assessment, user, Permission.ADD_EVIDENCE),
    )


def copied_from(request: HttpRequest, assessment: Assessment) -> dict[str, Any]:
    """What the form starts with where last year's evidence has changed: its words, not its file."""
    number = request.GET.get("from", "")
    if not number.isdecimal():
        return {}
    try:
        return initial_of(item_of(assessment, int(number)), seen="")
    except ObjectDoesNotExist:
        return {}


def evidence_form(request: HttpRequest, assessment: Assessment, **kwargs: Any) -> EvidenceForm:
    """The form for one item, with what was sent, if anything was."""
    sent = posted(request)
    return EvidenceForm(
        sent,
        None if sent is None else request.FILES,
        organisation=assessment.organisation,
        file_limit=settings.MAX_UPLOAD_BYTES,
        too_large=() if sent is None else files_too_large(request),
        **kwargs,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest, pk: int, outcome_pk: int) -> HttpResponse:
    """Evidence the organisation holds already, used for one more outcome."""
    assessment, user = assessment_for(request, pk, Permission.ADD_EVIDENCE)
    row = outcome_or_404(assessment, outcome_pk)
    offered = items_not_used_for(row)
    form = LibraryForm(posted(request), offered=offered)
    if request.method == "POST" and form.is_valid():
        use_items(assessed_outcome=row, items=list(form.cleaned_data["items"]), by=user)
        return _back_to_evidence(request, row, _("The evidence is used for this outcome too."))
    return show(
        request,
        "library",
        assessment,
        status=UNUSABLE if form.errors else 200,
        form=form,
        offered=bool(offered),
        row=row,
        title=short_title(row),
        add_href=address("grading:add_evidence", pk=pk, outcome_pk=outcome_pk),
        why_fixed=why_fixed(assessment, user, Permission.ADD_EVIDENCE),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def removing(request: HttpRequest, pk: int, use_pk: int) -> HttpResponse:
    """Asks once more before an item stops being used for an outcome."""
    assessment, user = assessment_for(request, pk, Permission.PREPARE)
    try:
        use = use_in(assessment, use_pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    row = use.assessed_outcome
    row.assessment = assessment
    if request.method == "POST":
        end_use(use=use, by=user)
        return _back_to_evidence(request, row, _("The evidence is no longer used here."))
    return show(
        request,
        "remove_evidence",
        assessment,
        use=use,
        title=short_title(row),
        why_fixed=_why_it_stays(assessment) or why_fixed(assessment, user, Permission.PREPARE),
    )


def _why_it_stays(assessment: Assessment) -> str:
    if assessment.state != State.GRADING:
        return ""
    return _(
        "People are grading by this evidence, so it cannot be taken away from them. If it is "
        "wrong, change it and say what was wrong: they are shown old and new."
    )


def _back_to_evidence(request: HttpRequest, row: AssessedOutcome, words: str) -> HttpResponse:
    messages.success(request, f"{short_title(row)}: {words}")
    return redirect(f"{address('grading:evidence', pk=row.assessment_id)}#outcome-{row.pk}")
