"""Stairs: one step for each grade, dark up to the one that was reached, with a flag on it."""

from edsportal.common.charts.shapes import DARK, INK, PAPER, Chart, Line, Polygon, Rect, Shape

STEP, RISE, FOOT, POLE = 40, 22, 150, 34


def steps_chart(reached: int | None, of: int, *, title: str) -> Chart:
    """`reached` counts from 0, the lowest; None where no step was."""
    shapes: list[Shape] = []
    for place in range(of):
        height = RISE * (place + 1)
        dark = reached is not None and place <= reached
        shapes.append(
            Rect(
                4 + place * STEP,
                FOOT - height,
                STEP,
                height,
                fill=DARK if dark else PAPER,
                stroke=INK,
                stroke_width=2,
                dashed=not dark,
            )
        )
    if reached is not None:
        shapes += _flag(4 + reached * STEP + STEP // 2, FOOT - RISE * (reached + 1))
    return Chart(title, title, STEP * of + 8, FOOT + 4, tuple(shapes))


def _flag(x: int, foot: int) -> list[Shape]:
    top = foot - POLE
    return [
        Line(x, foot, x, top, stroke=INK, stroke_width=3),
        Polygon(((x, top), (x + 20, top + 8), (x, top + 16)), fill=DARK),
    ]
