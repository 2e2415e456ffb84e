"""What every page of a workshop's staff begins with."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from grading.models import Assessment
from grading.views.scoped import assessment_for
from stakeholders.models import User
from stakeholders.permissions import Permission
from workshops.models import Workshop
from workshops.selectors.workshop import workshops_of


def assessment_to_facilitate(request: HttpRequest, pk: int) -> tuple[Assessment, User]:
    """The assessment, for somebody who may facilitate there; 404 outside, 403 without the right."""
    return assessment_for(request, pk, Permission.FACILITATE)


def workshop_for(request: HttpRequest, pk: int, workshop_pk: int) -> tuple[Workshop, User]:
    """One of this assessment's workshops, for somebody who may lead it."""
    assessment, user = assessment_to_facilitate(request, pk)
    return get_object_or_404(workshops_of(assessment), pk=workshop_pk), user
