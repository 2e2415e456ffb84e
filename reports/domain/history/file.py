"""A file of past grades to its cells, after the checks that every evidence file passes."""

from typing import BinaryIO

from evidence.domain.file_check import check_file
from evidence.domain.file_text import UNREADABLE
from reports.domain.history.cells import Cells, FileWhy, NotReadable, within_limits
from reports.domain.history.csv_file import csv_cells
from reports.domain.history.docx_file import docx_cells
from reports.domain.history.xlsx_file import xlsx_cells

LARGEST = 5 * 1024 * 1024
"""Bytes. A filled-in template is some hundred thousand, pictures included."""
TYPES = ("csv", "docx", "xlsx")


def cells_of(stream: BinaryIO, *, name: str, size: int) -> Cells:
    """What stands in the file's tables. ``size`` is in bytes.

    Raises `evidence.domain.file_refusal.FileRefused` for a file that is not what its name
    says or would unpack to too much, and `NotReadable` for one that holds no tables to read.
    """
    kind = check_file(stream, name=name, size=size, limit=LARGEST).file_type.key
    if kind not in TYPES:
        raise NotReadable(FileWhy.WRONG_TYPE)
    try:
        if kind == "csv":
            return within_limits(csv_cells(stream.read()))
        return within_limits(docx_cells(stream) if kind == "docx" else xlsx_cells(stream))
    except UNREADABLE as error:
        raise NotReadable(FileWhy.UNREADABLE) from error
