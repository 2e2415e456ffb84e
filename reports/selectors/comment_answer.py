"""Reading published comments and what was done about them."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from grading.models import Assessment, LocalGrade
from grading.models.grader import CommentConsent
from reports.domain.comments import Comment, comments_in
from reports.domain.snapshot import read_snapshot
from reports.models import CommentAnswer, Report
from reports.selectors.standing import standing_report, standing_reports


@dataclass(frozen=True, slots=True)
class Progress:
    """How many published comments of a report have an answer."""

    answered: int
    of: int

    @property
    def left(self) -> int:
        return self.of - self.answered


def newest_answers(assessment: Assessment) -> dict[str, CommentAnswer]:
    """The newest answer of each comment that has one, by the comment's key; one query."""
    rows = CommentAnswer.objects.filter(assessment=assessment).order_by("comment", "version")
    return {row.comment: row for row in rows}


def answers_to_comment(assessment: Assessment, key: str) -> list[CommentAnswer]:
    """Every answer one comment was given, the newest first; one query."""
    rows = CommentAnswer.objects.filter(assessment=assessment, comment=key)
    return list(rows.select_related("written_by").order_by("-version"))


def with_answers_mark(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Each report with ``answers_mark``, another whenever an answer was added, and its time,
    ``answers_at``; no query more."""
    newest = CommentAnswer.objects.filter(assessment=OuterRef("assessment")).order_by("-pk")
    return reports.annotate(
        answers_mark=Subquery(newest.values("pk")[:1]),
        answers_at=Subquery(newest.values("written_at")[:1]),
    )


def published_comments(assessment: Assessment) -> list[Comment]:
    """The comments of the report that stands, in its order; one query."""
    report = standing_report(assessment)
    return comments_in(read_snapshot(report.content)) if report else []


def progress_of(comments: list[Comment], answers: dict[str, CommentAnswer]) -> Progress:
    """How many of the comments have an answer; a post alone is none."""
    answered = sum(bool(c.key in answers and answers[c.key].text) for c in comments)
    return Progress(answered, len(comments))


def earlier_with_comments(assessment: Assessment) -> list[tuple[Assessment, Progress]]:
    """The organisation's assessments of its last published year, with how far their comments
    are answered; one query, and two for each of them. One year may have two editions.
    """
    stands = standing_reports().filter(
        assessment__organisation=assessment.organisation_id,
        assessment__year__lt=assessment.year,
    )
    last_year = stands.order_by("-assessment__year").values("assessment__year")[:1]
    rows = Assessment.objects.filter(
        organisation=assessment.organisation_id,
        year=Subquery(last_year),
        pk__in=stands.values("assessment"),
    ).order_by("pk")
    return [(row, progress_of(published_comments(row), newest_answers(row))) for row in rows]


def words_published_by_writer(assessment: Assessment) -> QuerySet[LocalGrade]:
    """Answers with a comment whose writer lets it be published, with grader and outcome."""
    return (
        LocalGrade.objects.filter(assessed_outcome__assessment=assessment)
        .exclude(comment="")
        .exclude(grader__comment_consent=CommentConsent.NONE)
        .select_related("assessed_outcome__service")
        .order_by("assessed_outcome__position", "pk")
    )


def place_and_words(grade: LocalGrade) -> tuple[str, str, str]:
    """By which a grader's own words are found among the published ones."""
    row = grade.assessed_outcome
    return row.outcome_code, row.service.key if row.service else "", grade.comment.strip()


def place_and_words_of(comment: Comment) -> tuple[str, str, str]:
    """The same of a published comment."""
    return comment.outcome, comment.service, comment.text.strip()
