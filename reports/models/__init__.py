from reports.models.comment_answer import CommentAnswer
from reports.models.form_answers import FormAnswers
from reports.models.rendition import RenderJob, Rendition
from reports.models.report import Report, Withdrawal
from reports.models.summary import OutcomeSummary, ReportSummary

__all__ = [
    "CommentAnswer",
    "FormAnswers",
    "OutcomeSummary",
    "RenderJob",
    "Rendition",
    "Report",
    "ReportSummary",
    "Withdrawal",
]
