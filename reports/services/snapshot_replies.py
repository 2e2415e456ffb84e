"""The part of a snapshot that tells what the organisation replied, and what became of it."""

from collections.abc import Sequence

from django.utils import timezone

from evidence.models import EvidenceItem
from grading.domain.edition import Edition
from grading.domain.results import AssessmentResults
from grading.models import Assessment, Reply, ReplyRound
from grading.presenters.reply import became_words
from grading.selectors.reply import answered_by_groups, round_of, standing_replies
from reports.domain.snapshot import OutcomePart, ReplyPart


def add_replies(
    outcomes: Sequence[OutcomePart], assessment: Assessment, results: AssessmentResults
) -> None:
    """Put each reply that was sent beside its grade; three queries, one where there was none."""
    held = round_of(assessment)
    if held is None or held.sent_at is None:
        return
    replies, counted = standing_replies(held), answered_by_groups(held)
    for told, result in zip(outcomes, results.outcomes, strict=True):
        for part_told, part in zip(told["parts"], result.parts, strict=True):
            if part.pk in replies:
                part_told["reply"] = _reply_part(
                    held,
                    replies[part.pk],
                    counted.get(part.pk, (0, 0)),
                    after=part.grade,
                    edition=results.edition,
                )


def _reply_part(
    held: ReplyRound, reply: Reply, counted: tuple[int, int], *, after: str | None, edition: Edition
) -> ReplyPart:
    """Evidence that was meant for staff is not told at all."""
    before = held.grades_before.get(str(reply.assessed_outcome_id), "")
    item, (kept, changed) = reply.evidence, counted
    shown = item is not None and item.visibility != EvidenceItem.Visibility.STAFF
    assert held.sent_at is not None
    return {
        "text": reply.text,
        "evidence": item.title if item is not None and shown else "",
        "sent_on": timezone.localdate(held.sent_at).isoformat(),
        "kept": kept,
        "changed": changed,
        "grade_before": before or None,
        "became": became_words(
            before=before, after=after, kept=kept, changed=changed, edition=edition
        ),
    }
