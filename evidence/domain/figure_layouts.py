"""Which column of a table of figures says what, told by the words that head it.

Three layouts are known. *One row for each group*: `measure` and `group`, and `value` or
`numerator`. *WRES* and *WDES*: a row for each indicator (or metric), the groups beside each
other, as trusts print them. Order, capitals and other columns do not matter.

Source of the WRES and WDES words: NHS England, WDES technical guidance 2023, and the WRES
and WDES reports 2025 of North Cumbria Integrated Care, as docs/evidence.md tells.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

NAMES = (
    "measure",
    "characteristic",
    "group",
    "value",
    "overall",
    "numerator",
    "denominator",
    "better",
)
LOOKED_FOR = (
    "measure, group and value",
    "measure, group, numerator and denominator",
    "indicator, white and BME (WRES)",
    "metric, disabled and non-disabled (WDES)",
)
OVERALL = frozenset({"overall", "all", "total", "everyone", "all people", "all staff"})


@dataclass(frozen=True, slots=True)
class Block:
    """The columns of one group; a layout of one row for each group has one with no name."""

    columns: dict[str, int]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """``measure`` are the columns that together name what is measured."""

    measure: tuple[int, ...]
    blocks: tuple[Block, ...]
    characteristic: str = ""
    better: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Standard:
    characteristic: str
    groups: dict[str, tuple[str, ...]]
    needed: frozenset[str]
    better: dict[str, str]


_UNKNOWN = ("unknown", "not stated", "not declared", "not disclosed", "prefer not to say", "null")
_OVERALL = ("overall", "all staff", "everyone", "total")
_WRES = _Standard(
    "Ethnicity",
    {
        "BME": ("bme", "bame", "black and minority ethnic", "ethnic minority", "global majority"),
        "White": ("white",),
        "Ethnicity unknown": (*(f"ethnicity {word}" for word in _UNKNOWN), *_UNKNOWN),
        "Overall": _OVERALL,
    },
    frozenset({"BME", "White"}),
    dict.fromkeys(("2", "4", "7"), "higher") | dict.fromkeys(("3", "5", "6", "8"), "lower"),
)
_WDES = _Standard(
    "Disability",
    {
        "Non-disabled": ("non disabled", "nondisabled", "not disabled"),
        "Disabled": ("disabled",),
        "Disability unknown": (*(f"disability {word}" for word in _UNKNOWN), *_UNKNOWN),
        "Overall": _OVERALL,
    },
    frozenset({"Disabled", "Non-disabled"}),
    dict.fromkeys(("2", "4b", "5", "7", "8", "9", "9a"), "higher")
    | dict.fromkeys(("3", "4", "4a", "6"), "lower"),
)
_MEASURE_WORDS = ("indicator", "metric", "measure", "wres indicator", "wdes metric")
_MORE_WORDS = ("descriptor", "description", "indicator description", "metric description", "detail")
_PARTS = {
    "": "value",
    "value": "value",
    **dict.fromkeys(("%", "percent", "per cent", "percentage", "rate", "likelihood"), "rate"),
    **dict.fromkeys(
        ("numerator", "number", "count", "headcount", "n", "staff", "appointed"), "numerator"
    ),
    **dict.fromkeys(
        ("denominator", "base", "shortlisted", "responses", "out of", "workforce"), "denominator"
    ),
}


def layout_of(head: Sequence[object]) -> Layout | None:
    """How a row of headings is to be read; None where it heads no table that is known."""
    heads = [plain(cell) for cell in head]
    return _one_row_each(heads) or _side_by_side(heads, _WDES) or _side_by_side(heads, _WRES)


def better_of(measure: str, known: dict[str, str] | None) -> str:
    """Whether higher or lower is better, by an indicator's number; "" where it is not known."""
    number = re.match(r"\D{0,12}(\d{1,2})\s*\(?([ab]?)\b", measure.casefold())
    if not known or number is None:
        return ""
    return known.get("".join(number.groups()), known.get(number[1], ""))


def plain(cell: object) -> str:
    """A heading without capitals and marks: “Non-Disabled (%)” is “non disabled %”."""
    words = re.sub(r"[^\w%]+", " ", str(cell if cell is not None else "").casefold())
    return " ".join(words.replace("%", " % ").split())


def _one_row_each(heads: list[str]) -> Layout | None:
    found = {name: heads.index(name) for name in NAMES if name in heads}
    telling = {"measure", "group"} <= set(found) and {"value", "numerator"} & set(found)
    return Layout((found.pop("measure"),), (Block(found),)) if telling else None


def _side_by_side(heads: list[str], standard: _Standard) -> Layout | None:
    named = [next((heads.index(w) for w in words if w in heads), None) for words in
             (_MEASURE_WORDS, _MORE_WORDS)]  # fmt: skip
    measure = tuple(at for at in named if at is not None)
    blocks: dict[str, dict[str, int]] = {}
    for at, head in enumerate(heads):
        group, part = _group_and_part(head, standard)
        if group and part and at not in measure:
            blocks.setdefault(group, {}).setdefault(part, at)
    if not measure or not standard.needed <= set(blocks):
        return None
    return Layout(
        measure,
        tuple(Block(columns, group) for group, columns in blocks.items()),
        standard.characteristic,
        standard.better,
    )


def _group_and_part(head: str, standard: _Standard) -> tuple[str, str]:
    for group, words in standard.groups.items():
        for word in sorted(words, key=len, reverse=True):
            rest = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", head, count=1)
            if rest != head:
                left = (
                    re.sub(r"\b(staff|applicants|people|of)\b", " ", rest) if rest.split() else ""
                )
                part = _PARTS.get(" ".join(left.split()))
                return group, part or ""
    return "", ""
