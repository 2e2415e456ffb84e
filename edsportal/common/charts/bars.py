"""A bar for each group's rate, its name above it, and a dashed line where everybody stands.

Narrow enough to be read on a phone without being made smaller.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from edsportal.common.charts.shapes import DARK, INK, PAPER, Chart, Line, Rect, Shape, Text

WIDTH, FULL, BAR, STEP, TOP = 310, 240, 18, 46, 4
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A group's name, its rate in whole per cent (None where there is none), words behind it."""

    label: str
    rate: int | None
    words: str
    overall: bool = False


def bars_chart(bars: Sequence[Bar], *, line: int | None, title: str, desc: str) -> Chart:
    """``line`` is the rate of everybody in whole per cent, None where it is not known."""
    shapes: list[Shape] = []
    for number, bar in enumerate(bars):
        shapes += _bar(bar, TOP + number * STEP)
    height = TOP + STEP * len(bars)
    if line is not None:
        x = FULL * line // 100
        shapes.append(Line(x, 0, x, height, stroke=INK, stroke_width=2, dashed=True))
    return Chart(title, desc, WIDTH, height, tuple(shapes))


def _bar(bar: Bar, top: int) -> list[Shape]:
    """Everybody's bar is empty, so that it stands apart without colour."""
    name = bar.label if len(bar.label) <= LONGEST else f"{bar.label[: LONGEST - 1]}…"
    shapes: list[Shape] = [Text(0, top + 14, name, size=14)]
    length = FULL * bar.rate // 100 if bar.rate is not None else 0
    if bar.rate is not None:
        fill = PAPER if bar.overall else DARK
        shapes.append(Rect(0, top + 19, max(length, 1), BAR, fill=fill, stroke=DARK))
    shapes.append(Text(length + 6 if length else 4, top + 33, bar.words, size=14, bold=True))
    return shapes
