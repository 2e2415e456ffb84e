from evidence.models.evidence_item import EvidenceFile, EvidenceItem
from evidence.models.evidence_version import EvidenceVersion
from evidence.models.file_preview import FilePreview
from evidence.models.indicator import Indicator
from evidence.models.reading_load import ReadingLoad

__all__ = [
    "EvidenceFile",
    "EvidenceItem",
    "EvidenceVersion",
    "FilePreview",
    "Indicator",
    "ReadingLoad",
]
