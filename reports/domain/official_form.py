"""The form of a standard as data: its sections and fields in order, where they come from.

`reports/official_forms/*.yaml` hold them; docs/official-forms.md tells what each line means.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

FORMAT = "eds-form/1"
EACH = ("", "goal", "outcome")


@dataclass(frozen=True, slots=True)
class FormField:
    """A label of the form and what fills it in; `only_for` and `not_for` are goals or codes."""

    label: str
    fill: str
    only_for: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()

    def is_for(self, key: str) -> bool:
        return key not in self.not_for and (not self.only_for or key in self.only_for)


@dataclass(frozen=True, slots=True)
class FormSection:
    """A head, then text, a table, fields; once, or for each goal or outcome."""

    heading: str
    each: str
    text: str
    table: str
    columns: tuple[str, ...]
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class FormFile:
    """A whole form. `certainty` is how sure its labels and their order are."""

    edition: str
    name: str
    certainty: str
    source_title: str
    source_url: str
    sections: tuple[FormSection, ...]


def read_form(text: str) -> FormFile:
    """The form a file holds; ValueError that names what is wrong with it."""
    raw = yaml.safe_load(text)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ValueError(f"This is not {FORMAT}.")
    return FormFile(
        edition=raw["edition"],
        name=raw["name"],
        certainty=raw["certainty"],
        source_title=raw["source"]["title"],
        source_url=raw["source"]["url"],
        sections=tuple(_section(section) for section in raw["sections"]),
    )


def _section(raw: Mapping[str, Any]) -> FormSection:
    section = FormSection(
        heading=raw["heading"],
        each=raw.get("each", ""),
        text=raw.get("text", ""),
        table=raw.get("table", ""),
        columns=tuple(raw.get("columns", ())),
        fields=tuple(
            FormField(
                field["label"],
                field["fill"],
                tuple(field.get("only_for", ())),
                tuple(field.get("not_for", ())),
            )
            for field in raw.get("fields", ())
        ),
    )
    if section.each not in EACH:
        raise ValueError(f"“{section.heading}”: each is {', '.join(EACH[1:])} or left out.")
    if bool(section.table) != bool(section.columns):
        raise ValueError(f"“{section.heading}”: a table needs columns, and columns a table.")
    return section
