"""A table of figures that people type in, row by row: judged, and written down as a CSV file.

The CSV is the one an upload could be, so everything that holds for uploads holds for it.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from enum import StrEnum

from edsportal.common.domain.spreadsheet import FORMULA_STARTS, csv_text

TYPED_NAME = "Figures typed in.csv"
MOST_ROWS = 100
PER_CENT = ("value", "overall")
PEOPLE = ("numerator", "denominator")


class Wrong(StrEnum):
    """What may be wrong with a cell."""

    MISSING = "missing"
    NO_NUMBER = "no_number"
    NOT_PER_CENT = "not_per_cent"
    NOT_PEOPLE = "not_people"
    MORE_THAN_ALL = "more_than_all"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row as it was typed: ``value`` and ``overall`` are per cent, the counts are people."""

    measure: str = ""
    characteristic: str = ""
    group: str = ""
    value: str = ""
    overall: str = ""
    numerator: str = ""
    denominator: str = ""
    better: str = ""

    @property
    def empty(self) -> bool:
        """Nothing was typed; which way is better does not count by itself."""
        return not any(getattr(self, name) for name in COLUMNS if name != "better")


COLUMNS = tuple(field.name for field in fields(TypedRow))


def problems_of(rows: Sequence[TypedRow]) -> Iterator[tuple[int, str, Wrong]]:
    """Place in ``rows``, column and what is wrong, in reading order. Empty rows are fine."""
    seen: set[tuple[str, str, str]] = set()
    for at, row in enumerate(rows):
        if row.empty:
            continue
        for name, wrong in _problems(row):
            yield at, name, wrong
        key = (row.measure.casefold(), row.characteristic.casefold(), row.group.casefold())
        if row.group and key in seen:
            yield at, "group", Wrong.TWICE
        seen.add(key)


def _problems(row: TypedRow) -> Iterator[tuple[str, Wrong]]:
    for name in ("measure", "group"):
        if not getattr(row, name):
            yield name, Wrong.MISSING
    if not (row.value or row.numerator):
        yield "value", Wrong.NO_NUMBER
    for name in PER_CENT:
        if getattr(row, name) and _per_cent(getattr(row, name)) is None:
            yield name, Wrong.NOT_PER_CENT
    for name in PEOPLE:
        if getattr(row, name) and _people(getattr(row, name)) is None:
            yield name, Wrong.NOT_PEOPLE
    n, d = _people(row.numerator), _people(row.denominator)
    if n is not None and d is not None and n > d:
        yield "numerator", Wrong.MORE_THAN_ALL


def typed_csv(rows: Sequence[TypedRow]) -> bytes:
    """Rows that were judged, without the empty ones, as a CSV file in UTF-8."""
    written = [astuple(_written(row)) for row in rows if not row.empty]
    return csv_text(COLUMNS, written).encode()


def typed_rows(content: bytes) -> list[TypedRow]:
    """What `typed_csv` wrote, as it was typed."""
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return [
        TypedRow(**{name: _read(name, row.get(name) or "") for name in COLUMNS}) for row in reader
    ]


def _written(row: TypedRow) -> TypedRow:
    cells = asdict(row)
    for name in PER_CENT:
        number = _per_cent(cells[name])
        cells[name] = "" if number is None else f"{number:g}%"
    for name in PEOPLE:
        count = _people(cells[name])
        cells[name] = "" if count is None else str(count)
    return TypedRow(**cells)


def _read(name: str, cell: str) -> str:
    if name in PER_CENT:
        return cell.removesuffix("%")
    guarded = cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)
    return cell[1:] if guarded else cell


def _per_cent(text: str) -> float | None:
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        return None
    return number if 0 <= number <= 100 else None


def _people(text: str) -> int | None:
    plain = text.strip().replace(",", "")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else None
