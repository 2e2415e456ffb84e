"""Answers given by telephone, entered by a facilitator as such."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import NotPermitted
from edsportal.common.once import claim_once
from grading.models import CameBy, Grader, Participation
from stakeholders.models import User
from stakeholders.permissions import Permission, require
from workshops.domain.paper import Typed
from workshops.models import PhoneEntry
from workshops.services.dictated import grader_from_dictation


@transaction.atomic
def enter_phone_answers(
    *,
    participation: Participation,
    answers: Mapping[int, Typed],
    comment_consent: str,
    name: str = "",
    by: User,
    once: str = "",
) -> Grader:
    """Keep what a person said on the telephone, after it was read back to them.

    ``name`` is what they wish to be called. Raises `NotPermitted`, `NotNow` while grading
    is not open, `InvalidInput`, `DoneAlready` for the same form sent twice.
    """
    organisation = participation.assessment.organisation
    require(by, Permission.FACILITATE, organisation)
    claim_once(once)
    if participation.stood_down_at is not None:
        raise NotPermitted(_("This group has stood down from this grading."))
    grader = grader_from_dictation(
        participation=participation,
        name=name if name.strip() else _("By telephone"),
        came_by=CameBy.PHONE,
        comment_consent=comment_consent,
        answers=answers,
        by=by,
    )
    PhoneEntry.objects.create(grader=grader, entered_by=by)
    record(Event.PHONE_ANSWERS_ENTERED, by=by, organisation=organisation.ods_code, subject=grader)
    return grader
