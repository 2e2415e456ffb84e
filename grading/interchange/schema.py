"""The published JSON Schema, and its complaints turned into sentences."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from grading.interchange.problems import Path, Problems, did_you_mean

SCHEMA_FILE = FilePath(__file__).with_name("eds-assessment-1.schema.json")

TYPE_WORDS = {
    "object": gettext_lazy("an object, { … }"),
    "array": gettext_lazy("a list, [ … ]"),
    "string": gettext_lazy("text in quotes"),
    "integer": gettext_lazy("a whole number"),
    "boolean": gettext_lazy("true or false"),
    "null": gettext_lazy("null"),
}


def _whole_pattern(
    validator: Validator, pattern: str, instance: object, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """Our patterns describe the whole text; Python's ``$`` would let a line end slip through."""
    if isinstance(instance, str) and not re.fullmatch(pattern, instance):
        yield ValidationError("pattern")


_Validator = extend(Draft202012Validator, {"pattern": _whole_pattern})


@cache
def validator() -> Validator:
    """The schema, read once."""
    return _Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def check_schema(data: Any, problems: Problems) -> Any:
    """Note everything the schema says against `data`; return what of it is sound.

    In the copy that comes back each unsound value is gone (None in a list), so that what
    the values mean can be checked in the same reading.
    """
    sound = deepcopy(data)
    errors = sorted(
        validator().iter_errors(data), key=lambda error: _order(tuple(error.absolute_path))
    )
    for error in errors:
        for path, problem, mend in _told(error):
            problems.add(path, problem, mend)
            _drop(sound, path)
    return sound


def _order(path: Path) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in path]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the schema wanted of a value, under which rule of it, and what stands there."""

    rule: Mapping[str, Any]
    wanted: Any
    instance: Any


def _told(error: ValidationError) -> Iterator[tuple[Path, str, str]]:
    """Each problem in one complaint: its path, what is wrong, how to mend it."""
    path: Path = tuple(error.absolute_path)
    keyword = str(error.validator)
    rule = cast("Mapping[str, Any]", error.schema)
    complaint = Complaint(rule, error.validator_value, error.instance)
    if keyword == "required":
        # jsonschema complains once per missing field, and names it in the message alone.
        name = re.match(r"'(.+?)' is", error.message)
        missing = name[1] if name else ""
        yield (*path, missing), _("is missing."), _("Add it.")
    elif keyword == "additionalProperties":
        known = list(complaint.rule["properties"])
        for name in (n for n in complaint.instance if n not in known):
            yield (*path, name), _("is not a field of this format."), did_you_mean(name, known)
    else:
        yield path, *SENTENCES[keyword](complaint)


def _wrong_type(complaint: Complaint) -> tuple[str, str]:
    wanted = [complaint.wanted] if isinstance(complaint.wanted, str) else complaint.wanted
    kinds = _(" or ").join(str(TYPE_WORDS[kind]) for kind in wanted)
    return _("is of the wrong type: %s.") % _shown(complaint.instance), _("Write %s.") % kinds


def _not_in_list(complaint: Complaint) -> tuple[str, str]:
    wrong, known = complaint.instance, [value for value in complaint.wanted if value is not None]
    return _("is not known: %s.") % _shown(wrong), did_you_mean(str(wrong), known)


def _wrong_constant(complaint: Complaint) -> tuple[str, str]:
    return _("is not a format read here: %s.") % _shown(complaint.instance), _(
        "Write “%s”."
    ) % complaint.wanted


def _malformed(complaint: Complaint) -> tuple[str, str]:
    return _("is not well formed: %s.") % _shown(complaint.instance), _(
        "Write %s."
    ) % complaint.rule["description"]


def _too_long(complaint: Complaint) -> tuple[str, str]:
    most = complaint.wanted
    return (
        ngettext("is longer than %d character.", "is longer than %d characters.", most) % most,
        _("Shorten it."),
    )


def _too_many(complaint: Complaint) -> tuple[str, str]:
    return _("has more than %d entries.") % complaint.wanted, _(
        "Check that the file is the right one."
    )


def _empty(complaint: Complaint) -> tuple[str, str]:
    return _("is empty."), _("Fill it in.")


def _repeated(complaint: Complaint) -> tuple[str, str]:
    return _("names something twice."), _("Name each once.")


def _too_small(complaint: Complaint) -> tuple[str, str]:
    return _("is too small: %s.") % _shown(complaint.instance), _(
        "Write %d or more."
    ) % complaint.wanted


def _too_big(complaint: Complaint) -> tuple[str, str]:
    return _("is too big: %s.") % _shown(complaint.instance), _(
        "Write %d or less."
    ) % complaint.wanted


SENTENCES: Mapping[str, Callable[[Complaint], tuple[str, str]]] = {
    "type": _wrong_type,
    "enum": _not_in_list,
    "const": _wrong_constant,
    "pattern": _malformed,
    "maxLength": _too_long,
    "maxItems": _too_many,
    "minLength": _empty,
    "minItems": _empty,
    "uniqueItems": _repeated,
    "minimum": _too_small,
    "maximum": _too_big,
}


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _drop(data: Any, path: Path) -> None:
    """Take the value at `path` out of `data`; in a list None stands in, so others keep places."""
    if not path:
        return
    for step in path[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
    last = path[-1]
    if isinstance(data, list) and isinstance(last, int):
        data[last] = None
    elif isinstance(data, dict):
        data.pop(str(last), None)
