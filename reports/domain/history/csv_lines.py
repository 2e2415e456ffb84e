"""A CSV of past grades: one line for each outcome, any number of assessments.

Headings may stand in any order and in capitals. What a line leaves empty, `Details` may say.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields as fields_of
from difflib import get_close_matches

from reports.domain.history.cells import Cells, Place, Row
from reports.domain.history.gathered import Details, Fault, Gathered, Graded, Understood
from reports.domain.history.words import Words, code_in, edition_named, said_in

COLUMNS = (
    "ods_code", "framework", "year", "outcome", "service", "grade", "source_url", "note",
    "published_on",
)  # fmt: skip
NEEDED = ("outcome", "grade")
ABOUT = tuple(field.name for field in fields_of(Details))
IDENTITY = ("ods_code", "framework", "year")
Line = Mapping[str, str]


def csv_grades(cells: Cells, editions: Mapping[str, Words], details: Details) -> Understood:
    """Every assessment of the file, or every line that is wrong.

    Lines of one assessment must agree in source, note and day of publication.
    """
    rows = cells.tables[0].rows
    heads = [re.sub(r"[\s_-]+", "_", cell.strip().casefold()) for cell in rows[0].cells]
    broken = [Fault(Place("", number), "broken") for number in cells.broken]
    if wrong_heads := list(_wrong_heads(heads, rows[0])):
        return Understood(faults=(*wrong_heads, *broken))
    faults = broken
    groups: dict[tuple[str, ...], list[Graded]] = {}
    told: dict[tuple[str, ...], tuple[Details, Row]] = {}
    for row in rows[1:]:
        line, wrong = _line(row, heads, details)
        if not wrong:
            wrong = _take(row, line, editions, groups, told)
        faults += wrong
    if not faults and not groups:
        faults = [Fault(Place("", rows[0].number), "no_lines")]
    if faults:
        return Understood(faults=tuple(sorted(faults, key=lambda fault: fault.place.row)))
    return Understood(tuple(_gathered(key, groups[key], told, editions) for key in groups))


def _wrong_heads(heads: list[str], row: Row) -> Iterator[Fault]:
    place = Place("", row.number)
    named = [head for head in heads if head]
    if missing := [name for name in NEEDED if name not in named]:
        yield Fault(place, "columns_missing", {"names": ", ".join(missing)})
    if unknown := [name for name in named if name not in COLUMNS]:
        yield Fault(place, "columns_unknown", {"names": ", ".join(unknown)})
    if len(set(named)) != len(named):
        yield Fault(place, "column_twice")


def _line(row: Row, heads: list[str], details: Details) -> tuple[dict[str, str], list[Fault]]:
    """The cells by their column, with what was said beside the file; those must not differ."""
    place = Place("", row.number)
    if any(row.cells[len(heads) :]) or any(
        cell and not head for cell, head in zip(row.cells, heads, strict=False)
    ):
        return {}, [Fault(place, "too_many_cells")]
    line = dict.fromkeys(COLUMNS, "") | dict(zip(heads, row.cells, strict=False))
    faults = []
    for name in ABOUT:
        given = getattr(details, name)
        if not given:
            continue
        if name == "ods_code" and line[name].upper() not in ("", given):
            facts = {"code": line[name], "given": given}
            faults.append(Fault(place, "another_organisation", facts))
        line[name] = line[name] or given
    for name in IDENTITY:
        if not line[name]:
            faults.append(Fault(place, "not_said", {"name": name}))
    return line, faults


def _take(
    row: Row,
    line: dict[str, str],
    editions: Mapping[str, Words],
    groups: dict[tuple[str, ...], list[Graded]],
    told: dict[tuple[str, ...], tuple[Details, Row]],
) -> list[Fault]:
    """Add the line to its assessment, or say what is wrong with it."""
    place = Place("", row.number)
    framework = edition_named(line["framework"], editions)
    if framework is None:
        facts = {"said": line["framework"], "known": ", ".join(editions)}
        return [Fault(place, "framework", facts)]
    line |= {"framework": framework, "ods_code": line["ods_code"].upper()}
    details = Details(**{name: line[name] for name in ABOUT})
    key = tuple(line[name] for name in IDENTITY)
    first, at = told.setdefault(key, (details, row))
    faults = [
        Fault(place, "differs", {"name": name, "earlier": at.number})
        for name in ABOUT
        if getattr(first, name) != getattr(details, name)
    ]
    graded, wrong = _graded(place, line, editions[framework])
    if graded and not faults:
        faults += _clash(graded, groups.setdefault(key, []))
        groups[key].append(graded)
    return faults + wrong


def _graded(place: Place, line: Line, words: Words) -> tuple[Graded | None, list[Fault]]:
    code = code_in(line["outcome"], words.codes)
    if code is None:
        near = get_close_matches(line["outcome"], words.codes, n=1)
        facts = {"said": line["outcome"], "edition": words.key, "known": ", ".join(words.codes)}
        return None, [Fault(place, "outcome", facts | {"near": near[0] if near else ""})]
    said = said_in(line["grade"], words)
    if said.why is not None:
        facts = {"said": line["grade"], "why": said.why, "known": ", ".join(words.scale.keys)}
        return None, [Fault(place, "grade", facts)]
    if line["service"] and code not in words.by_service:
        return None, [Fault(place, "no_services", {"outcome": code, "edition": words.key})]
    service = line["service"] or None
    return Graded(place, code, service, said.grade, line["grade"], said.no_grade), []


def _clash(graded: Graded, before: list[Graded]) -> list[Fault]:
    """The same outcome again, or for the whole and for a service."""
    for one in before:
        same = one.outcome == graded.outcome
        if same and (one.service == graded.service or None in (one.service, graded.service)):
            facts = {"outcome": one.outcome, "earlier": one.place.row}
            return [Fault(graded.place, "again", facts)]
    return []


def _gathered(
    key: tuple[str, ...],
    graded: list[Graded],
    told: Mapping[tuple[str, ...], tuple[Details, Row]],
    editions: Mapping[str, Words],
) -> Gathered:
    details, row = told[key]
    named = {one.outcome for one in graded}
    codes = editions[details.framework].codes
    return Gathered(
        details,
        Place("", row.number),
        tuple(graded),
        missing=tuple(code for code in codes if code not in named),
    )
