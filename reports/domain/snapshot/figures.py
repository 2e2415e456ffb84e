"""The figures of the evidence, with small numbers hidden before they came here."""

from typing import TypedDict


class FigureRowPart(TypedDict):
    """One group. Numbers of people are rounded to 5, `rate` is whole per cent.

    All three are None where they are `hidden`, for people are few, and where there are none.
    `fares` is `as_well`, `less_well` or `not_known`; "" for everybody together.
    """

    group: str
    characteristic: str
    overall: bool
    numerator: int | None
    denominator: int | None
    rate: int | None
    hidden: bool
    fares: str


class MeasurePart(TypedDict):
    """One measure; `better` is `higher`, `lower` or "" where nothing says which is."""

    name: str
    better: str
    rows: list[FigureRowPart]


class IndicatorPart(TypedDict):
    """The figures of one piece of evidence, and the outcomes it was put forward for."""

    evidence: str
    outcomes: list[str]
    measures: list[MeasurePart]
