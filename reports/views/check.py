"""Whether a file that somebody holds is a report that was published here."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edsportal.common.client_address import client_address
from edsportal.common.tries import Tries
from evidence.uploads import files_too_large
from reports.forms import CheckForm
from reports.presenters.checked_file import answer_about
from reports.selectors.checked_file import check_file

CHECKS_FROM = Tries("check-report", most=60, seconds=10 * 60)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Asks for a file and says what it is. The file is read where it arrived and then gone."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CheckForm(*sent)
    answer, status = None, 200
    if request.method == "POST":
        origin = client_address(request)
        if CHECKS_FROM.used_up(origin):
            form.add_error(
                None, _("Too many files were checked from here. Try again in ten minutes.")
            )
        elif "file" in files_too_large(request):
            form.is_too_large()
        elif form.is_valid():
            CHECKS_FROM.count(origin)
            answer = answer_about(check_file(form.cleaned_data["file"].file))
            form = CheckForm()
        status = 422 if form.errors else 200
    return render(request, "reports/check.html", {"form": form, "answer": answer}, status=status)
