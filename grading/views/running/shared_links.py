"""Opening and closing shared links."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edsportal.common.errors import InvalidInput, NotNow
from edsportal.common.forms import Choice
from grading.forms.shared_link import OpenSharedLinkForm
from grading.models import Assessment
from grading.presenters.shared_link import poster
from grading.selectors.shared_link import shared_links_of
from grading.services.shared_link import SHARED_KINDS, Shared, close_shared_link, open_shared_link
from grading.views.preparing.page import put_refusal_on
from grading.views.scoped import assessment_for
from stakeholders.models import User
from stakeholders.permissions import Permission
from stakeholders.selectors.local_interest import local_interests_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opening_shared_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for which group and how many, then shows link and code this once."""
    assessment, user = assessment_for(request, pk, Permission.INVITE)
    form = _form(request, assessment)
    context = {"assessment": assessment, "organisation": assessment.organisation, "form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                shared = _open(assessment, form, by=user)
            except (InvalidInput, NotNow) as refusal:
                put_refusal_on(form, refusal)
                status = refusal.status
            else:
                # Not a redirect: the secrets are kept nowhere that another page could read.
                context |= {"form": None, "poster": poster(shared.link, shared.secrets)}
                return render(request, "grading/running/shared_link_opened.html", context)
    return render(request, "grading/running/opening_shared_link.html", context, status=status)


def _form(request: HttpRequest, assessment: Assessment) -> OpenSharedLinkForm:
    form = OpenSharedLinkForm(request.POST if request.method == "POST" else None)
    groups = local_interests_of(assessment.organisation).filter(kind__in=SHARED_KINDS)
    form.offer(
        "local_interest",
        [Choice(str(group.pk), group.name, hint=group.get_kind_display()) for group in groups],
    )
    return form


def _open(assessment: Assessment, form: OpenSharedLinkForm, *, by: User) -> Shared:
    data = form.cleaned_data
    group = local_interests_of(assessment.organisation).get(pk=data["local_interest"])
    return open_shared_link(assessment=assessment, local_interest=group, cap=data["cap"], by=by)


@require_http_methods(["GET", "HEAD", "POST"])
def closing_shared_link(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    """Closes a shared link after asking; who has joined stays."""
    assessment, user = assessment_for(request, pk, Permission.INVITE)
    link = get_object_or_404(shared_links_of(assessment), pk=link_pk)
    if request.method == "POST":
        close_shared_link(link=link, by=user)
        messages.success(request, _("The shared link is closed."))
        return redirect("grading:invitations", pk=pk)
    context = {
        "assessment": assessment,
        "organisation": assessment.organisation,
        "group": link.participation.local_interest,
    }
    return render(request, "grading/running/closing_shared_link.html", context)
