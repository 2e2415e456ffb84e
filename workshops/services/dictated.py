"""Answers that somebody writes down for another person: how they become a grader's."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.errors import InvalidInput, NotNow, Problem
from grading.models import CameBy, CommentConsent, Grader, Participation
from grading.selectors.grader import grader_by_pk, outcomes_to_grade
from grading.selectors.new_voices import why_nobody_new
from grading.services.local_grade import save_local_grade
from stakeholders.models import User
from stakeholders.services.invitation import make_invitation
from workshops.domain.paper import Typed


@transaction.atomic
def grader_from_dictation(
    *,
    participation: Participation,
    name: str,
    came_by: CameBy,
    comment_consent: str,
    answers: Mapping[int, Typed],
    by: User,
) -> Grader:
    """A new grader with these answers (by assessed outcome), handed in; empty ones are none.

    They have an invitation whose link and code nobody knows, so that removing and keeping
    work as for everybody. Permission and audit belong to the caller. Raises what saving an
    answer raises, `NotNow` once the grades could be seen, and `InvalidInput` where nothing was
    answered.
    """
    if reason := why_nobody_new(participation.assessment):
        raise NotNow(reason)
    if not any(typed.answer for typed in answers.values()):
        raise InvalidInput(
            [Problem("answers", _("There is no answer."), _("Choose at least one answer."))]
        )
    invitation, _secrets = make_invitation(
        local_interest=participation.local_interest, name=name, email="", by=by
    )
    made = Grader.objects.create(
        participation=participation,
        invitation=invitation,
        came_by=came_by,
        comment_consent=comment_consent or CommentConsent.NONE,
        started_at=timezone.now(),
    )
    grader = grader_by_pk(made.pk)
    assert grader is not None  # Made just now.
    for row in outcomes_to_grade(grader):
        typed = answers.get(row.pk)
        if typed is not None and not typed.is_empty:
            save_local_grade(
                assessed_outcome=row,
                answer=typed.answer,
                comment=typed.comment,
                groups_faring_well=typed.groups,
                expected_version=0,
                by=grader,
            )
    grader.handed_in_at = timezone.now()
    grader.save(update_fields=["handed_in_at"])
    return grader
