"""Fetching an assessment for the person who asks."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from grading.models import Assessment, Grader
from grading.selectors.assessment import assessments_visible_to
from grading.selectors.participation import grader_in
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


def frame_of(assessment: Assessment) -> dict[str, object]:
    """What a page about an assessment shows around it: whose it is stands in the header."""
    return {"assessment": assessment, "organisation": assessment.organisation}


def invited_person_for(
    request: HttpRequest, pk: int, grader_pk: int
) -> tuple[Assessment, Grader, User]:
    """The assessment, one of its invited people and the signed-in person, who may invite.

    404 also for a person invited to another assessment. The grader carries the assessment,
    so that nothing fetches it again.
    """
    assessment, user = assessment_for(request, pk, Permission.INVITE)
    try:
        grader = grader_in(assessment, grader_pk)
    except Grader.DoesNotExist as error:
        raise Http404 from error
    grader.participation.assessment = assessment
    return assessment, grader, user
