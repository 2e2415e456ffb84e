"""What somebody can do now in each of their assessments."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from grading.domain.closing import is_past
from grading.domain.reply import RoundFacts, Stage, stage_of
from grading.domain.workflow import State
from grading.models import Assessment
from grading.presenters.dates import end_words
from grading.presenters.links import public_report
from grading.presenters.phase import phase_words
from grading.presenters.what_now import Now, NowFacts, what_now
from grading.selectors.group_declaration import undecided_in
from grading.selectors.reply import facts_in
from stakeholders.permissions import Permission


def now_in(
    assessments: Sequence[Assessment], may: Mapping[int, Collection[Permission]]
) -> dict[int, Now]:
    """The sentence for each assessment; four queries at most.

    ``may`` is by organisation. Nothing of a grade is read: whether the local view differs is
    told on the pages of the assessment.
    """
    now = timezone.now()
    waiting = undecided_in(row for row in assessments if row.state == State.GRADING)
    rounds = facts_in(row for row in assessments if row.state == State.RECONCILING)
    return {
        row.pk: what_now(
            _facts(
                row,
                now=now,
                may=may[row.organisation_id],
                waiting=waiting.get(row.pk, 0),
                held=rounds.get(row.pk),
            )
        )
        for row in assessments
    }


def _facts(
    assessment: Assessment,
    *,
    now: datetime,
    may: Collection[Permission],
    waiting: int,
    held: RoundFacts | None,
) -> NowFacts:
    over = is_past(assessment.closes_on, now)
    until = assessment.closes_on
    stage = stage_of(held, now=now)
    return NowFacts(
        pk=assessment.pk,
        state=State(assessment.state),
        may=may,
        until=end_words(until) if until and not over else "",
        over=over,
        running=phase_words(assessment, now=now, waiting=waiting, ready=False),
        waiting=waiting,
        stage=stage,
        reply_until=_reply_until(stage, held),
        report_href=public_report(assessment),
    )


def _reply_until(stage: Stage, held: RoundFacts | None) -> str:
    if held is None:
        return ""
    day = held.reply_by if stage is Stage.WRITING else held.answers_by
    return end_words(day) if day else ""
