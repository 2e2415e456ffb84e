from typing import cast

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash, InvalidInput
from evidence.forms.evidence_item import EvidenceForm, initial_of
from evidence.models import EvidenceItem
from evidence.selectors.evidence_item import fingerprint
from grading.models import Assessment
from grading.presenters.evidence_shown import item_shown
from grading.selectors.preparing import item_of
from grading.services.evidence_use import change_evidence, why_item_is_fixed
from grading.views.preparing.evidence import evidence_form
from grading.views.preparing.figures import warn_of_small_numbers
from grading.views.preparing.page import UNUSABLE, put_problems_on, show, why_fixed
from grading.views.scoped import assessment_for
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def changing(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Changes what is said of an item, or gives its file a new version."""
    assessment, user = assessment_for(request, pk, Permission.ADD_EVIDENCE)
    item = _item_or_404(assessment, item_pk)
    initial = initial_of(item, seen=fingerprint(item))
    form = evidence_form(request, assessment, initial=initial, new_version=True)
    clashed = False
    if request.method == "POST" and form.is_valid():
        try:
            change_evidence(
                item=item,
                facts=form.facts(),
                upload=form.cleaned_data["file"],
                seen=form.cleaned_data["seen"],
                by=user,
            )
        except InvalidInput as refused:
            put_problems_on(form, refused)
        except Clash as clash:
            form, clashed = _opened_again(form, item), True
            form.add_error(None, clash.reason)
        else:
            messages.success(request, _("“%(title)s” is changed.") % {"title": item.title})
            warn_of_small_numbers(request, item)
            return redirect("grading:evidence", pk=pk)
    form.ask_for_the_file_again()
    status = Clash.status if clashed else UNUSABLE if form.errors else 200
    return show(
        request,
        "change_evidence",
        assessment,
        status=status,
        form=form,
        stored=item_shown(item),
        clashed=clashed,
        why_fixed=why_fixed(assessment, user, Permission.ADD_EVIDENCE) or why_item_is_fixed(item),
    )


def _item_or_404(assessment: Assessment, pk: int) -> EvidenceItem:
    try:
        return item_of(assessment, pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def _opened_again(form: EvidenceForm, item: EvidenceItem) -> EvidenceForm:
    """What was typed, over what is stored now: saving again is a decision to replace it."""
    data = cast(QueryDict, form.data).copy()
    data["seen"] = fingerprint(item)
    return EvidenceForm(
        data,
        form.files,
        organisation=item.organisation,
        file_limit=form.file_limit,
        new_version=True,
    )
