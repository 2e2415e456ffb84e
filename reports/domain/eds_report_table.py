"""The open data as a table: one row for each assessed outcome, and one for each outcome
made from its services.

Codes are those of `eds-report/1`; docs/open-data.md tells each column.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from edsportal.common.domain.spreadsheet import inert
from grading.domain.answers import NOT_ENOUGH_EVIDENCE
from reports.domain.snapshot import Snapshot

_FIRST = (
    "ods_code",
    "organisation",
    "organisation_kind",
    "framework",
    "year",
    "version",
    "published_on",
    "outcome",
    "service",
    "grade",
    "basis",
    "view_from",
    "organisation_grade",
    "local_interests",
)
_LAST = (
    "dissenting",
    "certainty",
    "certainty_note",
    "method",
    "quorum",
    "total_score",
    "total_of",
    "total_graded",
    "total_outcomes",
    "total_rating",
    "sha256",
)


def as_csv(report: Mapping[str, Any], *, answers: tuple[str, ...]) -> str:
    """The table as CSV with a heading row, lines ended as RFC 4180 asks.

    `answers` are the tally's keys in the edition's order, lowest grade first.
    """
    columns = [*_FIRST, *(f"tally_{answer}" for answer in answers), *_LAST]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    common = _common(report)
    for row in _rows(report):
        writer.writerow({name: _cell(value) for name, value in {**common, **row}.items()})
    return text.getvalue()


def answers_of(snapshot: Snapshot) -> tuple[str, ...]:
    """The tally's keys in the order of the scale, "not enough evidence" last."""
    return (*(grade["key"] for grade in snapshot["grades"]), NOT_ENOUGH_EVIDENCE)


def _cell(value: Any) -> Any:
    return inert(value) if isinstance(value, str) else value


def _common(report: Mapping[str, Any]) -> dict[str, Any]:
    organisation, total = report["organisation"], report["total"] or {}
    same = ("framework", "year", "version", "published_on", "method", "quorum", "sha256")
    return {
        "ods_code": organisation["ods_code"],
        "organisation": organisation["name"],
        "organisation_kind": organisation["kind"],
        **{name: report[name] for name in same},
        **{f"total_{name}": value for name, value in total.items()},
    }


def _rows(report: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for outcome in report["outcomes"]:
        yield _row(outcome["outcome"], outcome)
        for service in outcome["services"]:
            yield _row(outcome["outcome"], service)


def _row(code: str, graded: Mapping[str, Any]) -> dict[str, Any]:
    plain = (
        "service",
        "grade",
        "basis",
        "view_from",
        "organisation_grade",
        "local_interests",
        "dissenting",
        "certainty",
        "certainty_note",
    )
    tally = {f"tally_{answer}": times for answer, times in graded.get("tally", {}).items()}
    return {"outcome": code, **{name: graded.get(name) for name in plain}, **tally}
