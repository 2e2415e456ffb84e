"""The part of a snapshot that tells how many questions graders asked."""

from grading.models import Assessment
from grading.selectors.asked_question import tally_in
from reports.domain.snapshot import QuestionsPart


def questions_part(assessment: Assessment) -> QuestionsPart:
    """Asked and answered in the whole assessment; one query."""
    tally = tally_in(assessment)
    return {"asked": tally.asked, "answered": tally.answered}
