"""From bytes to plain JSON values. What is wrong here has a line and a column."""

import json
from typing import Any, Never

from django.utils.translation import gettext as _

from edsportal.common.errors import InvalidInput, Problem
from grading.interchange.problems import Path, Problems

LARGEST = 20 * 1024 * 1024
"""Bytes; a national workshop of 500 people over 33 outcomes is about a fifth of it."""


def parse(raw: bytes) -> Any:
    """The JSON in `raw`, UTF-8 with or without a byte order mark.

    Stricter than Python's reader: a field given twice, NaN and text that no database
    takes are refused. Raises `InvalidInput`.
    """
    if len(raw) > LARGEST:
        _refuse(
            _("the whole file"),
            _("is larger than 20 MB."),
            _("Put each assessment in a file of its own."),
        )
    try:
        data = json.loads(_text(raw), object_pairs_hook=_fields_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = _("line %(line)d, column %(column)d") % {
            "line": error.lineno,
            "column": error.colno,
        }
        _refuse(
            place, _("is not JSON: %s.") % error.msg, _("Correct it there, or write the file anew.")
        )
    except RecursionError:
        _refuse(
            _("the whole file"),
            _("is nested too deeply."),
            _("Write it as docs/interchange.md shows."),
        )
    problems = Problems()
    _check_text((), data, problems)
    problems.raise_any()
    return data


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        place = _("line %(line)d, column %(column)d") % {"line": line, "column": column}
        _refuse(place, _("is not UTF-8 text."), _("Save the file with the encoding UTF-8."))


def _fields_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, value in pairs:
        if name in seen:
            _refuse(f"“{name}”", _("is given twice in one object."), _("Keep one of the two."))
        seen[name] = value
    return seen


def _no_constant(constant: str) -> Never:
    _refuse(constant, _("is not a JSON value."), _("Write a number, or null."))


def _check_text(path: Path, value: Any, problems: Problems) -> None:
    """Refuse characters that cannot be stored: NUL, and halves of a character."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            problems.add(path, _("has a character that cannot be stored."), _("Take it out."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_text((*path, index), item, problems)
    elif isinstance(value, dict):
        for name, item in value.items():
            _check_text((), name, problems)
            _check_text((*path, name), item, problems)


def _refuse(place: str, problem: str, mend: str) -> Never:
    raise InvalidInput([Problem(place, problem, mend)])
