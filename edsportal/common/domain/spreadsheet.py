"""CSV that a spreadsheet reads as text and never runs."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV file with a byte order mark, by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()
