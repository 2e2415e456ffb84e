"""What the pages of a library share."""

from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from evidence.models import EvidenceItem
from grading.selectors.library import item_in, library_open_to
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, may, require


def library_for(
    request: HttpRequest, ods_code: str, permission: Permission = Permission.VIEW
) -> tuple[Organisation, User]:
    """The organisation and the person; 404 outside it, 403 with the reason without the right."""
    user = cast(User, request.user)  # The middleware lets nobody else through.
    try:
        organisation = library_open_to(user, ods_code)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    require(user, permission, organisation)
    return organisation, user


def item_or_404(organisation: Organisation, pk: int) -> EvidenceItem:
    try:
        return item_in(organisation, pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def show(
    request: HttpRequest,
    template: str,
    organisation: Organisation,
    user: User,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of the library, with what its frame needs."""
    frame = {
        "organisation": organisation,
        "may_add": may(user, Permission.ADD_EVIDENCE, organisation),
    }
    return render(request, f"grading/library/{template}.html", {**frame, **context}, status=status)
