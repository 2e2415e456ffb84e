"""Bringing in past grades: choose a file, see what was understood, then confirm.

Nothing of the file is kept before that: its cells travel in the page itself, signed.
"""

import hashlib
from typing import cast

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput
from evidence.domain.file_refusal import FileRefused
from evidence.uploads import files_too_large
from reports.domain.history.cells import Cells, NotReadable, from_data
from reports.domain.history.file import cells_of
from reports.domain.history.gathered import Details
from reports.domain.history.template import details_of
from reports.domain.history.understand import understand
from reports.forms import HistoryDetailsForm, HistoryFileForm
from reports.presenters.history import fault_problem, no_grade_words, refused_words
from reports.presenters.history_page import done_words, edition_choices, history_rows, preview
from reports.selectors.history import brought_in, editions_by_key, words_of_editions
from reports.services.history import Checked, check_history, import_history
from stakeholders.models import Organisation, User
from stakeholders.permissions import require_history_importer
from stakeholders.selectors.people import organisations_open_to

UNUSABLE = 422
A_DAY = 24 * 60 * 60
Read = tuple[str, Cells]


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, ods_code: str) -> HttpResponse:
    """Asks for a file; then shows what it says. Writes nothing."""
    organisation, _user = _found(request, ods_code)
    if "cells" in request.POST:
        return _preview(request, organisation, *_details_form(request, organisation))
    form = HistoryFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST":
        if "file" in files_too_large(request):
            form.errors.pop("file", None)
            form.add_error("file", _("The file is larger than 5 MB. Take out its pictures."))
        elif form.is_valid() and (read := _read(form)):
            return _preview(request, organisation, _first_details(organisation, read), read)
    context = {
        "organisation": organisation,
        "form": form,
        "brought_in": history_rows(brought_in(organisation)),
    }
    status = UNUSABLE if form.errors else 200
    return render(request, "reports/history/reading.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def bringing_in(request: HttpRequest, ods_code: str) -> HttpResponse:
    """Import and publish what the preview showed, all or nothing."""
    organisation, user = _found(request, ods_code)
    if request.method != "POST":
        return redirect("reports:history", ods_code=ods_code)
    form, read = _details_form(request, organisation)
    if read is None or not form.is_valid():
        return _preview(request, organisation, form, read)
    checked, _faults = _checked(read[1], organisation, form)
    left_out = form.cleaned_data["leave_out"]
    if any(one.gathered.unclear for one in checked) and not left_out:
        form.add_error("leave_out", _("Tick this, or mend the file and choose it again"))
    if not checked or not all(one.ready for one in checked) or form.errors:
        return _preview(request, organisation, form, read)
    try:
        done = import_history(checked=checked, file_sha256=read[0], by=user)
    except InvalidInput as refused:
        form.add_error(None, refused.reason)
        return _preview(request, organisation, form, read)
    messages.success(request, done_words(done))
    return redirect("reports:history", ods_code=ods_code)


def _read(form: HistoryFileForm) -> Read | None:
    sent = form.cleaned_data["file"]
    try:
        cells = cells_of(sent.file, name=sent.name, size=sent.size)
    except (FileRefused, NotReadable) as refusal:
        form.add_error("file", refused_words(refusal))
        return None
    sent.seek(0)
    digest = hashlib.sha256()
    for chunk in sent.chunks():
        digest.update(chunk)
    return digest.hexdigest(), cells


def _first_details(organisation: Organisation, read: Read) -> HistoryDetailsForm:
    """The details as the file says them, to be filled up."""
    sha256, cells = read
    own = Details() if cells.kind == "csv" else details_of(cells, words_of_editions({}))
    held = carried(organisation.ods_code, sha256, cells)
    form = HistoryDetailsForm(initial={"framework": own.framework, "year": own.year, "cells": held})
    return _asking(form, cells)


def _details_form(
    request: HttpRequest, organisation: Organisation
) -> tuple[HistoryDetailsForm, Read | None]:
    form = HistoryDetailsForm(request.POST)
    try:
        sha256, data = signing.loads(
            request.POST.get("cells", ""), salt=_salt(organisation.ods_code), max_age=A_DAY
        )
    except signing.BadSignature:
        return form, None
    cells = from_data(data)
    return _asking(form, cells), (sha256, cells)


def _asking(form: HistoryDetailsForm, cells: Cells) -> HistoryDetailsForm:
    form.offer("framework", edition_choices(editions_by_key().values()))
    if cells.kind != "csv":
        form.is_for_template()
    return form


def _preview(
    request: HttpRequest, organisation: Organisation, form: HistoryDetailsForm, read: Read | None
) -> HttpResponse:
    if read is None:
        messages.warning(request, _("This page was open for too long. Choose the file again."))
        return redirect("reports:history", ods_code=organisation.ods_code)
    checked, faults = _checked(read[1], organisation, form)
    editions = editions_by_key()
    context = {
        "organisation": organisation,
        "form": form,
        "faults": faults,
        "previews": [preview(one, editions, read[1].kind) for one in checked],
        "ready": bool(checked) and all(one.ready for one in checked),
        "changes": any(not one.same for one in checked),
        "unclear": any(one.gathered.unclear for one in checked),
    }
    status = UNUSABLE if form.errors else 200
    return render(request, "reports/history/preview.html", context, status=status)


def _checked(
    cells: Cells, organisation: Organisation, form: HistoryDetailsForm
) -> tuple[list[Checked], list[str]]:
    """Every assessment of the file, or the words for what makes it unusable."""
    words = words_of_editions(no_grade_words())
    understood = understand(cells, words, _details(organisation, form))
    checked = [check_history(one, words, kind=cells.kind) for one in understood.assessments]
    return checked, [str(fault_problem(fault, cells.kind)) for fault in understood.faults]


def _details(organisation: Organisation, form: HistoryDetailsForm) -> Details:
    said = form.initial
    if form.is_bound:
        form.is_valid()
        said = form.cleaned_data
    day = said.get("published_on")
    texts = {name: said.get(name) or "" for name in ("framework", "year", "source_url", "note")}
    return Details(
        ods_code=organisation.ods_code, published_on=day.isoformat() if day else "", **texts
    )


def carried(ods_code: str, sha256: str, cells: Cells) -> str:
    """A file's cells and its SHA-256 as the page carries them, good for one organisation."""
    return signing.dumps([sha256, cells.as_data()], salt=_salt(ods_code), compress=True)


def _salt(ods_code: str) -> str:
    return f"reports.history.{ods_code}"


def _found(request: HttpRequest, ods_code: str) -> tuple[Organisation, User]:
    """The organisation and who asks: 404 outside it, 403 inside without the right."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through.
    organisation = get_object_or_404(organisations_open_to(user), ods_code=ods_code)
    require_history_importer(user, organisation)
    return organisation, user
