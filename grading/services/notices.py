"""Messages about the life of an assessment. Nothing is sent before the change is committed."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.mail import send_plain
from grading.models import Assessment, Grader


def tell_graders_grading_reopened(*, assessment: Assessment, reason: str) -> None:
    """Mail every grader that grading is open again and why, once the change is committed.

    Their link keeps working, so the message needs none. A mail server that is down does
    not undo the reopening.
    """
    graders = Grader.objects.filter(
        participation__assessment=assessment, participation__stood_down_at=None, invitation__revoked_at=None
    ).select_related("invitation")
    for grader in graders:
        if grader.invitation:
            transaction.on_commit(partial(_tell_reopened, assessment, reason, grader.invitation.name, grader.invitation.email))


def _tell_reopened(assessment: Assessment, reason: str, name: str, email: str) -> None:
    send_plain(
        template="mail/grading_reopened.txt",
        words={"assessment": assessment, "reason": reason, "name": name, "site_url": settings.SITE_URL},
        subject=_("Grading is open again: %(organisation)s") % {"organisation": assessment.organisation.name},
        to=email,
    )
