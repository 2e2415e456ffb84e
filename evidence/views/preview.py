from typing import cast

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from evidence.models import EvidenceFile
from evidence.selectors.evidence_item import files_visible_to
from evidence.selectors.preview import ready_preview
from stakeholders.models import User


@require_safe
def preview(request: HttpRequest, pk: int) -> FileResponse:
    """A picture of the first page of a file of the person's own organisation; else 404."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else through.
    return picture_response(get_object_or_404(files_visible_to(user), pk=pk))


def picture_response(file: EvidenceFile) -> FileResponse:
    """The picture that we drew, never the file itself. Who may have it is the caller's question.

    Raises 404 where there is none (yet), or while the scanner holds the file back.
    """
    drawn = ready_preview(file)
    if drawn is None:
        raise Http404
    try:
        picture = drawn.picture.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(picture, content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
