"""The list at the end of a test run is true, and counts as a failure where it must."""

import textwrap
from pathlib import Path

import pytest
import run_tests
import with_services


def test_a_test_that_one_suite_ran_was_run() -> None:
    suites: list[run_tests.Outcomes] = [
        {"a": None, "b": "needs PostgreSQL"},
        {"a": "slow", "b": None},
    ]
    assert run_tests.not_run(suites) == []


def test_a_test_that_no_suite_ran_is_listed_with_every_reason() -> None:
    suites: list[run_tests.Outcomes] = [{"a": "no browser"}, {"a": "no Redis"}]
    assert run_tests.not_run(suites) == ["a: no Redis; no browser"]


def test_reasons_are_read_from_pytests_own_report(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        textwrap.dedent("""\
        <testsuites><testsuite>
          <testcase classname="tests.x" name="test_ran"/>
          <testcase classname="tests.x" name="test_left"><skipped message="no Chromium"/></testcase>
        </testsuite></testsuites>""")
    )
    assert run_tests.read_report(report) == {
        "tests.x::test_ran": None,
        "tests.x::test_left": "no Chromium",
    }


@pytest.mark.parametrize(
    ("statuses", "gaps", "required", "expected"),
    [
        ([0, 0], [], "1", 0),
        ([0, 0], ["something"], "", 0),
        ([0, 0], ["something"], "1", 1),
        ([0, 1], [], "", 1),
        ([2, 0], ["something"], "1", 2),
        ([0, 5], [], "1", 0),
        ([5, 1], [], "", 1),
        ([5, 5], [], "", 5),
    ],
)
def test_the_status_follows_from_failures_and_from_gaps_where_all_is_required(
    monkeypatch: pytest.MonkeyPatch,
    statuses: list[int],
    gaps: list[str],
    required: str,
    expected: int,
) -> None:
    monkeypatch.setenv("REQUIRE_SERVICES", required)
    assert run_tests.report_outcome(statuses, gaps) == expected


def test_given_addresses_are_used_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.setenv("TEST_REDIS_URL", "redis://elsewhere/0")
    with with_services.services() as found:
        assert found.environment == {
            "DATABASE_URL": "postgres://elsewhere/db",
            "REDIS_URL": "redis://elsewhere/0",
        }
        assert found.missing == []


def test_a_missing_service_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TEST_REDIS_URL", raising=False)
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.setenv("PATH", str(tmp_path))
    with with_services.services() as found:
        assert [reason.split(" is not")[0] for reason in found.missing] == ["Redis"]
        assert "REDIS_URL" not in found.environment
