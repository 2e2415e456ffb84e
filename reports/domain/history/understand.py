"""One way in for every kind of file: cells to what they say."""

from collections.abc import Mapping
from dataclasses import replace

from reports.domain.history.cells import Cells, Place
from reports.domain.history.csv_lines import csv_grades
from reports.domain.history.gathered import Details, Fault, Understood
from reports.domain.history.template import details_of, template_grades
from reports.domain.history.words import Words, edition_named


def understand(cells: Cells, editions: Mapping[str, Words], details: Details) -> Understood:
    """What the file says, with ``details`` for what it does not say itself.

    ``editions`` are by key. A template says nothing of its edition but by its outcomes;
    where more than one edition has those, ``details`` must name it.
    """
    if cells.kind == "csv":
        return csv_grades(cells, editions, details)
    own = details_of(cells, editions)
    if own.ods_code and details.ods_code and own.ods_code != details.ods_code:
        facts = {"code": own.ods_code, "given": details.ods_code}
        return Understood(faults=(Fault(Place("", 0), "another_organisation", facts),))
    key = edition_named(details.framework, editions) if details.framework else own.framework
    if not key:
        facts = {"said": details.framework, "known": ", ".join(editions)}
        code = "framework" if details.framework else "which_edition"
        return Understood(faults=(Fault(Place("", 0), code, facts),))
    whole = replace(
        details,
        framework=key,
        ods_code=details.ods_code or own.ods_code,
        year=details.year or own.year,
    )
    gathered = template_grades(cells, editions[key], whole)
    if not gathered.graded and not any(one.outcome for one in gathered.unclear):
        return Understood(faults=(Fault(Place("", 0), "nothing_found", {"edition": key}),))
    return Understood((gathered,))
