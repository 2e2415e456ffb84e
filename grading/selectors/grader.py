"""Reading what one grader may see: their own assessment, their own answers, nothing of others."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from edsportal.common.compiled_query import CompiledQuery
from evidence.models import EvidenceFile, EvidenceItem
from grading.models import (
    AssessedOutcome,
    EvidenceUse,
    Grader,
    LocalGrade,
    Participation,
    ShownVersion,
)
from grading.selectors.sitting import asked_in_sitting
from stakeholders.domain.invitation_token import hash_secret, normalise_code
from stakeholders.domain.kinds import LocalInterestKind

SESSION_KEY = "grader"  # Where a browser's session says which grader it is.

_WITH_EVERYTHING = (
    "invitation",
    "declared_interest",
    "participation__local_interest",
    "participation__assessment__organisation",
)

# The organisation's grade and reason are not even read where a grader's pages are made.
_OF_AN_OUTCOME = (
    *("assessment_id", "outcome_code", "in_scope", "published_grade", "position", "evidence_round"),
    *("service__name", "service__key"),
)

# A file that waits for the scanner, or that it found harmful, is shown to nobody.
FILES_SHOWN = (EvidenceFile.Scan.NOT_SCANNED, EvidenceFile.Scan.CLEAN)
# What is for the organisation's own staff is not among a grader's evidence, nor are its files.
SHOWN_TO_GRADERS = (EvidenceItem.Visibility.PUBLIC, EvidenceItem.Visibility.GRADERS)


def graders() -> QuerySet[Grader]:
    """Graders with all that the rules ask of them, in one query.

    The edition is not joined: `Assessment.edition` knows it by its hash, and planning
    every join more costs the busiest pages more than reading it.
    """
    return Grader.objects.select_related(*_WITH_EVERYTHING).order_by("pk")


def grader_by_pk(pk: int) -> Grader | None:
    """The grader of a session, unless their invitation was withdrawn since."""
    return _BY_PK.first(pk=pk)


_BY_PK = CompiledQuery(
    lambda pk: graders().filter(pk=pk, invitation__isnull=False, invitation__revoked_at=None)[:1],
    "pk",
)


def grader_by_token(token: str) -> Grader | None:
    """The grader a link belongs to; None for a wrong, replaced or withdrawn link."""
    return (
        graders()
        .filter(invitation__token_hash=hash_secret(token), invitation__revoked_at=None)
        .first()
    )


def grader_by_code(typed: str) -> Grader | None:
    """The grader a typed code belongs to; None for a wrong, replaced or withdrawn code."""
    code_hash = hash_secret(normalise_code(typed))
    return graders().filter(invitation__code_hash=code_hash, invitation__revoked_at=None).first()


def outcomes_to_grade(grader: Grader) -> list[AssessedOutcome]:
    """The in-scope outcomes this grader's kind of group grades, in order; one query.

    What is known only as published is not graded again. Somebody in a sitting is asked
    its questions only; that is one query more.
    """
    rows = outcomes_graded_by(grader.participation)
    return rows if grader.sitting_id is None else asked_in_sitting(rows, grader.sitting_id)


def outcomes_graded_by(participation: Participation) -> list[AssessedOutcome]:
    """The same for everybody of a local interest taking part; one query."""
    assessment = participation.assessment
    kind = LocalInterestKind(participation.local_interest.kind)
    rows = _TO_GRADE.all(assessment=assessment.pk)
    mine = [row for row in rows if kind in assessment.entitled_kinds(row.outcome_code)]
    for row in mine:
        row.assessment = assessment
    return mine


def outcome_of_assessment(grader: Grader, pk: int) -> AssessedOutcome | None:
    """An outcome of the grader's own assessment, theirs to grade or not; one query."""
    assessment = grader.participation.assessment
    row = _OUTCOME.first(pk=pk, assessment=assessment.pk)
    if row is not None:
        row.assessment = assessment
    return row


_TO_GRADE = CompiledQuery(
    lambda assessment: (
        AssessedOutcome.objects.filter(assessment=assessment, in_scope=True, published_grade="")
        .select_related("service")
        .only(*_OF_AN_OUTCOME)
        .order_by("position")
    ),
    "assessment",
)
# The model's own order would join two tables more.
_OUTCOME = CompiledQuery(
    lambda pk, assessment: (
        AssessedOutcome.objects.filter(pk=pk, assessment=assessment)
        .select_related("service")
        .order_by("pk")
    ),
    "pk",
    "assessment",
)


def answers_of(grader: Grader, *, only: Collection[int] | None = None) -> dict[int, LocalGrade]:
    """This grader's own answers by assessed outcome, all or ``only`` some; one query."""
    grades = (
        _ANSWERS.all(grader=grader.pk)
        if only is None
        else grader.local_grades.filter(assessed_outcome__in=only)
    )
    return {grade.assessed_outcome_id: grade for grade in grades}


_ANSWERS = CompiledQuery(lambda grader: LocalGrade.objects.filter(grader=grader), "grader")


def graders_invited_as(email: str) -> QuerySet[Grader]:
    """Graders of every organisation whose invitation went to this address and still holds."""
    return (
        graders()
        .filter(invitation__email__iexact=email.strip(), invitation__revoked_at=None)
        .exclude(invitation__email="")  # An empty address is nobody's: see `SharedLink`.
        .order_by("pk")
    )


def evidence_file_for(grader: Grader, pk: int) -> EvidenceFile | None:
    """A file put forward for an outcome this grader grades; two queries.

    Any version that was shown since grading opened stays theirs to read, so that old and new
    can be compared. Before it was kept what was shown, only the newest; never one held back.
    """
    mine = [row.pk for row in outcomes_to_grade(grader)]
    newer = EvidenceFile.objects.filter(
        item=OuterRef("item"), version__gt=OuterRef("version"), scan__in=FILES_SHOWN
    )
    shown = ShownVersion.objects.filter(
        version__file=OuterRef("pk"), use__assessed_outcome__in=mine
    )
    not_kept = EvidenceUse.objects.filter(
        item=OuterRef("item"), version=None, assessed_outcome__in=mine
    )
    rows = EvidenceFile.objects.filter(
        Exists(shown) | (Exists(not_kept) & ~Exists(newer)),
        pk=pk,
        scan__in=FILES_SHOWN,
        item__visibility__in=SHOWN_TO_GRADERS,
    )
    return rows.order_by("pk").first()


def people_brought_in(grader: Grader) -> QuerySet[Grader]:
    """Whom the coordinators of this grader's group brought in, but those removed; one query.

    ``has_answers`` says whether they saved anything. What it is stays in the database.
    """
    answers = LocalGrade.objects.filter(grader=OuterRef("pk"))
    return (
        Grader.objects.filter(
            participation=grader.participation_id,
            brought_in_by__isnull=False,
            invitation__forgotten_at=None,
        )
        .select_related("invitation")
        .annotate(has_answers=Exists(answers))
        .order_by("invitation__name", "pk")
    )
