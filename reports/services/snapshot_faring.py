"""The part of a snapshot that tells which groups local interests think fare well."""

from grading.domain.faring_well import count_faring_well
from grading.domain.reconciliation import Reconciliation
from grading.selectors.faring_well import Named
from reports.domain.snapshot import FaringWellPart
from stakeholders.domain.characteristics import ProtectedCharacteristic
from stakeholders.models import Characteristic

Labels = dict[str, str]


def group_labels() -> Labels:
    """The nine groups' labels by key, in the Act's order; one query."""
    rows = Characteristic.objects.filter(organisation=None).values_list("key", "label")
    labels = dict(rows)
    return {key.value: labels[key.value] for key in ProtectedCharacteristic if key.value in labels}


def faring_well_part(
    pk: int | None, heard: Reconciliation | None, named: Named, labels: Labels
) -> FaringWellPart:
    """Counts of local interests that were heard; of the others nothing is told."""
    keys = {voice.key for voice in heard.voices} if heard else set()
    people = named.get(pk or 0, {})
    counted = count_faring_well(
        {key: groups for key, groups in people.items() if key in keys}, groups=list(labels)
    )
    return {
        "of": counted.of,
        "groups": [
            {"key": key, "label": labels[key], "local_interests": number}
            for key, number in counted.by_group.items()
        ],
    }
