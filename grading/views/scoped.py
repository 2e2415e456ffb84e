"""Fetching an assessment for the person who asks."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from grading.models import Assessment
from grading.selectors.assessment import assessments_visible_to
from stakeholders.models import User
from stakeholders.permissions import Permission, require


def assessment_for(
    request: HttpRequest, pk: int, permission: Permission = Permission.VIEW
) -> tuple[Assessment, User]:
    """The assessment and the signed-in person.

    404 outside the person's organisations, so that nobody learns what exists; 403 with
    the reason inside them without ``permission``.
    """
    assert isinstance(request.user, User)  # LoginRequiredMiddleware lets nobody else through.
    assessment: Assessment = get_object_or_404(assessments_visible_to(request.user), pk=pk)
    require(request.user, permission, assessment.organisation)
    return assessment, request.user
