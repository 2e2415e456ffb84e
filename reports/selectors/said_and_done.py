"""What became of one grader's published words (`grading.selectors.said_and_done`)."""

from django.urls import reverse
from django.utils import timezone

from grading.models import Assessment, Grader
from grading.selectors.said_and_done import Became, SaidAndDone
from reports.domain.comments import Comment, comments_in
from reports.domain.snapshot import read_snapshot
from reports.models import CommentAnswer
from reports.selectors.comment_answer import (
    newest_answers,
    place_and_words,
    place_and_words_of,
    words_published_by_writer,
)
from reports.selectors.report import year_in_address
from reports.selectors.standing import standing_report


def became_of(grader: Grader) -> Became | None:
    """This person's words in the report that stands, with their answers; four queries."""
    assessment = grader.participation.assessment
    report = standing_report(assessment)
    if report is None:
        return None
    own = words_published_by_writer(assessment).filter(grader=grader)
    mine = {place_and_words(grade) for grade in own}
    answers = newest_answers(assessment)
    comments = comments_in(read_snapshot(report.content))
    return Became(
        address=_address(assessment),
        words=[
            _said(comment, answers.get(comment.key))
            for comment in comments
            if place_and_words_of(comment) in mine
        ],
    )


def _address(assessment: Assessment) -> str:
    where = {
        "ods_code": assessment.organisation.ods_code,
        "framework": assessment.edition.key,
        "year": year_in_address(assessment.year),
    }
    return reverse("reports:report", kwargs=where)


def _said(comment: Comment, answer: CommentAnswer | None) -> SaidAndDone:
    return SaidAndDone(
        question=comment.question,
        said=comment.text,
        owner=answer.owner if answer else "",
        done=answer.text if answer else "",
        on=timezone.localdate(answer.written_at) if answer else None,
    )
