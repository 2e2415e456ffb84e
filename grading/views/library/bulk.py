import tempfile

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import PortalError
from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.manifest import COLUMNS
from evidence.presenters.file_refusal import refusal_words
from evidence.services.export import export_library
from evidence.uploads import files_too_large
from grading.domain.workflow import State
from grading.forms.library import EvidenceZipForm
from grading.selectors.library import assessments_of
from grading.services.evidence_bulk import load_evidence
from grading.views.library.page import library_for, show
from grading.views.preparing.page import UNUSABLE, posted, put_refusal_on
from stakeholders.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def loading(request: HttpRequest, ods_code: str) -> HttpResponse:
    """Many items from one ZIP; rows that are wrong are named by line and left out.

    The answer to a sent ZIP is the page itself and not a redirect: its list of errors may be
    long, and sending the same ZIP again adds nothing.
    """
    organisation, user = library_for(request, ods_code, Permission.ADD_EVIDENCE)
    assessments = assessments_of(organisation).filter(state=State.PREPARING)
    sent = posted(request)
    form = EvidenceZipForm(
        sent, request.FILES if sent is not None else None, assessments=assessments
    )
    done = None
    if sent is not None and "file" in files_too_large(request):
        refused = FileRefused(Why.TOO_LARGE, limit=settings.MAX_UPLOAD_BYTES)
        form.errors.pop("file", None)
        form.add_error("file", refusal_words(refused))
    elif sent is not None and form.is_valid():
        try:
            done = load_evidence(
                organisation=organisation,
                archive=form.cleaned_data["file"],
                assessment=form.chosen,
                by=user,
            )
        except PortalError as refusal:
            put_refusal_on(form, refusal)
    return show(
        request,
        "load",
        organisation,
        user,
        status=UNUSABLE if form.errors else 200,
        form=form,
        done=done,
        columns=", ".join(COLUMNS),
    )


@require_safe
def export(request: HttpRequest, ods_code: str) -> FileResponse:
    """The whole library as a ZIP."""
    organisation, user = library_for(request, ods_code, Permission.ADD_EVIDENCE)
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    export_library(organisation=organisation, out=out, by=user)
    out.seek(0)
    name = _("evidence-%(ods)s-%(day)s.zip") % {"ods": ods_code, "day": timezone.localdate()}
    response = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
