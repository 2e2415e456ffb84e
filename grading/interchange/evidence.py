"""Importing the evidence a document names. Files are not carried: an item is link or words."""

from evidence.models import EvidenceItem
from grading.interchange.document import Document, Evidence
from grading.interchange.outcomes import Rows
from grading.models import EvidenceUse
from stakeholders.models import Characteristic, Organisation


def import_evidence(organisation: Organisation, document: Document, rows: Rows) -> None:
    """Make each item once, however many outcomes it is put forward for.

    Written here and not by `evidence.services`, whose rules for new items (a link or a
    file, length) must not refuse what a trust used in an earlier year.
    """
    items: dict[Evidence, EvidenceItem] = {}
    for row, entry in rows:
        for given in dict.fromkeys(entry.evidence):
            if given not in items:
                items[given] = _item(organisation, given)
            EvidenceUse.objects.create(assessed_outcome=row, item=items[given])


def _item(organisation: Organisation, given: Evidence) -> EvidenceItem:
    item = EvidenceItem.objects.create(
        organisation=organisation, title=given.title, summary=given.summary, url=given.url
    )
    if given.characteristics:
        protected = Characteristic.objects.filter(organisation=None)
        item.characteristics.set(protected.filter(key__in=given.characteristics))
    return item
