from evidence.models.evidence_item import EvidenceFile, EvidenceItem
from evidence.models.indicator import Indicator
from evidence.models.reading_load import ReadingLoad

__all__ = ["EvidenceFile", "EvidenceItem", "Indicator", "ReadingLoad"]
