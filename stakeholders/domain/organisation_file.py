"""A CSV file of organisations: text in, rows or every fault out, as values.

`stakeholders.presenters.organisation_file` has the words.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

COLUMNS = ("ods_code", "name", "kind", "region", "commissioner_ods")
# May be left out, as files from before there was one do.
OPTIONAL = ("place",)
KINDS = ("provider", "commissioner")
ODS_CODE = re.compile(r"[A-Z0-9]{3,10}")
LONGEST_NAME = 200
LONGEST_REGION = 100
LONGEST_PLACE = 100


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One line: an organisation, and the commissioner it answers to ("" for none).

    ``place`` is None in a file without that column, which then leaves it as it is.
    """

    line: int
    ods_code: str
    name: str
    kind: str
    region: str
    commissioner_ods: str
    place: str | None = None


class Fault(StrEnum):
    """What is wrong with a line. Each has words that say what it is and how to mend it."""

    COLUMNS_MISSING = "columns_missing"
    COLUMNS_UNKNOWN = "columns_unknown"
    COLUMN_TWICE = "column_twice"
    NOT_CSV = "not_csv"
    TOO_MANY_COMMAS = "too_many_commas"
    NO_ODS_CODE = "no_ods_code"
    NAME = "name"
    KIND = "kind"
    REGION = "region"
    PLACE = "place"
    NO_COMMISSIONER_CODE = "no_commissioner_code"
    COMMISSIONER_OF_COMMISSIONER = "commissioner_of_commissioner"
    CONTRADICTS = "contradicts"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class LineFault:
    """A fault in one line; ``facts`` fill its words."""

    line: int
    fault: Fault
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong with one line of a file, and how to mend it, in words."""

    line: int
    problem: str
    mend: str


def read_rows(text: str) -> tuple[list[OrganisationRow], list[LineFault]]:
    """Every row of the file, and every fault that can be seen without knowing what is held.

    A provider may stand on several lines, one for each commissioner; the rest must then be
    the same on each. Empty lines are skipped.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        if wrong := _wrong_columns(reader.fieldnames or []):
            return [], wrong
        lines = [(reader.line_num, fields) for fields in reader]
    except csv.Error as error:
        return [], [LineFault(reader.line_num, Fault.NOT_CSV, {"error": error})]
    rows, faults = [], []
    for number, fields in lines:
        row, wrong_here = _row(number, fields)
        faults += wrong_here
        if not wrong_here:
            rows.append(row)
    return rows, sorted(faults + _contradictions(rows), key=lambda found: found.line)


def _wrong_columns(found: object) -> list[LineFault]:
    names = [str(name).strip() for name in found] if isinstance(found, list) else []
    missing = [name for name in COLUMNS if name not in names]
    unknown = [name for name in names if name not in (*COLUMNS, *OPTIONAL)]
    faults = [LineFault(1, Fault.COLUMNS_MISSING, {"names": missing})] if missing else []
    faults += [LineFault(1, Fault.COLUMNS_UNKNOWN, {"names": unknown})] if unknown else []
    faults += [LineFault(1, Fault.COLUMN_TWICE)] if len(set(names)) < len(names) else []
    return faults


def _row(
    number: int, fields: Mapping[str | None, object]
) -> tuple[OrganisationRow, list[LineFault]]:
    held = [*COLUMNS, *(name for name in OPTIONAL if name in fields)]
    text = {name: " ".join(str(fields.get(name) or "").split()) for name in held}
    row = OrganisationRow(number, **text)
    faults = [LineFault(number, fault, {"told": told}) for fault, told in _wrong(row)]
    if None in fields:
        faults.append(LineFault(number, Fault.TOO_MANY_COMMAS))
    return row, faults


def _wrong(row: OrganisationRow) -> list[tuple[Fault, str]]:
    """Each fault of one row, with what the file says there."""
    commissioner = row.commissioner_ods
    asked = {
        (Fault.NO_ODS_CODE, row.ods_code): not ODS_CODE.fullmatch(row.ods_code),
        (Fault.NAME, row.name): not 0 < len(row.name) <= LONGEST_NAME,
        (Fault.KIND, row.kind): row.kind not in KINDS,
        (Fault.REGION, row.region): len(row.region) > LONGEST_REGION,
        (Fault.PLACE, row.place or ""): len(row.place or "") > LONGEST_PLACE,
        (Fault.NO_COMMISSIONER_CODE, commissioner): bool(commissioner)
        and not ODS_CODE.fullmatch(commissioner),
        (Fault.COMMISSIONER_OF_COMMISSIONER, commissioner): bool(commissioner)
        and row.kind == "commissioner",
    }
    return [found for found, wrong in asked.items() if wrong]


def _contradictions(rows: list[OrganisationRow]) -> list[LineFault]:
    first: dict[str, OrganisationRow] = {}
    links: set[tuple[str, str]] = set()
    faults = []
    for row in rows:
        earlier = first.setdefault(row.ods_code, row)
        facts = {"code": row.ods_code, "earlier": earlier.line}
        if _held_of(earlier) != _held_of(row):
            faults.append(LineFault(row.line, Fault.CONTRADICTS, facts))
        elif (link := (row.ods_code, row.commissioner_ods)) in links:
            faults.append(LineFault(row.line, Fault.REPEATED, facts))
        else:
            links.add(link)
    return faults


def _held_of(row: OrganisationRow) -> tuple[str | None, ...]:
    """What must be the same on every line of one organisation."""
    return row.name, row.kind, row.region, row.place
