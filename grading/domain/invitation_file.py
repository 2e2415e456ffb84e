"""A CSV file of people to invite: text in, rows and every problem out."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.domain.organisation_file import LineProblem
from stakeholders.domain.preferences import LANGUAGES, Format, format_key, language_code

NEEDED = ("local_interest", "name", "email")
COLUMNS = ("local_interest", "kind", "represents", "name", "email", "language", "format")
LONGEST = {"local_interest": 200, "name": 150, "email": 254}
MOST_ROWS = 1000  # About half a minute of a page's time.


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One line: a person and their group. ``kind`` is "" where the file leaves it out."""

    line: int
    local_interest: str
    kind: str
    represents: tuple[str, ...]
    name: str
    email: str
    language: str
    format: str


class UnreadableFile(Exception):
    """The first line does not say what the columns are, so no other line could be read."""

    def __init__(self, found: LineProblem) -> None:
        super().__init__(found.problem)
        self.found = found


Line = tuple[int, "list[str] | LineProblem"]


def read_invitations(text: str) -> tuple[list[InvitationRow], list[LineProblem]]:
    """Rows that can be tried, and the problems seen without knowing what is held, by line.

    Line 1 names the columns, in any order; kind, represents, language and format may be
    left out. A line number is the one a row begins on. Empty lines are skipped. A row with
    the group and address of an earlier good one is a problem. Raises `UnreadableFile`.
    """
    lines = list(_lines(text.removeprefix("\ufeff")))
    head = _head(lines[0] if lines else (1, []))
    rows, problems = list[InvitationRow](), list[LineProblem]()
    first: dict[tuple[str, str], int] = {}
    for number, cells in lines[1 : MOST_ROWS + 1]:
        row, wrong_here = _row(number, cells, head)
        if row and not wrong_here:
            wrong_here = _repeated(row, first)
        problems += wrong_here
        if row and not wrong_here:
            rows.append(row)
    if len(lines) > MOST_ROWS + 1:
        what = (
            f"The file has more than {MOST_ROWS} rows. This row and those after it were not read."
        )
        problems.append(LineProblem(lines[MOST_ROWS + 1][0], what, "Send it in parts."))
    return rows, problems


def _lines(text: str) -> Iterator[Line]:
    """Each filled line with its number; one that is not CSV does not end the reading."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            mend = "Check the quotes, or save the file again as CSV."
            yield number, LineProblem(number, f"This line is not CSV: {error}.", mend)
        else:
            if any(cell.strip() for cell in cells):
                yield number, cells


def _head(line: Line) -> list[str]:
    """The names of the columns, in their order. Raises `UnreadableFile`."""
    number, cells = line
    if isinstance(cells, LineProblem):
        raise UnreadableFile(cells)
    names = [name.strip().casefold() for name in cells]
    if wrong := _wrong_names(number, names):
        raise UnreadableFile(wrong)
    return names


def _wrong_names(number: int, names: list[str]) -> LineProblem | None:
    must = f"The first line must be: {','.join(COLUMNS)}."
    for mark, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and mark in names[0]:
            what = f"The columns are parted by {called}, not by commas."
            return LineProblem(number, what, "Save it as “CSV, parted by commas”.")
    missing = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    twice = sorted({name for name in names if names.count(name) > 1 and name in COLUMNS})
    said = (("missing", missing), ("not known", unknown), ("there twice", twice))
    parts = [f"columns {what}: {', '.join(found)}" for what, found in said if found]
    return LineProblem(number, "; ".join(parts) + ".", must) if parts else None


def _row(
    number: int, cells: "list[str] | LineProblem", head: list[str]
) -> tuple[InvitationRow | None, list[LineProblem]]:
    if isinstance(cells, LineProblem):
        return None, [cells]
    if len(cells) > len(head):
        what = "There are more cells than columns."
        return None, [LineProblem(number, what, "Put texts with commas in quotes.")]
    typed = dict.fromkeys(COLUMNS, "")
    typed |= {name: " ".join(cell.split()) for name, cell in zip(head, cells, strict=False)}
    # One problem for each line, however much is wrong with it, so that problems count lines.
    said = " ".join(f"{what} {mend}" for what, mend in _wrong(typed))
    problems = [LineProblem(number, said, "")] if said else []
    row = InvitationRow(
        line=number,
        local_interest=typed["local_interest"],
        kind=_kind(typed["kind"]),
        represents=tuple(_parts(typed["represents"])),
        name=typed["name"],
        email=typed["email"],
        language=language_code(typed["language"]) or "",
        format=format_key(typed["format"]) or "",
    )
    return row, problems


def _parts(typed: str) -> Iterator[str]:
    for mark in (";", "|"):
        typed = typed.replace(mark, ",")
    yield from (part.strip() for part in typed.split(",") if part.strip())


def _kind(typed: str) -> str:
    return typed.casefold().replace(" ", "_").replace("-", "_")


def _wrong(typed: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    for name, longest in LONGEST.items():
        if not typed[name]:
            found.append((f"{name} is missing.", "Fill it in."))
        elif len(typed[name]) > longest:
            found.append((f"{name} is too long.", f"Use up to {longest} letters."))
    if any(unicodedata.category(letter) == "Cc" for cell in typed.values() for letter in cell):
        found.append(("There are characters that cannot be shown.", "Take them out."))
    if typed["kind"] and _kind(typed["kind"]) not in set(LocalInterestKind):
        kinds = ", ".join(LocalInterestKind)
        found.append((f"kind “{typed['kind']}” is not known.", f"Use one of: {kinds}."))
    if language_code(typed["language"]) is None:
        codes = ", ".join(LANGUAGES)
        found.append((f"language “{typed['language']}” is not known.", f"Use one of: {codes}."))
    if format_key(typed["format"]) is None:
        formats = ", ".join(Format)
        found.append((f"format “{typed['format']}” is not known.", f"Use one of: {formats}."))
    return found


def _repeated(row: InvitationRow, first: dict[tuple[str, str], int]) -> list[LineProblem]:
    key = (row.local_interest.casefold(), row.email.casefold())
    earlier = first.setdefault(key, row.line)
    if earlier == row.line:
        return []
    what = f"This person is already on line {earlier}, for the same group."
    return [LineProblem(row.line, what, "Take one of the two out.")]
