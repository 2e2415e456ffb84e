"""Charts as plain shapes: whole numbers in, a picture out that needs no script and no style.

`templates/common/chart.html` writes one down as SVG, the same for page and PDF. A chart
carries a title and a description in words, and never tells anything by colour alone. The
numbers also stand in a table beside it: that is the caller's part.
"""

from edsportal.common.charts.shapes import Chart, Circle, Line, Polygon, Rect, Text

__all__ = ["Chart", "Circle", "Line", "Polygon", "Rect", "Text"]
