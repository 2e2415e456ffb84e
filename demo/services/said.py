"""What the made-up trust did about comments on its report."""

from demo.services.people import Trust
from demo.services.spec import Spec
from reports.models import Report
from reports.selectors.comment_answer import published_comments
from reports.services.comment_answer import answer_comment


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
