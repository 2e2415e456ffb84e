"""A grid of counts: darker where more of those asked said so, with the count in each cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from edsportal.common.charts.shapes import LINE, Chart, Rect, Shape, Text, ink_on, shade

#: Widths of the chart, of the longest and the shortest name, and of a letter; a row's height.
WIDTH, LABEL, LEAST, LETTER, ROW = 685, 172, 50, 6, 22


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
    longest = max((len(row.label) for row in rows), default=0)
    label = max(LEAST, min(LABEL, longest * LETTER + 8))
    cell = (WIDTH - label) // len(columns)
    shapes: list[Shape] = [
        Text(label + place * cell + cell // 2, 12 + line * 13, words, "middle", 9)
        for place, lines in enumerate(columns)
        for line, words in enumerate(lines)
    ]
    for number, row in enumerate(rows):
        shapes += _row(row, head + number * ROW, label, cell)
    return Chart(
        title, desc, label + cell * len(columns) + 2, head + ROW * len(rows) + 2, tuple(shapes)
    )


def _row(row: GridRow, top: int, label: int, cell: int) -> list[Shape]:
    most = (label - 8) // LETTER
    name = row.label if len(row.label) <= most else f"{row.label[: most - 1]}…"
    shapes: list[Shape] = [Text(0, top + 15, name, size=11)]
    for place, count in enumerate(row.counts):
        fill, x = shade(count, row.of), label + place * cell
        said = str(count) if row.of else "–"
        shapes.append(Rect(x, top, cell, ROW, fill=fill, stroke=LINE))
        shapes.append(Text(x + cell // 2, top + 15, said, "middle", 11, fill=ink_on(fill)))
    return shapes
