"""Open data, field by field as the design has it."""

import csv
import io

import pytest

from reports.domain.eds_report import eds_report
from reports.domain.eds_report_table import answers_of, as_csv
from reports.services.snapshot import build_snapshot
from tests.reports.cases import ON, graded, history
from tests.world import World

NOBODY = {
    "undeveloped": 0,
    "developing": 0,
    "achieving": 0,
    "excelling": 0,
    "not_enough_evidence": 0,
}


def part(
    grade: str | None, basis: str, own: str | None, heard: int, dissenting: int = 0, **tally: int
) -> dict:
    return {
        "grade": grade,
        "basis": basis,
        "view_from": "answers" if grade else None,
        "organisation_grade": own,
        "local_interests": heard,
        "tally": {**NOBODY, **tally},
        "dissenting": dissenting,
    }


def agreed_part(heard: int) -> dict:
    return part("achieving", "agreed", "achieving", heard, achieving=heard)


def by_service(code: str, first: dict) -> dict:
    return {
        "outcome": code,
        "grade": "achieving",
        "basis": "middle_of_services",
        "organisation_grade": None,
        "services": [
            {"service": "s1", **first},
            {"service": "s2", **agreed_part(3)},
            {"service": "s3", **agreed_part(3)},
        ],
    }


def plain(code: str, graded_part: dict) -> dict:
    return {"outcome": code, **graded_part, "services": []}


@pytest.fixture
def report(world: World) -> dict:
    return eds_report(build_snapshot(graded(world), version=1, published_on=ON), sha256="f" * 64)


def test_the_whole_example(report: dict) -> None:
    prevailed = part(
        "developing", "local_view_prevails", "excelling", 3, 1, developing=2, achieving=1
    )
    split = part(
        "undeveloped", "local_view_prevails", "achieving", 2, 1, undeveloped=1, excelling=1
    )
    no_evidence = part("undeveloped", "local_view_prevails", "achieving", 2, not_enough_evidence=2)
    assert report == {
        "format": "eds-report/1",
        "organisation": {"ods_code": "TST", "name": "Test Community NHS Trust", "kind": "provider"},
        "framework": "eds2022",
        "year": "2025/26",
        "version": 1,
        "published_on": "2026-02-27",
        "method": "median",
        "quorum": 1,
        "outcomes": [
            by_service("1A", prevailed),
            *(by_service(code, agreed_part(3)) for code in ("1B", "1C", "1D")),
            plain("2A", split),
            plain("2B", agreed_part(2)),
            plain("2C", agreed_part(2)),
            plain("2D", part(None, "not_graded", "achieving", 0)),
            plain("3A", agreed_part(2)),
            plain("3B", {**no_evidence, "view_from": "no_evidence"}),
            plain("3C", part(None, "out_of_scope", None, 0)),
        ],
        "total": {"score": None, "of": 33, "graded": 9, "outcomes": 11, "rating": None},
        "ways": [{"way": "link", "people": "*"}],
        "sha256": "f" * 64,
    }


def test_history_has_no_total_and_nobody_heard(world: World) -> None:
    report = eds_report(build_snapshot(history(world), version=1, published_on=ON), sha256="")
    assert report["total"] is None
    assert len(report["outcomes"]) == 18
    assert {outcome["basis"] for outcome in report["outcomes"]} == {"as_published"}
    assert {outcome["local_interests"] for outcome in report["outcomes"]} == {0}


def test_the_table_says_the_same(world: World, report: dict) -> None:
    snapshot = build_snapshot(world.assessment, version=1, published_on=ON)
    rows = list(
        csv.DictReader(io.StringIO(as_csv(report, answers=answers_of(snapshot)), newline=""))
    )
    assert len(rows) == 11 + 4 * 3
    assert [row["outcome"] for row in rows if not row["service"]] == [
        o["outcome"] for o in report["outcomes"]
    ]
    first = next(row for row in rows if row["service"] == "s1")
    assert (first["grade"], first["organisation_grade"], first["tally_developing"]) == (
        "developing",
        "excelling",
        "2",
    )
    assert (first["total_score"], first["total_graded"], first["sha256"]) == ("", "9", "f" * 64)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(report: dict, start: str) -> None:
    report["organisation"]["name"] = f"{start}cmd|' /C calc'!A0"
    rows = list(csv.DictReader(io.StringIO(as_csv(report, answers=tuple(NOBODY)), newline="")))
    assert {row["organisation"] for row in rows} == {f"'{start}cmd|' /C calc'!A0"}


def test_plain_values_stay_as_they_are(report: dict) -> None:
    report["total"]["score"] = -1
    first, *_rest = csv.DictReader(io.StringIO(as_csv(report, answers=tuple(NOBODY)), newline=""))
    assert (first["ods_code"], first["total_score"], first["total_rating"]) == ("TST", "-1", "")
