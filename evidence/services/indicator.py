"""Keeping the figures of a file."""

from collections.abc import Sequence
from typing import BinaryIO, cast

from evidence.domain.file_types import FILE_TYPES
from evidence.domain.indicator_file import Figure, FigureTable, figures_of
from evidence.models import EvidenceFile, Indicator


def keep_indicators(*, file: EvidenceFile, figures: Sequence[Figure]) -> None:
    """Keep a file's rows in their order, inside the caller's transaction."""
    Indicator.objects.bulk_create(
        Indicator(
            file=file,
            position=position,
            measure=figure.measure,
            characteristic=figure.characteristic,
            group=figure.group,
            overall=figure.overall,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            better=figure.better,
        )
        for position, figure in enumerate(figures, 1)
    )


def table_in(file: EvidenceFile) -> FigureTable:
    """The table of a kept file as it came, for its own staff; empty for one that is held back."""
    file_type = next((t for t in FILE_TYPES if t.content_type == file.content_type), None)
    if file_type is None or file.held_back:
        return FigureTable()
    with file.file.open("rb") as stream:
        return figures_of(cast(BinaryIO, stream), file_type)
