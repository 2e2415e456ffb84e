"""What the made-up trust says of itself: for the official form, and on comments on its report."""

from demo.services.people import Trust
from demo.services.spec import Spec
from grading.models import Assessment
from reports.models import Report
from reports.selectors.comment_answer import published_comments
from reports.services.comment_answer import answer_comment
from reports.services.form_answers import save_form_answers


def answer_comments(trust: Trust, spec: Spec, report: Report) -> None:
    """Answer the published comments that the facts have an answer for, as the lead does."""
    for comment in published_comments(report.assessment):
        place = "/".join(filter(None, (comment.outcome, comment.service)))
        if place in spec["we_did"]:
            answer_comment(
                assessment=report.assessment,
                comment=comment.key,
                **spec["we_did"][place],
                seen="",
                by=trust.lead,
            )


def say_for_form(trust: Trust, spec: Spec, assessment: Assessment) -> None:
    """What the edition's official form asks and the portal cannot know."""
    save_form_answers(assessment=assessment, answers=spec["form"], seen=None, by=trust.lead)
