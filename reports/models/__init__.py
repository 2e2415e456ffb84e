from reports.models.rendition import RenderJob, Rendition
from reports.models.report import Report, Withdrawal
from reports.models.summary import OutcomeSummary, ReportSummary

__all__ = ["OutcomeSummary", "RenderJob", "Rendition", "Report", "ReportSummary", "Withdrawal"]
