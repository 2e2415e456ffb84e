"""A form to a Word file: the only place that calls python-docx."""

from typing import Any


def make_docx(form: Any) -> bytes:
    raise NotImplementedError
