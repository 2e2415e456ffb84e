"""Saying what was done about a published comment."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from edsportal.common.outbox import MessageKind
from edsportal.common.stamp import require_unchanged
from grading.models import Assessment
from grading.selectors.grader import graders
from grading.services.messages import queue_to_grader
from reports.domain.comments import Comment
from reports.models import CommentAnswer
from reports.models.comment_answer import LONGEST_ANSWER, LONGEST_OWNER
from reports.presenters.report_page import report_href
from reports.selectors.comment_answer import (
    place_and_words,
    place_and_words_of,
    published_comments,
    words_published_by_writer,
)
from reports.selectors.standing import standing_report
from stakeholders.models import User
from stakeholders.permissions import Permission, require


@transaction.atomic
def answer_comment(
    *, assessment: Assessment, comment: str, owner: str, text: str, seen: str | None, by: User
) -> CommentAnswer:
    """Say which post looks after a comment of the published report, and what was done.

    ``comment`` is its key; ``text`` may be "" while nothing is done yet. The earlier versions
    stay. ``seen`` is the `stamp_of` the answer that the form was opened with. When there are
    words for the first time, whoever wrote the comment is told; ``by`` does not learn who.

    Raises `NotPermitted`, `NotNow` (no such comment in the report that stands), `InvalidInput`
    or `Clash`.
    """
    require(by, Permission.PLAN_ACTIONS, assessment.organisation)
    Assessment.objects.select_for_update(of=("self",), no_key=True).get(pk=assessment.pk)
    about = next((row for row in published_comments(assessment) if row.key == comment), None)
    if about is None:
        raise NotNow(_("This comment is not in the report as it stands."))
    before = _newest(assessment, comment)
    require_unchanged(stamp_of(before), seen=seen)
    owner, text = " ".join(owner.split()), text.strip()
    _require_fit(owner, text, before)
    if before and (before.owner, before.text) == (owner, text):
        return before
    answer = CommentAnswer.objects.create(
        assessment=assessment,
        comment=comment,
        outcome_code=about.outcome,
        version=before.version + 1 if before else 1,
        owner=owner,
        text=text,
        written_at=timezone.now(),
        written_by=by,
    )
    record(
        Event.COMMENT_ANSWERED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=answer,
        owner=owner,
        version=answer.version,
    )
    if text and not (before and before.text):
        _tell_writers(assessment, about)
    return answer


def stamp_of(answer: CommentAnswer | None) -> str:
    """Stands for what a comment's answer is now; "" while there is none."""
    return str(answer.version) if answer else ""


def _newest(assessment: Assessment, comment: str) -> CommentAnswer | None:
    rows = CommentAnswer.objects.filter(assessment=assessment, comment=comment)
    return rows.order_by("-version").first()


def _require_fit(owner: str, text: str, before: CommentAnswer | None) -> None:
    problems = []
    if not owner or len(owner) > LONGEST_OWNER or "@" in owner or "\x00" in owner:
        words = _("This is no post, or it is longer than %(most)d characters.")
        mend = _("Write a post, such as “Head of midwifery”, and no person's name.")
        problems.append(Problem("owner", words % {"most": LONGEST_OWNER}, mend))
    if len(text) > LONGEST_ANSWER or "\x00" in text:
        words = _("This is too long, or has characters that cannot be kept.")
        mend = _("Use %(most)d characters or fewer.") % {"most": LONGEST_ANSWER}
        problems.append(Problem("text", words, mend))
    if before and before.text and not text:
        words = _("There is an answer already, and people were told of it.")
        problems.append(Problem("text", words, _("Write what holds now.")))
    if problems:
        raise InvalidInput(problems)


def _tell_writers(assessment: Assessment, about: Comment) -> None:
    """Mail whoever wrote these words, at most once a day however many of theirs are answered."""
    words = words_published_by_writer(assessment)
    wanted = place_and_words_of(about)
    writers = {grade.grader_id for grade in words if place_and_words(grade) == wanted}
    report = standing_report(assessment)
    assert report is not None  # The comment was found in it.
    for grader in graders().filter(pk__in=writers, invitation__revoked_at=None):
        queue_to_grader(
            grader=grader,
            kind=MessageKind.COMMENT_ANSWERED,
            values={"report": settings.SITE_URL + report_href(report)},
            once=f"comments answered {grader.pk} {timezone.localdate()}",
            in_confidence=True,
        )
