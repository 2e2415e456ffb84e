"""The public tables with their columns and meanings: the data dictionary is made from here.

A table is written as CSV or JSON with the same stable codes; docs/open-data.md shows them all.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edsportal.common.domain.spreadsheet import inert

FORMAT = "eds-table/1"
# Fewer organisations than this are no group to compare with.
SMALLEST_SET = 5
Row = Mapping[str, Any]

_BODY = {
    "ods_code": "ODS code of the organisation",
    "organisation": "its name as it is now",
}
_OF = {
    "framework": "key of the edition, as in the address of a report",
    "year": "reporting year: 2023/24, or 2015 for a calendar year",
}
_OUTCOME = {"outcome": "the edition's code of the outcome"}
_SET = {
    "compared_with": "england, kind (bodies of the same kind) or region (of the same region)",
    "set": "which kind or region; empty for england",
    "organisations": "organisations of the set that have a grade for this outcome and year",
    "grade": "key of a grade of the edition",
    "count": (
        "organisations of the set with this grade; in a comparison empty where the set has "
        f"fewer than {SMALLEST_SET} organisations"
    ),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A public table: its stable name, what a row is, and each column with its meaning."""

    name: str
    what: str
    columns: Mapping[str, str]


REPORTS = Table(
    "reports",
    "one row for each published report, in its current version",
    {
        **_BODY,
        "organisation_kind": "provider or commissioner",
        "region": "its region, empty where not known",
        "place": "its town or area, empty where not known",
        "fictional": "true for a made-up organisation, which is in no count",
        **_OF,
        "version": "the current version, from 1",
        "published_on": "day the current version was published",
        "first_published_on": "day version 1 was published",
        "withdrawn": "true where the current version is withdrawn: then it has no grades here",
        "history": "true where only the grades as once published are known",
        "graded": "outcomes with a grade; empty where withdrawn",
        "outcomes": "outcomes in the report",
        "total_score": "points in all, empty where the edition adds none or a grade is missing",
        "total_of": "the highest possible total",
        "total_rating": "key of the grade that the total stands for",
        "sha256": "fingerprint of the report's frozen record",
        "report": "address of the report; .json and .csv stand beside it",
    },
)
GRADES = Table(
    "grades",
    "one row for each outcome of an organisation's current reports that are not withdrawn",
    {
        **_BODY,
        **_OF,
        "version": "the version the grade is from",
        **_OUTCOME,
        "grade": "key of the agreed or published grade, empty where there is none",
        "score": "points of the grade, where the edition gives points",
        "basis": "what the grade stands on, as in eds-report/1",
        "certainty": (
            "of a grade brought in from a published report: seen in its source, or inferred from "
            "other facts there. Empty where nothing says, and for grades given here"
        ),
        "firmness": (
            "firm: no single local interest decides the grade. hangs_on_one: one alone, left "
            "out, would change it. Empty: not known"
        ),
        "local_interests": (
            "how many local interests were heard; of an outcome graded by services, the most "
            "for any of them"
        ),
        "own_grade": (
            "the grade the organisation gave itself; of services the middle one. Empty unless "
            "the organisation agrees to be compared with the local view"
        ),
        "gap": (
            "own grade minus local view, in steps of the scale: above 0 it saw itself better. "
            "Empty unless the organisation agrees, and where there is nothing to compare"
        ),
    },
)
DISTRIBUTION = Table(
    "distribution",
    "one row for each grade of an outcome: how many organisations have it",
    {**_OF, **_OUTCOME, **_SET},
)
COMPARISON = Table(
    "comparison",
    "the same beside one organisation's grade, for each set it belongs to",
    {
        "ods_code": _BODY["ods_code"],
        **_OF,
        **_OUTCOME,
        "own_result": "key of this organisation's agreed or published grade, empty without one",
        "own_grade": (
            "the grade this organisation gave itself. Empty unless it agrees to be compared with "
            "the local view"
        ),
        "gap": (
            "own grade minus local view, in steps of the scale: above 0 it saw itself better. "
            "Empty unless the organisation agrees, and where there is nothing to compare"
        ),
        **_SET,
    },
)
YEARS = Table(
    "years",
    "one row for each edition and reporting year in which reports were published",
    {
        **_OF,
        "reports": "reports of all England, without withdrawn and made-up ones",
        "publish_by": "day by which the edition asks for publication, empty where it names none",
        "in_time": "reports whose version 1 was published by that day",
    },
)
TABLES = (REPORTS, GRADES, DISTRIBUTION, COMPARISON, YEARS)


def as_csv(table: Table, rows: Iterable[Row]) -> str:
    """The rows with a heading, lines ended as RFC 4180 asks; null is an empty cell."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table.columns), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(row[name]) for name in table.columns} for row in rows)
    return text.getvalue()


def as_data(table: Table, rows: Sequence[Row]) -> dict[str, Any]:
    """The rows as data; names of columns are those of the CSV."""
    return {
        "format": FORMAT,
        "table": table.name,
        "rows": [{name: row[name] for name in table.columns} for row in rows],
    }


def dictionary() -> dict[str, Any]:
    """Every table and column with its meaning."""
    return {
        "format": FORMAT,
        "tables": [
            {
                "table": table.name,
                "row": table.what,
                "columns": [
                    {"name": name, "meaning": words} for name, words in table.columns.items()
                ],
            }
            for table in TABLES
        ],
    }


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return inert(value) if isinstance(value, str) else value
