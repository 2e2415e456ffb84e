"""Grades out of the tables of an official template, or of any table laid out like one.

Two layouts are known. *Columns*: a row of headings with an outcome and a grade (EDS 2022).
*Fields*: a label and its answer beside it, "Outcome" before "Grade" (EDS2).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grading.domain.scoring import middle_of_services
from reports.domain.history.cells import Cells, Place, Row, Table
from reports.domain.history.gathered import Details, Gathered, Graded, Unclear
from reports.domain.history.sums import Sum, compared, is_label
from reports.domain.history.words import (
    NoGrade,
    Said,
    Why,
    Words,
    code_in,
    edition_named,
    plain,
    said_in,
)

OUTCOME_HEADS = frozenset({"outcome", "outcomes", "eds outcome", "eds2 outcome"})
GRADE_HEADS = frozenset({
    "grade", "rating", "score", "outcome grade", "outcome rating", "outcome score", "eds grade",
    "eds2 grade", "eds rating", "eds score", "grade awarded", "final grade", "agreed grade",
    "rating score", "score rating", "grade and reasons for rating",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that ought to hold the grade of an outcome."""

    place: Place
    outcome: str | None
    text: str
    merged: bool = False


def template_grades(cells: Cells, words: Words, details: Details) -> Gathered:
    """What the tables say of each outcome of the edition.

    An outcome graded in several places must have the same grade in each.
    """
    met = [list(_cells_of(table, words.codes)) for table in cells.tables]
    found = [
        one
        for table in met
        for cell in _with_first_of_merged([one for one in table if isinstance(one, _Cell)])
        for one in _read(cell, words)
    ]
    graded = [one for one in found if isinstance(one, Graded)]
    unclear = [one for one in found if isinstance(one, Unclear)]
    kept, told_twice = _once(graded)
    unclear += told_twice
    named = {one.outcome for one in kept} | {one.outcome for one in unclear}
    stated = compared([one for table in met for one in table if isinstance(one, Sum)], kept, words)
    unclear += [
        Unclear(one.place, one.label, one.text, Why.SUM_DIFFERS)
        for one in stated
        if one.agrees is False
    ]
    return Gathered(
        details,
        Place("", 0),
        tuple(sorted(kept, key=lambda one: words.codes.index(one.outcome))),
        tuple(sorted(unclear, key=lambda one: (one.place.table, one.place.row))),
        tuple(code for code in words.codes if code not in named),
        stated,
    )


def details_of(cells: Cells, editions: Mapping[str, Words]) -> Details:
    """What a Word file of the portal's own says it is, in its keywords; else what its outcome
    codes tell, where only one edition has them."""
    said = cells.keywords.rsplit(", ", 2)
    key = edition_named(said[0], editions) if len(said) == 3 else None
    if key and re.fullmatch(r"[A-Z0-9]{3,10}", said[2]):
        return Details(ods_code=said[2], framework=key, year=said[1])
    fitting = [
        key
        for key, words in editions.items()
        if any(
            isinstance(cell, _Cell) and cell.outcome
            for table in cells.tables
            for cell in _cells_of(table, words.codes)
        )
    ]
    return Details(framework=fitting[0] if len(fitting) == 1 else "")


def _with_first_of_merged(cells: list[_Cell]) -> list[_Cell]:
    """A cell that goes on below stands for several outcomes from its first row on."""
    going_on = {
        (cell.place.column, cells[at - 1].place.row)
        for at, cell in enumerate(cells)
        if cell.merged and at
    }
    return [
        replace(cell, merged=cell.merged or (cell.place.column, cell.place.row) in going_on)
        for cell in cells
    ]


def _cells_of(table: Table, codes: Sequence[str]) -> Iterator[_Cell | Sum]:
    columns: tuple[int, list[int]] | None = None
    field_of: str | None = None
    for row in table.rows:
        if heads := _heads(row):
            columns, field_of = heads, None
        elif columns:
            yield from _in_columns(table.name, row, columns, codes)
        elif len(row.cells) > 1:
            label = plain(row.cells[0])
            if label in OUTCOME_HEADS:
                field_of = code_in(_answer(row)[1], codes)
            elif label in GRADE_HEADS and field_of:
                at, text = _answer(row)
                yield _Cell(Place(table.name, row.number, at + 1), field_of, text)
            elif is_label(row.cells[0]):
                yield from _sum(table.name, row, 0)


def _sum(table: str, row: Row, label_at: int) -> Iterator[Sum]:
    """What stands behind a label of a sum, if anything does."""
    behind = [(at, text) for at, text in enumerate(row.cells) if at > label_at and text]
    for at, text in behind[:1]:
        yield Sum(Place(table, row.number, at + 1), row.cells[label_at], text)


def _answer(row: Row) -> tuple[int, str]:
    """The first cell with words behind the label, and where it is."""
    return next(((at, text) for at, text in enumerate(row.cells) if at and text), (1, ""))


def _heads(row: Row) -> tuple[int, list[int]] | None:
    """The columns of outcomes and of grades, where the row heads them."""
    heads = [plain(cell) for cell in row.cells]
    outcome = next((at for at, head in enumerate(heads) if head in OUTCOME_HEADS), None)
    grades = [at for at, head in enumerate(heads) if head in GRADE_HEADS and at != outcome]
    return (outcome, grades) if outcome is not None and grades else None


def _in_columns(
    table: str, row: Row, columns: tuple[int, list[int]], codes: Sequence[str]
) -> Iterator[_Cell | Sum]:
    outcome_at, grades_at = columns
    about = row.cells[outcome_at] if outcome_at < len(row.cells) else ""
    code = code_in(about, codes)
    told = [(at, row.cells[at]) for at in grades_at if at < len(row.cells) and row.cells[at]]
    if code is None and is_label(about):
        yield from _sum(table, row, outcome_at)
        return
    if code is None and not told:
        return
    for at, text in told or [(grades_at[0], "")]:
        merged = at in row.continued and outcome_at not in row.continued
        if at in row.continued and not merged:
            continue
        yield _Cell(Place(table, row.number, at + 1), code, text, merged)


def _read(cell: _Cell, words: Words) -> list[Graded | Unclear]:
    if cell.outcome is None:
        clear = said_in(cell.text, words).why is None
        return [Unclear(cell.place, "", cell.text, Why.NO_OUTCOME)] if clear else []
    if cell.merged:
        return [Unclear(cell.place, cell.outcome, cell.text, Why.MERGED)]
    said = said_in(cell.text, words)
    if said.why is None:
        return [Graded(cell.place, cell.outcome, None, said.grade, cell.text, said.no_grade)]
    if cell.outcome in words.by_service and ":" in cell.text:
        return _by_service(cell, cell.outcome, words)
    return [Unclear(cell.place, cell.outcome, cell.text, said.why)]


def _by_service(cell: _Cell, outcome: str, words: Words) -> list[Graded | Unclear]:
    """A line for each service, “Name: grade”, below a line for the whole or without one."""
    whole: list[Said] = []
    services: dict[str, tuple[Said, str]] = {}
    for line in cell.text.splitlines():
        said, name = said_in(line, words), ""
        if said.why is not None:
            name, _colon, rest = line.rpartition(":")
            said = said_in(rest, words)
        name = name.strip()
        if said.why is not None or name in services:
            why = said.why or Why.SERVICE_TWICE
            return [Unclear(cell.place, outcome, cell.text, why)]
        if name:
            services[name] = said, line
        else:
            whole.append(said)
    if len({said.grade for said in whole}) > 1:
        return [Unclear(cell.place, outcome, cell.text, Why.TWO_GRADES)]
    if whole and whole[0].grade != _middle([said for said, _line in services.values()], words):
        return [Unclear(cell.place, outcome, cell.text, Why.SERVICES_DIFFER)]
    return [
        Graded(cell.place, outcome, name, said.grade, line, said.no_grade)
        for name, (said, line) in services.items()
    ]


def _middle(services: Sequence[Said], words: Words) -> str | None:
    """The grade that counts for the whole outcome; services out of scope were not put forward."""
    grades = [said.grade for said in services if said.no_grade is not NoGrade.OUT_OF_SCOPE]
    return middle_of_services(grades, scale=words.scale, required=words.services_required).grade


def _once(graded: Sequence[Graded]) -> tuple[list[Graded], list[Unclear]]:
    """Each outcome and service once; where places disagree none of them counts."""
    first: dict[tuple[str, str | None], Graded] = {}
    differing: dict[str, list[Graded]] = {}
    for one in graded:
        held = first.setdefault((one.outcome, one.service), one)
        if held.grade != one.grade:
            differing.setdefault(one.outcome, [held]).append(one)
    for one in graded:
        # A grade for the whole beside grades for services is told in two places too.
        if one.service and (one.outcome, None) in first and one.outcome not in differing:
            differing[one.outcome] = [first[one.outcome, None], one]
    unclear = [
        Unclear(one.place, one.outcome, one.text, Why.TOLD_TWICE)
        for places in differing.values()
        for one in places
    ]
    return [one for one in first.values() if one.outcome not in differing], unclear
