"""One bar for each row, in parts that are counted: how many of each sort, row under row."""

from collections.abc import Sequence
from dataclasses import dataclass

from edsportal.common.charts.shapes import INK, SHADES, Chart, Rect, Shape, Text, ink_on

LABEL, WIDTH, BAR, GAP, NOTE = 84, 430, 30, 12, 126


@dataclass(frozen=True, slots=True)
class Row:
    """A bar: its name, how many of each sort (the last is "none of them"), words behind it."""

    label: str
    counts: tuple[int, ...]
    note: str


def rows_chart(rows: Sequence[Row], *, letters: Sequence[str], title: str, desc: str) -> Chart:
    """`letters` stand in the parts with their counts, one for each sort and one for none."""
    shapes: list[Shape] = []
    for number, row in enumerate(rows):
        shapes += _bar(row, 4 + number * (BAR + GAP), letters)
    return Chart(title, desc, LABEL + WIDTH + NOTE, len(rows) * (BAR + GAP), tuple(shapes))


def _bar(row: Row, top: int, letters: Sequence[str]) -> list[Shape]:
    whole = sum(row.counts) or 1
    shapes: list[Shape] = [Text(0, top + 20, row.label, bold=True)]
    done = 0
    for place, (count, letter) in enumerate(zip(row.counts, letters, strict=True)):
        if not count:
            continue
        start, end = (LABEL + WIDTH * part // whole for part in (done, done + count))
        none = place == len(letters) - 1
        fill = SHADES[0] if none else SHADES[min(place, len(SHADES) - 1)]
        shapes.append(Rect(start, top, end - start, BAR, fill=fill, stroke=INK, dashed=none))
        shapes.append(
            Text(
                (start + end) // 2, top + 20, f"{letter} {count}", "middle", 12, True, ink_on(fill)
            )
        )
        done += count
    shapes.append(Text(LABEL + WIDTH + 8, top + 20, row.note, size=11))
    return shapes
