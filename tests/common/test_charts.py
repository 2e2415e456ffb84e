"""Drawings of figures: what stands where, as shapes."""

from edsportal.common.charts.bars import FOOT, LINE_OF_NAME, STEP, TOP, Bar, bars_chart
from edsportal.common.charts.shapes import Chart, Text

LONG = "Language: People who speak little English"


def drawn(*labels: str) -> Chart:
    bars = [Bar(label, 15, "15%") for label in labels]
    return bars_chart(bars, line=7, title="Waits", desc="By group")


def names(chart: Chart) -> list[str]:
    return [shape.words for shape in chart.shapes if isinstance(shape, Text) and shape.x == 0]


def test_a_long_name_goes_on_in_a_second_line() -> None:
    chart = drawn("Sex: Men", LONG, "Everyone")
    assert names(chart)[:4] == [
        "Sex: Men",
        "Language: People who speak little",
        "English",
        "Everyone",
    ]
    assert chart.height == TOP + 3 * STEP + LINE_OF_NAME + FOOT


def test_a_name_of_three_lines_ends_with_dots() -> None:
    first, second, *_scale = names(
        drawn(f"{LONG} and others who ask for an interpreter at every visit")
    )
    assert first == "Language: People who speak little"
    assert second.endswith("…")


def test_no_name_is_no_trouble() -> None:
    assert names(drawn(""))[0] == ""
