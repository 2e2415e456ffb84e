"""A grid of counts: darker where more of those asked said so, with the count in each cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from edsportal.common.charts.shapes import LINE, Chart, Rect, Shape, Text, ink_on, shade

LABEL, CELL, ROW, LETTER = 172, 57, 22, 6


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its name, its counts, and of how many; nobody asked is `of` 0."""

    label: str
    counts: tuple[int, ...]
    of: int


def grid_chart(
    rows: Sequence[GridRow], *, columns: Sequence[Sequence[str]], title: str, desc: str
) -> Chart:
    """`columns` are the names over the columns, each in as many lines as it needs."""
    head = 13 * max(len(lines) for lines in columns) + 8
    shapes: list[Shape] = [
        Text(LABEL + place * CELL + CELL // 2, 12 + line * 13, words, "middle", 9)
        for place, lines in enumerate(columns)
        for line, words in enumerate(lines)
    ]
    for number, row in enumerate(rows):
        shapes += _row(row, head + number * ROW)
    return Chart(
        title, desc, LABEL + CELL * len(columns) + 2, head + ROW * len(rows) + 2, tuple(shapes)
    )


def _row(row: GridRow, top: int) -> list[Shape]:
    most = (LABEL - 8) // LETTER
    name = row.label if len(row.label) <= most else f"{row.label[: most - 1]}…"
    shapes: list[Shape] = [Text(0, top + 15, name, size=11)]
    for place, count in enumerate(row.counts):
        fill, x = shade(count, row.of), LABEL + place * CELL
        said = str(count) if row.of else "–"
        shapes.append(Rect(x, top, CELL, ROW, fill=fill, stroke=LINE))
        shapes.append(Text(x + CELL // 2, top + 15, said, "middle", 11, fill=ink_on(fill)))
    return shapes
