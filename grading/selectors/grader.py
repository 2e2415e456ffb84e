"""Reading what one grader may see: their own assessment, their own answers, nothing of others."""

from django.db.models import QuerySet

from grading.models import AssessedOutcome, Grader, LocalGrade
from stakeholders.domain.invitation_token import hash_secret, normalise_code
from stakeholders.domain.kinds import LocalInterestKind

_WITH_EVERYTHING = (
    "invitation",
    "participation__local_interest__organisation",
    "participation__assessment__organisation",
    "participation__assessment__framework",
)


def graders() -> QuerySet[Grader]:
    """Graders with all that the rules ask of them, in one query; the edition's text is left unread."""
    return Grader.objects.select_related(*_WITH_EVERYTHING).defer("participation__assessment__framework__content")


def grader_by_pk(pk: int) -> Grader | None:
    """The grader of a session, unless their invitation was withdrawn since."""
    return graders().filter(pk=pk, invitation__revoked_at=None).first()


def grader_by_token(token: str) -> Grader | None:
    """The grader a link belongs to; None for a wrong, replaced or withdrawn link."""
    return graders().filter(invitation__token_hash=hash_secret(token), invitation__revoked_at=None).first()


def grader_by_code(typed: str) -> Grader | None:
    """The grader a typed code belongs to; None for a wrong, replaced or withdrawn code."""
    code_hash = hash_secret(normalise_code(typed))
    return graders().filter(invitation__code_hash=code_hash, invitation__revoked_at=None).first()


def outcomes_to_grade(grader: Grader) -> list[AssessedOutcome]:
    """The in-scope outcomes this grader's kind of group grades, in order; one query."""
    assessment = grader.participation.assessment
    kind = LocalInterestKind(grader.participation.local_interest.kind)
    rows = assessment.assessed_outcomes.filter(in_scope=True).select_related("service").order_by("position")
    mine = [row for row in rows if kind in assessment.edition.entitled_kinds(row.outcome_code)]
    for row in mine:
        row.assessment = assessment
    return mine


def answers_of(grader: Grader) -> dict[int, LocalGrade]:
    """This grader's own answers by assessed outcome; one query."""
    return {grade.assessed_outcome_id: grade for grade in grader.local_grades.all()}
