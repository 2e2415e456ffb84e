"""How the audit trail names workshops."""

from collections.abc import Collection, Mapping

from edsportal.common.audit.names import named_by
from workshops.models import PaperPack, Workshop


def name_rows() -> None:
    """Tell the trail how rows of this app are called. Done once, when the portal starts."""
    named_by("workshops.workshop", workshops)
    named_by("workshops.paperpack", papers)


def workshops(numbers: Collection[str]) -> Mapping[str, str]:
    rows = Workshop.objects.filter(pk__in=numbers).values_list("pk", "title")
    return {str(pk): title for pk, title in rows}


def papers(numbers: Collection[str]) -> Mapping[str, str]:
    rows = PaperPack.objects.filter(pk__in=numbers).values_list("pk", "serial")
    return {str(pk): serial for pk, serial in rows}
