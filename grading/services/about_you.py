"""Adding what somebody says about themselves to the counts, and to nothing else."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _

from edsportal.common.errors import InvalidInput, NotNow, Problem
from grading.domain.about_you import QUESTIONS
from grading.domain.workflow import State
from grading.models import AboutYouCount, Assessment, Grader

EVERYONE = ("", "")  # The cell that counts the people who answered anything.


@transaction.atomic
def answer_about_you(*, answers: Mapping[str, str], by: Grader) -> bool:
    """Count one person's answers by question; whether they were counted. No answer is a skip.

    Nothing is kept of the person but that they were asked, which a skip notes as well, and
    the audit trail has no event of it. Every count of the assessment is written anew each
    time, so that not even the order of rows tells who answered what. Raises `NotNow` before
    handing in or after closing, `InvalidInput` for an answer that is not in the list.
    """
    given = {question: answer for question, answer in answers.items() if answer}
    _require_known(given)
    assessment = Assessment.objects.select_for_update(of=("self",)).get(
        pk=by.participation.assessment_id
    )
    if by.handed_in_at is None or assessment.state != State.GRADING:
        raise NotNow(_("These questions are asked after you hand in, while grading is open."))
    first = Grader.objects.filter(pk=by.pk, about_you_asked=False).update(about_you_asked=True)
    by.about_you_asked = True
    if not first or not given:
        return False
    _lay_out(assessment)
    chosen = Q(question=EVERYONE[0], answer=EVERYONE[1])
    for question, answer in given.items():
        chosen |= Q(question=question, answer=answer)
    assessment.about_you_counts.update(
        people=F("people") + Case(When(chosen, then=Value(1)), default=Value(0))
    )
    return True


def _require_known(given: Mapping[str, str]) -> None:
    problems = [
        Problem(question, _("This is not one of the answers."), _("Choose one from the list."))
        for question, answer in given.items()
        if answer not in {str(of): known for of, known in QUESTIONS.items()}.get(question, ())
    ]
    if problems:
        raise InvalidInput(problems)


def _lay_out(assessment: Assessment) -> None:
    """Every cell at once and empty: one made when first needed would tell what came first."""
    if assessment.about_you_counts.exists():
        return
    cells = [EVERYONE, *((str(of), answer) for of, known in QUESTIONS.items() for answer in known)]
    AboutYouCount.objects.bulk_create(
        AboutYouCount(assessment=assessment, question=question, answer=answer)
        for question, answer in cells
    )
