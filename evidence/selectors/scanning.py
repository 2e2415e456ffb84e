"""Reading which files wait for the virus scanner."""

from datetime import datetime

from django.db.models import Q, QuerySet

from evidence.models import EvidenceFile

Scan = EvidenceFile.Scan


def waiting() -> QuerySet[EvidenceFile]:
    """Files without a verdict: held back, or from before there was a scanner."""
    return EvidenceFile.objects.filter(scan__in=[Scan.QUARANTINED, Scan.NOT_SCANNED])


def due(now: datetime) -> QuerySet[EvidenceFile]:
    """Those whose time has come, oldest first."""
    return waiting().filter(Q(scan_due_at=None) | Q(scan_due_at__lte=now)).order_by("pk")
