"""A bar for each group's rate, its name above it, and a dashed mark where everybody stands.

Narrow enough to be read on a phone without being made smaller. Bars begin at nought and end
at the next round number above the highest rate, which stands below them: of 7 and 9 in a
hundred one must see which is more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from edsportal.common.charts.shapes import DARK, INK, LINE, PAPER, Chart, Line, Rect, Shape, Text

WIDTH, FULL, BAR, STEP, TOP, FOOT = 310, 240, 18, 46, 4, 22
# A name of more letters goes on in a second line.
LONGEST, LINE_OF_NAME = 40, 17
ROUND = (10, 20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """A group's name, its rate in whole per cent (None where there is none), words behind it."""

    label: str
    rate: int | None
    words: str
    overall: bool = False


def bars_chart(bars: Sequence[Bar], *, line: int | None, title: str, desc: str) -> Chart:
    """``line`` is the rate of everybody in whole per cent, None where it is not known."""
    highest = max((bar.rate or 0 for bar in bars), default=0)
    end = next((end for end in ROUND if end >= max(highest, line or 0)), ROUND[-1])
    shapes: list[Shape] = []
    top = TOP
    for bar in bars:
        *above, last = _lines(bar.label)
        for words in above:
            shapes.append(Text(0, top + 14, words, size=14))
            top += LINE_OF_NAME
        shapes += _bar(bar, last, top, end)
        if line is not None and bar.rate is not None:
            shapes += _mark(FULL * line // end, top + 19)
        top += STEP
    return Chart(title, desc, WIDTH, top + FOOT, (*shapes, *_scale(top, end)))


def _lines(label: str) -> list[str]:
    """A name in one line or two; the table beside the chart has the rest of a longer one."""
    return wrap(label, LONGEST, max_lines=2, placeholder=" …") or [label]


def _bar(bar: Bar, name: str, top: int, end: int) -> list[Shape]:
    """Everybody's bar is empty, so that it stands apart without colour."""
    shapes: list[Shape] = [Text(0, top + 14, name, size=14)]
    if bar.rate is None:
        return [*shapes, Text(0, top + 33, bar.words, size=14, bold=True)]
    length = max(FULL * min(bar.rate, end) // end, 1)
    fill = PAPER if bar.overall else DARK
    shapes.append(Rect(0, top + 19, length, BAR, fill=fill, stroke=DARK))
    shapes.append(Text(FULL + 8, top + 33, bar.words, size=14, bold=True))
    return shapes


def _mark(x: int, top: int) -> list[Shape]:
    """Where everybody stands: on white, so that it is seen on a bar, and never on words."""
    return [
        Line(x, top - 2, x, top + BAR + 2, stroke=PAPER, stroke_width=6),
        Line(x, top - 2, x, top + BAR + 2, stroke=INK, stroke_width=2, dashed=True),
    ]


def _scale(foot: int, end: int) -> list[Shape]:
    return [
        Line(0, foot, FULL, foot, stroke=LINE),
        Text(0, foot + 16, "0%", size=12),
        Text(FULL, foot + 16, f"{end}%", "end", 12),
    ]
