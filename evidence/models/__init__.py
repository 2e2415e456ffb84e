from evidence.models.evidence_item import EvidenceFile, EvidenceItem

__all__ = ["EvidenceFile", "EvidenceItem"]
