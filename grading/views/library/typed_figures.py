from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import Clash, DoneAlready, InvalidInput
from evidence.domain.typed_figures import TYPED_NAME, TypedRow, typed_rows
from evidence.forms.evidence_item import initial_of
from evidence.forms.typed_figures import TypedFiguresForm, without_row
from evidence.models import EvidenceFile, EvidenceItem
from evidence.selectors.evidence_item import fingerprint
from evidence.services.evidence_item import add_item
from grading.services.evidence_use import change_evidence, why_item_is_fixed
from grading.views.library.page import item_or_404, library_for, show
from grading.views.preparing.figures import warn_of_small_numbers
from grading.views.preparing.page import UNUSABLE, posted, put_problems_on
from stakeholders.models import Organisation
from stakeholders.permissions import Permission

ADD, REMOVE = "add", "remove-"


@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest, ods_code: str) -> HttpResponse:
    """A new item whose figures are typed in, row by row."""
    organisation, user = library_for(request, ods_code, Permission.ADD_EVIDENCE)
    form = _form(request, organisation)
    if _saves(request) and form.is_valid():
        try:
            made = add_item(
                organisation=organisation,
                facts=form.facts(),
                upload=form.upload(),
                once=form.once(),
                by=user,
            )
        except DoneAlready:
            messages.success(request, _("The figures are added."))
            return redirect("grading:evidence_library", ods_code=ods_code)
        except InvalidInput as refused:
            put_problems_on(form, refused)
        else:
            messages.success(request, _("“%(title)s” is added.") % {"title": made.title})
            warn_of_small_numbers(request, made)
            return redirect("grading:evidence_item", ods_code=ods_code, item_pk=made.pk)
    return _page(request, organisation, user, form)


@require_http_methods(["GET", "HEAD", "POST"])
def retyping(request: HttpRequest, ods_code: str, item_pk: int) -> HttpResponse:
    """Typed figures again, as a new version of them."""
    organisation, user = library_for(request, ods_code, Permission.ADD_EVIDENCE)
    found = item_or_404(organisation, item_pk)
    newest = found.files.order_by("-version").first()
    if newest is None or newest.name != TYPED_NAME or newest.held_back:
        raise Http404
    initial = initial_of(found, seen=fingerprint(found))
    form = _form(request, organisation, initial=initial, rows=_typed(newest))
    clashed = False
    if _saves(request) and form.is_valid():
        try:
            change_evidence(
                item=found,
                facts=form.facts(),
                upload=form.upload(),
                seen=form.cleaned_data["seen"],
                by=user,
            )
        except InvalidInput as refused:
            put_problems_on(form, refused)
        except Clash as clash:
            clashed = True
            data = cast(QueryDict, form.data).copy()
            data["seen"] = fingerprint(item_or_404(organisation, item_pk))
            form = TypedFiguresForm(data, organisation=organisation)
            form.add_error(None, clash.reason)
        else:
            messages.success(request, _("“%(title)s” is changed.") % {"title": found.title})
            warn_of_small_numbers(request, found)
            return redirect("grading:evidence_item", ods_code=ods_code, item_pk=item_pk)
    return _page(request, organisation, user, form, item=found, clashed=clashed)


def _saves(request: HttpRequest) -> bool:
    """Whether the button pressed was the one that saves."""
    return request.method == "POST" and "rows" not in request.POST


def _form(request: HttpRequest, organisation: Organisation, **kwargs: Any) -> TypedFiguresForm:
    """What was sent, with one row more or less where a button asked for it."""
    sent = posted(request)
    pressed = "" if sent is None else sent.get("rows", "")
    if sent is not None and pressed.startswith(REMOVE):
        number = pressed.removeprefix(REMOVE)
        sent = without_row(sent, int(number)) if number.isdecimal() and int(number) else sent
    return TypedFiguresForm(sent, organisation=organisation, adding=int(pressed == ADD), **kwargs)


def _typed(file: EvidenceFile) -> list[TypedRow]:
    with file.file.open("rb") as stored:
        return typed_rows(stored.read())


def _page(
    request: HttpRequest,
    organisation: Organisation,
    user: Any,
    form: TypedFiguresForm,
    *,
    item: EvidenceItem | None = None,
    clashed: bool = False,
) -> HttpResponse:
    wrong = _saves(request) and bool(form.errors)
    return show(
        request,
        "typed_figures",
        organisation,
        user,
        status=Clash.status if clashed else UNUSABLE if wrong else 200,
        form=form,
        says_errors=wrong,
        item=item,
        why_fixed=why_item_is_fixed(item) if item else "",
    )
