"""What charts are made of."""

from dataclasses import dataclass

INK, LINE, DARK, PAPER = "#212b32", "#768692", "#003087", "#ffffff"
#: Steps of one blue, told apart in grey too; writing on the last is white.
SHADES = (PAPER, "#d6e5f3", "#8fb8de", DARK)


@dataclass(frozen=True, slots=True)
class Rect:
    """A box; `dashed` draws its border in dashes."""

    x: int
    y: int
    width: int
    height: int
    fill: str = PAPER
    stroke: str = LINE
    stroke_width: int = 1
    dashed: bool = False
    kind: str = "rect"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: int
    y1: int
    x2: int
    y2: int
    stroke: str = LINE
    stroke_width: int = 1
    dashed: bool = False
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class Circle:
    """A dot."""

    x: int
    y: int
    r: int
    fill: str = DARK
    kind: str = "circle"


@dataclass(frozen=True, slots=True)
class Polygon:
    """Corners joined up and filled."""

    points: tuple[tuple[int, int], ...]
    fill: str = INK
    stroke: str = INK
    kind: str = "polygon"

    @property
    def corners(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place; `anchor` is start, middle or end."""

    x: int
    y: int
    words: str
    anchor: str = "start"
    size: int = 12
    bold: bool = False
    fill: str = INK
    kind: str = "text"


Shape = Rect | Line | Circle | Polygon | Text


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole picture. `title` is what it shows, `desc` tells what is seen in it."""

    title: str
    desc: str
    width: int
    height: int
    shapes: tuple[Shape, ...]


def ink_on(fill: str) -> str:
    """The colour of writing that can be read on this shade."""
    return PAPER if fill == DARK else INK


def shade(part: int, of: int) -> str:
    """The shade for a share: none the lightest, all the darkest; whole numbers only."""
    if part <= 0 or of <= 0:
        return SHADES[0]
    return SHADES[min(3, 1 + (3 * part - 1) // of)]
