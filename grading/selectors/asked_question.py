"""Reading what graders asked. Who asked is read for that person alone, and for nobody else."""

from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from edsportal.common.compiled_query import CompiledQuery
from evidence.models import EvidenceItem
from grading.domain.asked_question import Tally
from grading.models import AskedQuestion, AssessedOutcome, Assessment, Grader, QuestionAnswer
from grading.selectors.grader import SHOWN_TO_GRADERS
from stakeholders.domain.kinds import LocalInterestKind

# The grader is not among them: what is not read cannot be shown by mistake.
_WITHOUT_ASKER = (
    *("assessed_outcome_id", "text", "asked_at", "withdrawn_at"),
    *("answer__version", "answer__text", "answer__answered_at"),
    *("answer__item__title", "answer__item__visibility"),
)


def _without_asker() -> QuerySet[AskedQuestion]:
    rows = AskedQuestion.objects.select_related("answer__item").only(*_WITHOUT_ASKER)
    return rows.order_by("asked_at", "pk")


def questions_on(outcome: AssessedOutcome, *, seen_by: Grader) -> list[AskedQuestion]:
    """What was asked on one outcome, oldest first, for somebody who grades it; one query.

    Each has ``is_own``. What others took back is left out.
    """
    return _ON_OUTCOME.all(outcome=outcome.pk, grader=seen_by.pk)


def _on_outcome(outcome: Any, grader: Any) -> QuerySet[AskedQuestion]:
    own = ExpressionWrapper(Q(grader=grader), output_field=BooleanField())
    rows = _without_asker().filter(assessed_outcome=outcome).annotate(is_own=own)
    return rows.filter(Q(withdrawn_at=None) | Q(grader=grader))


_ON_OUTCOME = CompiledQuery(_on_outcome, "outcome", "grader")


def own_questions(grader: Grader) -> list[AskedQuestion]:
    """What this grader asked and did not take back, in the order of their questions; one query."""
    rows = _without_asker().filter(grader=grader, withdrawn_at=None)
    return list(rows.order_by("assessed_outcome__position", "asked_at", "pk"))


def own_question(grader: Grader, pk: int) -> AskedQuestion | None:
    """One question of this grader's own with its outcome; one query."""
    rows = AskedQuestion.objects.filter(grader=grader, pk=pk)
    return rows.select_related("assessed_outcome__service").first()


def asked_by(grader: Grader, outcome: AssessedOutcome) -> int:
    """How many questions this grader asked on one outcome, those taken back too; one query."""
    return AskedQuestion.objects.filter(grader=grader, assessed_outcome=outcome).count()


def people_grading(outcome: AssessedOutcome) -> int:
    """How many people have started whose group grades this outcome; one query."""
    kinds = outcome.assessment.entitled_kinds(outcome.outcome_code)
    return Grader.objects.filter(
        participation__assessment=outcome.assessment_id,
        participation__stood_down_at=None,
        participation__local_interest__kind__in=[LocalInterestKind(kind).value for kind in kinds],
        started_at__isnull=False,
        invitation__revoked_at=None,
    ).count()


def questions_of(assessment: Assessment) -> list[AskedQuestion]:
    """Every question that was not taken back, without who asked, by outcome; one query."""
    rows = _without_asker().filter(assessed_outcome__assessment=assessment, withdrawn_at=None)
    return list(rows.order_by("assessed_outcome__position", "asked_at", "pk"))


def question_in(assessment: Assessment, pk: int) -> AskedQuestion | None:
    """One question of an assessment with its outcome, without who asked; one query."""
    rows = _without_asker().filter(assessed_outcome__assessment=assessment, pk=pk)
    return rows.filter(withdrawn_at=None).first()


def answers_to(question: AskedQuestion) -> list[QuestionAnswer]:
    """Every answer a question was given, the newest first; one query."""
    rows = QuestionAnswer.objects.filter(question=question)
    return list(rows.select_related("item", "answered_by").order_by("-version"))


def items_to_point_at(outcome: AssessedOutcome) -> QuerySet[EvidenceItem]:
    """Evidence in use for an outcome that its graders see, by title."""
    used = EvidenceItem.objects.filter(
        uses__assessed_outcome=outcome, visibility__in=SHOWN_TO_GRADERS
    )
    return used.distinct().order_by("title", "pk")


def tallies_of(assessment: Assessment) -> dict[int, Tally]:
    """Asked and answered by assessed outcome, where anything was asked; one query."""
    rows = AskedQuestion.objects.filter(assessed_outcome__assessment=assessment, withdrawn_at=None)
    counted = (
        rows.order_by()
        .values("assessed_outcome")
        .annotate(asked=Count("pk"), answered=Count("answer"))
        .values_list("assessed_outcome", "asked", "answered")
    )
    return {outcome: Tally(asked, answered) for outcome, asked, answered in counted}


def tally_in(assessment: Assessment) -> Tally:
    """Asked and answered in the whole assessment; one query."""
    tallies = tallies_of(assessment).values()
    return Tally(sum(t.asked for t in tallies), sum(t.answered for t in tallies))
