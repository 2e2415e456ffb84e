from reports.models.rendition import RenderJob, Rendition
from reports.models.report import Report, Withdrawal

__all__ = ["RenderJob", "Rendition", "Report", "Withdrawal"]
