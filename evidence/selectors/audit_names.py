"""How the audit trail names evidence."""

from collections.abc import Collection, Mapping

from edsportal.common.audit.names import named_by
from evidence.models import EvidenceItem


def name_rows() -> None:
    """Tell the trail how rows of this app are called. Done once, when the portal starts."""
    named_by("evidence.evidenceitem", items)


def items(numbers: Collection[str]) -> Mapping[str, str]:
    rows = EvidenceItem.objects.filter(pk__in=numbers).values_list("pk", "title")
    return {str(pk): title for pk, title in rows}
