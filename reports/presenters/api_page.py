"""The page about the API, from its own OpenAPI document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a call takes."""

    name: str
    meaning: str
    required: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One address of the API."""

    path: str
    summary: str
    parameters: list[Parameter]


def api_page(document: Mapping[str, Any], *, most: int) -> dict[str, Any]:
    """Context of the page."""
    return {"calls": [_call(path, said) for path, said in document["paths"].items()], "most": most}


def _call(path: str, said: Mapping[str, Any]) -> Call:
    operation = said["get"]
    parameters = [
        Parameter(taken["name"], taken.get("description", ""), taken["required"])
        for taken in operation.get("parameters", [])
    ]
    return Call(path, operation["summary"], parameters)
