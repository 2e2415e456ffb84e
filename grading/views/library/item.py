from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash, DoneAlready, InvalidInput
from evidence.domain.file_types import TABLE_TYPES
from evidence.domain.shown_figures import ShownMeasure
from evidence.domain.typed_figures import TYPED_NAME
from evidence.forms.evidence_item import EvidenceForm, initial_of
from evidence.models import EvidenceFile, EvidenceItem
from evidence.presenters.figures import measure_views
from evidence.selectors.evidence_item import fingerprint
from evidence.selectors.indicator import hide_below_of, safe_measures
from evidence.selectors.preview import previews_of
from evidence.services.evidence_item import add_item
from evidence.uploads import files_too_large
from grading.presenters.evidence_shown import item_shown
from grading.presenters.library import item_tags, uses_shown, versions_shown
from grading.presenters.links import address
from grading.selectors.library import uses_of
from grading.services.evidence_use import change_evidence, why_item_is_fixed
from grading.views.library.page import item_or_404, library_for, show
from grading.views.preparing.figures import warn_of_small_numbers
from grading.views.preparing.page import UNUSABLE, posted, put_problems_on
from stakeholders.models import Organisation
from stakeholders.permissions import Permission


@require_safe
def item(request: HttpRequest, ods_code: str, item_pk: int) -> HttpResponse:
    """One item: what it shows, every version, every outcome over the years."""
    organisation, user = library_for(request, ods_code)
    found = item_or_404(organisation, item_pk)
    newest = next(iter(found.files.all()), None)
    return show(
        request,
        "item",
        organisation,
        user,
        item=found,
        shown=item_shown(found),
        tags=item_tags(found, newest, today=timezone.localdate()),
        versions=versions_shown(found, previews_of(found)),
        retype_href=_retype_href(organisation, found, newest),
        measures=measure_views(_measures(organisation, newest)),
        uses=uses_shown(uses_of(found)),
        why_fixed=why_item_is_fixed(found),
    )


def _measures(organisation: Organisation, newest: EvidenceFile | None) -> list[ShownMeasure]:
    """The figures of the newest file as everybody else sees them."""
    if newest is None or newest.content_type not in TABLE_TYPES or newest.held_back:
        return []
    return safe_measures(newest, hide_below=hide_below_of(organisation))


def _retype_href(
    organisation: Organisation, item: EvidenceItem, newest: EvidenceFile | None
) -> str:
    if newest is None or newest.name != TYPED_NAME:
        return ""
    return address("grading:retype_figures", ods_code=organisation.ods_code, item_pk=item.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def adding(request: HttpRequest, ods_code: str) -> HttpResponse:
    """A new item, for no outcome yet."""
    organisation, user = library_for(request, ods_code, Permission.ADD_EVIDENCE)
    form = _form(request, organisation)
    if request.method == "POST" and form.is_valid():
        try:
            upload = form.cleaned_data["file"]
            made = add_item(
                organisation=organisation,
                facts=form.facts(),
                upload=upload,
                once=form.once(),
                by=user,
            )
        except DoneAlready:
            messages.success(request, _("The evidence is added."))
            return redirect("grading:evidence_library", ods_code=ods_code)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            messages.success(request, _("“%(title)s” is added.") % {"title": made.title})
            warn_of_small_numbers(request, made)
            return redirect("grading:evidence_item", ods_code=ods_code, item_pk=made.pk)
    form.ask_for_the_file_again()
    status = UNUSABLE if form.errors else 200
    return show(request, "add", organisation, user, status=status, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def changing(request: HttpRequest, ods_code: str, item_pk: int) -> HttpResponse:
    """Changes what is said of an item, or gives its file a new version."""
    organisation, user = library_for(request, ods_code, Permission.ADD_EVIDENCE)
    found = item_or_404(organisation, item_pk)
    initial = initial_of(found, seen=fingerprint(found))
    form, clashed = _form(request, organisation, initial=initial, new_version=True), False
    if request.method == "POST" and form.is_valid():
        facts, sent = form.facts(), form.cleaned_data
        try:
            change_evidence(
                item=found, facts=facts, upload=sent["file"], seen=sent["seen"], by=user
            )
        except InvalidInput as refused:
            put_problems_on(form, refused)
        except Clash as clash:
            found = item_or_404(organisation, item_pk)
            form, clashed = _opened_again(form, organisation, fingerprint(found)), True
            form.add_error(None, clash.reason)
        else:
            messages.success(request, _("“%(title)s” is changed.") % {"title": facts.title})
            warn_of_small_numbers(request, found)
            return redirect("grading:evidence_item", ods_code=ods_code, item_pk=item_pk)
    form.ask_for_the_file_again()
    return show(
        request,
        "change",
        organisation,
        user,
        status=Clash.status if clashed else UNUSABLE if form.errors else 200,
        item=found,
        form=form,
        stored=item_shown(found),
        clashed=clashed,
        why_fixed=why_item_is_fixed(found),
    )


def _form(request: HttpRequest, organisation: Organisation, **kwargs: Any) -> EvidenceForm:
    sent = posted(request)
    return EvidenceForm(
        sent,
        None if sent is None else request.FILES,
        organisation=organisation,
        file_limit=settings.MAX_UPLOAD_BYTES,
        too_large=() if sent is None else files_too_large(request),
        **kwargs,
    )


def _opened_again(form: EvidenceForm, organisation: Organisation, seen: str) -> EvidenceForm:
    """What was typed, over what is stored now: saving again is a decision to replace it."""
    data = cast(QueryDict, form.data).copy()
    data["seen"] = seen
    return EvidenceForm(
        data, form.files, organisation=organisation, file_limit=form.file_limit, new_version=True
    )
