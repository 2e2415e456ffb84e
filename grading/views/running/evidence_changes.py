"""Changing and adding evidence while people grade by it, and who has looked at the change."""

from contextlib import suppress
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash, DoneAlready, InvalidInput
from evidence.forms.evidence_item import initial_of
from evidence.selectors.evidence_item import fingerprint
from evidence.uploads import files_too_large
from grading.domain.workflow import State
from grading.forms.evidence_changes import NotedEvidenceForm
from grading.models import Assessment
from grading.presenters.evidence_changes import change_rows
from grading.presenters.evidence_shown import item_shown
from grading.presenters.preparing import short_title
from grading.selectors.evidence_changes import changes_made
from grading.selectors.preparing import item_used_in
from grading.services.evidence_while_grading import add_while_grading, change_while_grading
from grading.views.preparing.figures import warn_of_small_numbers
from grading.views.preparing.page import UNUSABLE, outcome_or_404, posted, put_problems_on, show
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_safe
def changed_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change since grading opened, and which groups have looked."""
    assessment, _user = assessment_for(request, pk, Permission.RUN_GRADING)
    rows = change_rows(changes_made(assessment))
    grading = assessment.state == State.GRADING
    return show(request, "changed_evidence", assessment, rows=rows, grading=grading)


@require_http_methods(["GET", "HEAD", "POST"])
def changing_in_grading(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Gives an item in use its next version, with a note that graders read."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    try:
        item = item_used_in(assessment, item_pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    initial = initial_of(item, seen=fingerprint(item))
    form = _form(request, assessment, initial=initial, new_version=True)
    clashed = False
    if request.method == "POST" and form.is_valid():
        try:
            change_while_grading(
                assessment=assessment,
                item=item,
                facts=form.facts(),
                note=form.cleaned_data["note"],
                upload=form.cleaned_data["file"],
                seen=form.cleaned_data["seen"],
                by=user,
            )
        except InvalidInput as refused:
            put_problems_on(form, refused)
        except Clash as clash:
            item = item_used_in(assessment, item_pk)
            form, clashed = _opened_again(form, assessment, fingerprint(item)), True
            form.add_error(None, clash.reason)
        else:
            words = _("“%(title)s” is changed. Those who graded by it are shown old and new.")
            messages.success(request, words % {"title": form.cleaned_data["title"]})
            warn_of_small_numbers(request, item)
            return redirect("grading:changed_evidence", pk=pk)
    form.ask_for_the_file_again()
    return show(
        request,
        "change_in_grading",
        assessment,
        status=Clash.status if clashed else UNUSABLE if form.errors else 200,
        form=form,
        stored=item_shown(item),
        clashed=clashed,
        why_fixed=_why_not(assessment),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def adding_in_grading(request: HttpRequest, pk: int, outcome_pk: int) -> HttpResponse:
    """One more piece of evidence for an outcome that is being graded."""
    assessment, user = assessment_for(request, pk, Permission.RUN_GRADING)
    row = outcome_or_404(assessment, outcome_pk)
    form = _form(request, assessment)
    if request.method == "POST" and form.is_valid():
        try:
            with suppress(DoneAlready):
                use = add_while_grading(
                    assessed_outcome=row,
                    facts=form.facts(),
                    note=form.cleaned_data["note"],
                    upload=form.cleaned_data["file"],
                    once=form.once(),
                    by=user,
                )
                warn_of_small_numbers(request, use.item)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            words = _("%(outcome)s: the evidence is added. Those who graded are shown it.")
            messages.success(request, words % {"outcome": short_title(row)})
            return redirect("grading:changed_evidence", pk=pk)
    form.ask_for_the_file_again()
    return show(
        request,
        "add_in_grading",
        assessment,
        status=UNUSABLE if form.errors else 200,
        form=form,
        row=row,
        title=short_title(row),
        why_fixed=_why_not(assessment),
    )


def _why_not(assessment: Assessment) -> str:
    """Why evidence cannot change this way now; "" when it can."""
    if assessment.state == State.GRADING:
        return ""
    if assessment.state == State.PREPARING:
        return str(_("Grading has not opened, so evidence changes on the evidence page."))
    return str(_("Grading is over, so the evidence stays as it was graded."))


def _form(request: HttpRequest, assessment: Assessment, **kwargs: Any) -> NotedEvidenceForm:
    sent = posted(request)
    return NotedEvidenceForm(
        sent,
        None if sent is None else request.FILES,
        organisation=assessment.organisation,
        file_limit=settings.MAX_UPLOAD_BYTES,
        too_large=() if sent is None else files_too_large(request),
        **kwargs,
    )


def _opened_again(form: NotedEvidenceForm, assessment: Assessment, seen: str) -> NotedEvidenceForm:
    """What was typed, over what is stored now: saving again is a decision to replace it."""
    data = cast(QueryDict, form.data).copy()
    data["seen"] = seen
    return NotedEvidenceForm(
        data,
        form.files,
        organisation=assessment.organisation,
        file_limit=form.file_limit,
        new_version=True,
    )
