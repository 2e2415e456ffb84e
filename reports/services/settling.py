"""All that is left of an assessment's way to its report, done by a command in one go."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import NotNow
from grading.domain.workflow import Move, State
from grading.models import Assessment
from grading.services.assessment import changes_state, move
from grading.services.declared_interest import require_interests_decided
from grading.services.group_declaration import require_time_to_say_no
from grading.services.meeting_settled import require_meetings_settled
from grading.services.reply_settled import settle_without_reply
from reports.models import Rendition, Report
from reports.selectors.render_job import job_of
from reports.selectors.report import newest_report
from reports.services.rendering import claim, made_file, render_claimed
from reports.services.report import publish

MOVES_LEFT: dict[State, tuple[Move, ...]] = {
    State.GRADING: (Move.CLOSE_GRADING, Move.SIGN_OFF),
    State.RECONCILING: (Move.SIGN_OFF,),
    State.AGREED: (),
}


@changes_state
def settle_and_publish(*, assessment: Assessment, published_on: date, by: Machine) -> Report:
    """Close grading if it is open, sign off and publish, as the command's named actor.

    All or nothing. An assessment that is published already is left as it is, and its
    newest report returned. Where nobody decided about a reply the command says "none". Raises
    `NotNow` where grading was never opened, a declared interest waits for the lead, a right
    of reply is under way or a recorded meeting waits to be confirmed.
    """
    state = State(Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk).state)
    newest = newest_report(assessment)
    if state is State.PUBLISHED and newest is not None:
        return newest
    if state not in MOVES_LEFT:
        raise NotNow(
            _("Grading was never opened, so there is nothing to publish. Open grading first.")
        )
    for step in MOVES_LEFT[state]:
        require_interests_decided(assessment)
        if step is Move.CLOSE_GRADING:
            require_time_to_say_no(assessment)
        if step is Move.SIGN_OFF:
            settle_without_reply(assessment=assessment, by=by)
            require_meetings_settled(assessment)
        move(assessment, move=step, by=by)
    return publish(assessment=assessment, published_on=published_on, by=by)


def settle_publish_and_render(
    *, assessment: Assessment, published_on: date, by: Machine
) -> tuple[Report, Rendition]:
    """The same, and the PDF made in this process.

    The job is claimed in the transaction that publishes, so no worker begins it as well.
    Raises `NotNow`, also when the PDF could not be made: the report is published then.
    """
    with transaction.atomic():
        report = settle_and_publish(assessment=assessment, published_on=published_on, by=by)
        job = job_of(report)
        attempt = claim(job.pk) if job else None
    if job and attempt:
        render_claimed(job.pk, attempt)
    return report, made_file(report)
