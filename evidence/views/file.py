from collections.abc import Sequence
from pathlib import PurePath
from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edsportal.common.errors import NotNow
from evidence.domain.shown_figures import ShownMeasure
from evidence.models import EvidenceFile
from evidence.presenters.figures import safe_table
from evidence.selectors.evidence_item import files_visible_to
from stakeholders.models import User


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """A file of the person's own organisation; 404 for any other."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through.
    return file_response(get_object_or_404(files_visible_to(user), pk=pk))


def file_response(file: EvidenceFile) -> FileResponse:
    """The file as a download: never shown in the page, whatever a browser thinks it is.

    Who may have it is the caller's question. Raises `NotNow` while a scanner holds it back.
    """
    if file.scan == EvidenceFile.Scan.INFECTED:
        raise NotNow(
            _(
                "The virus scanner found this file harmful, so it was held back and deleted. "
                "Add a clean copy."
            )
        )
    if file.held_back:
        raise NotNow(
            _(
                "This file is held back until the virus scanner has looked at it. Try again in a "
                "few minutes."
            )
        )
    response = FileResponse(
        file.file.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def table_response(file: EvidenceFile, measures: Sequence[ShownMeasure]) -> HttpResponse:
    """The figures of a file as a CSV with few people hidden, in place of the file itself."""
    response = HttpResponse(safe_table(measures), content_type="text/csv; charset=utf-8")
    name = _("%(name)s, small numbers hidden.csv") % {"name": PurePath(file.name).stem}
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
