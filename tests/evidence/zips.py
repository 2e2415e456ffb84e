"""ZIPs of evidence made on the spot."""

import csv
import io

from evidence.domain.manifest import COLUMNS
from tests.evidence import files

Row = dict[str, str]


def manifest(rows: list[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def good_row(number: int, **change: str) -> Row:
    return {
        "title": f"Item {number}",
        "kind": "data",
        "summary": f"Shows waits in year {number}. It leaves out people who do not use the web.",
        "url": f"https://www.example.org/{number}",
    } | change


def zipped(rows: list[Row], parts: dict[str, bytes] | None = None) -> io.BytesIO:
    return io.BytesIO(files.archive({"manifest.csv": manifest(rows), **(parts or {})}))


# Each wrong in its own way, with words its refusal must hold.
BAD_ROWS: list[tuple[Row, str]] = [
    ({"title": ""}, "title"),
    ({"summary": "word " * 151}, "150 words"),
    ({"kind": "gossip"}, "“gossip” is not one of"),
    ({"groups": "age;martians"}, "“martians” is not known"),
    ({"file": "missing.pdf"}, "there is no “missing.pdf”"),
    ({"file": "macros.xlsx"}, "macros"),
    ({"effective_on": "last spring"}, "“last spring” is not a date"),
    ({"file": "../../etc/passwd.txt"}, "leads out"),
]
BAD_PARTS = {"macros.xlsx": files.office("xlsx", parts={"xl/vbaProject.bin": b"x"})}


def sixty_with_eight_bad() -> io.BytesIO:
    """Every seventh row from the second data row on is bad; ten good ones have a file."""
    rows, parts, bad = list[Row](), dict(BAD_PARTS), iter(BAD_ROWS)
    for number in range(60):
        if number % 7 == 1 and number < 57:
            change, _words = next(bad)
            rows.append(good_row(number, **change))
        elif number % 6 == 0:
            parts[f"files/{number}.txt"] = f"Notes of {number}".encode()
            rows.append(good_row(number, file=f"files/{number}.txt", groups="age;Disability"))
        else:
            rows.append(good_row(number))
    return zipped(rows, parts)
