from reports.models.rendition import Rendition, RenderJob
from reports.models.report import Report, Withdrawal

__all__ = ["RenderJob", "Rendition", "Report", "Withdrawal"]
