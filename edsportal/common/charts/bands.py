"""A number against the bands it may fall in, with the number before it where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass

from edsportal.common.charts.shapes import (
    INK,
    PAPER,
    SHADES,
    Chart,
    Polygon,
    Rect,
    Shape,
    Text,
    ink_on,
)

LEFT, WIDTH, TOP, BAR = 12, 616, 40, 40
LETTER = 7


@dataclass(frozen=True, slots=True)
class Band:
    """From `minimum` to `maximum`, both included; `label` stands in it."""

    minimum: int
    maximum: int
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on the scale with its words."""

    value: int
    words: str


def bands_chart(
    bands: Sequence[Band], *, mark: Mark, before: Mark | None, title: str, desc: str
) -> Chart:
    """The bands side by side as wide as they are; `mark` points from above, `before` from below."""
    last = bands[-1].maximum + 1
    shapes: list[Shape] = []
    for place, band in enumerate(bands):
        shapes += _band(band, SHADES[min(place, len(SHADES) - 1)], last)
    shapes += _pointer(mark, last, above=True)
    if before is not None:
        shapes += _pointer(before, last, above=False)
    return Chart(title, desc, LEFT * 2 + WIDTH, TOP + BAR + (58 if before else 30), tuple(shapes))


def _place(value: int, last: int) -> int:
    return LEFT + WIDTH * value // last


def _band(band: Band, fill: str, last: int) -> list[Shape]:
    start, end = _place(band.minimum, last), _place(band.maximum + 1, last)
    span = f"{band.minimum}–{band.maximum}" if band.maximum > band.minimum else str(band.minimum)
    fits = (end - start) >= LETTER * len(band.label)
    shapes: list[Shape] = [Rect(start, TOP, end - start, BAR, fill=fill, stroke=INK)]
    if fits:
        shapes.append(
            Text((start + end) // 2, TOP + 25, band.label, "middle", bold=True, fill=ink_on(fill))
        )
    words = span if fits else f"{band.label} {span}"
    where, anchor = ((start + end) // 2, "middle") if fits else (end, "end")
    shapes.append(Text(where, TOP + BAR + 16, words, anchor, 11))
    return shapes


def _pointer(mark: Mark, last: int, *, above: bool) -> list[Shape]:
    x = (_place(mark.value, last) + _place(mark.value + 1, last)) // 2
    anchor = "start" if x < LEFT + WIDTH // 4 else "end" if x > LEFT + WIDTH * 3 // 4 else "middle"
    if above:
        corners = ((x, TOP - 2), (x - 8, TOP - 16), (x + 8, TOP - 16))
        return [Polygon(corners), Text(x, TOP - 22, mark.words, anchor, 15, bold=True)]
    foot = TOP + BAR + 22
    corners = ((x, foot), (x - 6, foot + 10), (x + 6, foot + 10))
    return [Polygon(corners, fill=PAPER), Text(x, foot + 26, mark.words, anchor, 12)]
