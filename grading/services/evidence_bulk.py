"""Many items at once into the library, and forward for the outcomes their rows name."""

from typing import IO

from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, Problem
from evidence.domain.manifest import ManifestRow
from evidence.models import EvidenceItem
from evidence.services.bulk import Loaded, load_items
from grading.models import AssessedOutcome, Assessment
from grading.services.evidence_use import use_for
from stakeholders.models import Organisation, User


def load_evidence(
    *,
    organisation: Organisation,
    archive: IO[bytes],
    assessment: Assessment | None = None,
    by: User | Machine,
) -> Loaded:
    """Load a ZIP with its manifest; rows with outcomes need an assessment to put them into.

    A row with services is put forward for those services alone, one without for every
    service of its outcomes. Raises `NotPermitted`, or `InvalidInput` at "file".
    """
    rows = _rows(assessment) if assessment else {}

    def placing(item: EvidenceItem, row: ManifestRow) -> None:
        for outcome in _meant(row, rows, assessment):
            use_for(assessed_outcome=outcome, item=item, by=by)

    return load_items(organisation=organisation, archive=archive, placing=placing, by=by)


def _rows(assessment: Assessment) -> dict[str, list[AssessedOutcome]]:
    found: dict[str, list[AssessedOutcome]] = {}
    for row in assessment.assessed_outcomes.select_related("service").order_by("position"):
        row.assessment = assessment
        found.setdefault(row.outcome_code.casefold(), []).append(row)
    return found


def _meant(
    row: ManifestRow, rows: dict[str, list[AssessedOutcome]], assessment: Assessment | None
) -> list[AssessedOutcome]:
    """The assessed outcomes a row names. Raises `InvalidInput` for those there are not."""
    if not row.outcomes and not row.services:
        return []
    if assessment is None:
        raise _wrong("outcomes", _("Say which assessment the outcomes belong to."))
    if not row.outcomes:
        raise _wrong("services", _("Name the outcomes as well."))
    wanted = {name.casefold() for name in row.services}
    found = list[AssessedOutcome]()
    for code in row.outcomes:
        if code.casefold() not in rows:
            raise _wrong("outcomes", _("“%(code)s” is not in this assessment.") % {"code": code})
        here = [o for o in rows[code.casefold()] if not wanted or wanted & _names(o)]
        if not here:
            words = _("None of “%(services)s” is graded for outcome %(code)s.")
            raise _wrong("services", words % {"services": "; ".join(row.services), "code": code})
        found += here
    unknown = wanted - {name for outcome in found for name in _names(outcome)}
    if unknown:
        raise _wrong("services", _("“%(name)s” is not put forward.") % {"name": min(unknown)})
    left_out = sorted({outcome.outcome_code for outcome in found if not outcome.in_scope})
    if left_out:
        words = _("%(codes)s is left out this year.") % {"codes": ", ".join(left_out)}
        raise _wrong("outcomes", words)
    return found


def _names(row: AssessedOutcome) -> set[str]:
    return {row.service.key.casefold(), row.service.name.casefold()} if row.service else set()


def _wrong(place: str, words: str) -> InvalidInput:
    return InvalidInput([Problem(place, words, "")])
