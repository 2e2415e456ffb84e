"""A CSV file of organisations: text in, rows or every problem out."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

COLUMNS = ("ods_code", "name", "kind", "region", "commissioner_ods")
KINDS = ("provider", "commissioner")
ODS_CODE = re.compile(r"[A-Z0-9]{3,10}")
LONGEST_NAME = 200
LONGEST_REGION = 100


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One line: an organisation, and the commissioner it answers to ("" for none)."""

    line: int
    ods_code: str
    name: str
    kind: str
    region: str
    commissioner_ods: str


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong with one line of the file, and how to mend it."""

    line: int
    problem: str
    mend: str


def read_rows(text: str) -> tuple[list[OrganisationRow], list[LineProblem]]:
    """Every row of the file, and every problem that can be seen without knowing what is held.

    A provider may stand on several lines, one for each commissioner; the rest must then be
    the same on each. Empty lines are skipped.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        if wrong := _wrong_columns(reader.fieldnames or []):
            return [], [LineProblem(1, wrong, f"The first line must be: {','.join(COLUMNS)}.")]
        lines = [(reader.line_num, fields) for fields in reader]
    except csv.Error as error:
        return [], [
            LineProblem(reader.line_num, f"This line is not CSV: {error}.", "Save it again as CSV.")
        ]
    rows, problems = [], []
    for number, fields in lines:
        row, wrong_here = _row(number, fields)
        problems += wrong_here
        if not wrong_here:
            rows.append(row)
    return rows, sorted(problems + _contradictions(rows), key=lambda found: found.line)


def _wrong_columns(found: object) -> str:
    names = [str(name).strip() for name in found] if isinstance(found, list) else []
    missing = [name for name in COLUMNS if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    parts = [f"columns missing: {', '.join(missing)}"] if missing else []
    parts += [f"columns not known: {', '.join(unknown)}"] if unknown else []
    parts += ["a column twice"] if len(set(names)) < len(names) else []
    return "; ".join(parts)


def _row(
    number: int, fields: Mapping[str | None, object]
) -> tuple[OrganisationRow, list[LineProblem]]:
    text = {name: " ".join(str(fields.get(name) or "").split()) for name in COLUMNS}
    row = OrganisationRow(number, **text)
    problems = [LineProblem(number, what, mend) for what, mend in _wrong(row)]
    if None in fields:
        problems.append(
            LineProblem(number, "There are too many commas.", "Put texts with commas in quotes.")
        )
    return row, problems


def _wrong(row: OrganisationRow) -> list[tuple[str, str]]:
    found = []
    if not ODS_CODE.fullmatch(row.ods_code):
        found.append(
            (
                f"ods_code “{row.ods_code}” is no ODS code.",
                "Use 3 to 10 capital letters and digits.",
            )
        )
    if not row.name or len(row.name) > LONGEST_NAME:
        found.append(("name is missing or too long.", f"Use up to {LONGEST_NAME} letters."))
    if row.kind not in KINDS:
        found.append((f"kind “{row.kind}” is not known.", f"Use {' or '.join(KINDS)}."))
    if len(row.region) > LONGEST_REGION:
        found.append(("region is too long.", f"Use up to {LONGEST_REGION} letters."))
    if row.commissioner_ods and not ODS_CODE.fullmatch(row.commissioner_ods):
        found.append(
            (
                f"commissioner_ods “{row.commissioner_ods}” is no ODS code.",
                "Use a code, or leave it empty.",
            )
        )
    if row.commissioner_ods and row.kind == "commissioner":
        found.append(("a commissioner has no commissioner.", "Leave commissioner_ods empty."))
    return found


def _contradictions(rows: list[OrganisationRow]) -> list[LineProblem]:
    first: dict[str, OrganisationRow] = {}
    links: set[tuple[str, str]] = set()
    problems = []
    for row in rows:
        earlier = first.setdefault(row.ods_code, row)
        if (earlier.name, earlier.kind, earlier.region) != (row.name, row.kind, row.region):
            what = f"{row.ods_code} was on line {earlier.line} with another name, kind or region."
            problems.append(LineProblem(row.line, what, "Write the same on each of its lines."))
        elif (link := (row.ods_code, row.commissioner_ods)) in links:
            what = f"{row.ods_code} with this commissioner was on an earlier line."
            problems.append(LineProblem(row.line, what, "Take one of the two out."))
        else:
            links.add(link)
    return problems
