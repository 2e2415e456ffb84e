"""Telling graders that the report they graded for is out."""

from django.conf import settings
from django.utils.translation import gettext as _

from edsportal.common.outbox import MessageKind
from grading.models import Grader
from grading.selectors.grader import graders
from grading.services.messages import queue_to_grader
from reports.domain.comments import comments_in
from reports.domain.snapshot import read_snapshot
from reports.models import Report
from reports.presenters.report_page import report_href
from reports.selectors.comment_answer import (
    place_and_words,
    place_and_words_of,
    words_published_by_writer,
)


def tell_graders_report_is_out(*, report: Report) -> None:
    """Queue a message to everybody who answered, in the caller's transaction, once a report.

    Who has words in it is told that they are there, and that answers will stand beside them.
    """
    published = {place_and_words_of(c) for c in comments_in(read_snapshot(report.content))}
    quoted = {
        grade.grader_id
        for grade in words_published_by_writer(report.assessment)
        if place_and_words(grade) in published
    }
    for grader in _who_answered(report):
        queue_to_grader(
            grader=grader,
            kind=MessageKind.REPORT_OUT,
            values={
                "report": settings.SITE_URL + report_href(report),
                "comments": _quoted_words() if grader.pk in quoted else "",
            },
            once=f"report out {report.assessment_id} {grader.pk}",
            in_confidence=True,
        )


def _who_answered(report: Report) -> list[Grader]:
    return list(
        graders()
        .filter(
            participation__assessment=report.assessment_id,
            local_grades__isnull=False,
            invitation__revoked_at=None,
        )
        .exclude(invitation__email="")
        .distinct()
    )


def _quoted_words() -> str:
    return _(
        "Comments that you let us publish are in it. What is done about them will stand under "
        "them, and on your receipt."
    )
