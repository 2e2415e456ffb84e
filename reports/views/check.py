"""Whether a file that somebody holds is a report that was published here."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from edsportal.common.client_address import client_address
from edsportal.common.kept import public_page
from edsportal.common.tries import Tries
from evidence.uploads import files_too_large
from reports.forms import CheckForm
from reports.presenters.checked_file import Answer, answer_about
from reports.selectors.checked_file import check_file

CHECKS_FROM = Tries("check-report", most=60, seconds=10 * 60)


@csrf_exempt  # Nothing is kept and nobody is asked who they are, so nobody can be made to do harm.
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponseBase:
    """Asks for a file and says what it is. The file is read where it arrived and then gone."""
    if request.method == "POST":
        return _answer(request)
    return public_page(request, lambda: _page(request, CheckForm()))


def _answer(request: HttpRequest) -> HttpResponse:
    form, origin = CheckForm(request.POST, request.FILES), client_address(request)
    if CHECKS_FROM.used_up(origin):
        form.add_error(None, _("Too many files were checked from here. Try again in ten minutes."))
    elif "file" in files_too_large(request):
        form.is_too_large()
    elif form.is_valid():
        CHECKS_FROM.count(origin)
        answer = answer_about(check_file(form.cleaned_data["file"].file))
        return _page(request, CheckForm(), answer=answer)
    return _page(request, form, status=422)


def _page(
    request: HttpRequest, form: CheckForm, *, answer: Answer | None = None, status: int = 200
) -> HttpResponse:
    response = render(
        request, "reports/check.html", {"form": form, "answer": answer}, status=status
    )
    if request.method == "POST":
        response["Cache-Control"] = "private, no-store"
    return response
