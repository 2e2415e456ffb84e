"""Questions about figures that are typed in: the item, and a row of boxes for each group."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edsportal.common.forms import CharField, SelectField
from edsportal.common.typed_text import Kept
from evidence.domain.typed_figures import (
    COLUMNS,
    MOST_ROWS,
    TYPED_NAME,
    TypedRow,
    Wrong,
    problems_of,
    typed_csv,
)
from evidence.forms.evidence_item import EvidenceForm
from evidence.models import EvidenceItem

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FIRST_ROWS = 3
LABELS: "Mapping[str, StrPromise]" = {
    "measure": gettext_lazy("What is measured"),
    "characteristic": gettext_lazy("Characteristic"),
    "group": gettext_lazy("Group"),
    "value": gettext_lazy("Per cent of this group"),
    "overall": gettext_lazy("Per cent of people overall"),
    "numerator": gettext_lazy("People it is true for"),
    "denominator": gettext_lazy("People in the group"),
    "better": gettext_lazy("Which is better?"),
}
BETTER = [
    ("", gettext_lazy("Not said")),
    ("higher", gettext_lazy("A higher percentage")),
    ("lower", gettext_lazy("A lower percentage")),
]
WORDS: "Mapping[tuple[str, Wrong], StrPromise]" = {
    ("measure", Wrong.MISSING): gettext_lazy("Row %(row)d: say what is measured"),
    ("group", Wrong.MISSING): gettext_lazy("Row %(row)d: name the group, or write Overall"),
    ("group", Wrong.TWICE): gettext_lazy("Row %(row)d: this group is there already"),
    ("value", Wrong.NO_NUMBER): gettext_lazy(
        "Row %(row)d: enter the per cent, or how many people it is true for"
    ),
    ("value", Wrong.NOT_PER_CENT): gettext_lazy("Row %(row)d: enter a per cent from 0 to 100"),
    ("overall", Wrong.NOT_PER_CENT): gettext_lazy(
        "Row %(row)d: enter a per cent of people overall from 0 to 100"
    ),
    ("numerator", Wrong.NOT_PEOPLE): gettext_lazy(
        "Row %(row)d: enter how many people it is true for as a whole number, like 120"
    ),
    ("denominator", Wrong.NOT_PEOPLE): gettext_lazy(
        "Row %(row)d: enter how many people are in the group as a whole number, like 400"
    ),
    ("numerator", Wrong.MORE_THAN_ALL): gettext_lazy(
        "Row %(row)d: it cannot be true for more people than are in the group"
    ),
}


class TypedFiguresForm(EvidenceForm):
    """An item whose file is typed. Rows are added and taken away by buttons, without a script."""

    def __init__(
        self, *args: Any, rows: Sequence[TypedRow] = (), adding: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, file_limit=0, **kwargs)
        for name in ("file", "url", "kind"):
            del self.fields[name]
        self.number = 0
        number = _number_of(self.data) if self.is_bound else max(FIRST_ROWS, len(rows))
        self._have_rows(min(MOST_ROWS, number + adding))
        for at, row in enumerate(rows):
            for name in LABELS:
                self.initial[_key(at, name)] = getattr(row, name)

    def take_back(self, kept: Kept) -> None:
        """As many rows as were sent, so that each has its boxes."""
        self._have_rows(_number_of(kept.data))
        super().take_back(kept)

    def _have_rows(self, number: int) -> None:
        for at in range(self.number, number):
            for name, label in LABELS.items():
                self.fields[_key(at, name)] = _field(name, label)
        self.number = max(self.number, number)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        rows = self._rows()
        for at, name, wrong in problems_of(rows):
            self.add_error(_key(at, name), WORDS[name, wrong] % {"row": at + 1})
        if all(row.empty for row in rows):
            self.add_error(_key(0, "measure"), _("Fill in at least one row"))
        return said

    def boxes(self) -> list[tuple[int, list[BoundField]]]:
        """Number of each row, from 1, and its boxes."""
        return [(at + 1, [self[_key(at, name)] for name in LABELS]) for at in range(self.number)]

    def upload(self) -> SimpleUploadedFile:
        """The table as a file, once the form is valid."""
        return SimpleUploadedFile(TYPED_NAME, typed_csv(self._rows()), content_type="text/csv")

    def facts(self) -> Any:
        """What was said of the item: figures are data, and have no link of their own."""
        self.cleaned_data |= {"kind": EvidenceItem.Kind.DATA, "url": ""}
        return super().facts()

    def _rows(self) -> list[TypedRow]:
        return [
            TypedRow(**{name: self.cleaned_data.get(_key(at, name), "") for name in COLUMNS})
            for at in range(self.number)
        ]


def without_row(data: Any, row: int) -> Any:
    """What was sent (a `QueryDict`), less one row, counted from 1; those below move up."""
    left = data.copy()
    number = _number_of(data)
    for at in range(row - 1, number):
        for name in LABELS:
            below = data.get(_key(at + 1, name), "")
            if at + 1 < number:
                left[_key(at, name)] = below
            else:
                left.pop(_key(at, name), None)
    return left


def _number_of(data: Mapping[str, Any]) -> int:
    """How many rows were sent: as many as have a box for what is measured."""
    return max(
        1, next((at for at in range(MOST_ROWS) if _key(at, "measure") not in data), MOST_ROWS)
    )


def _key(at: int, name: str) -> str:
    return f"row{at}_{name}"


def _field(name: str, label: "StrPromise") -> CharField | SelectField:
    if name == "better":
        return SelectField(label=label, choices=BETTER, required=False, say_optional=False)
    longest = 200 if name in ("measure", "characteristic", "group") else 12
    return CharField(label=label, required=False, max_length=longest, say_optional=False)
