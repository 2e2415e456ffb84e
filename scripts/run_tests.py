"""Run the tests on each kind of machine the portal is made for, then say what was not run.

First with nothing but Python (SQLite, no Redis), then with PostgreSQL, Redis and
the workers that tests start on them. What no database changes (most stories in a browser,
books page by page, half of the random lives, some states of the walk of every address) is run
once: in the one of the two that its mark names, or in the first where there is no second.
Arguments go to pytest. The exit status is 0 when all that could be run passed; with
REQUIRE_SERVICES=1 everything must be run.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from with_services import services, stop_politely

#: The shell draws and runs pages as the browser does, without a browser's own windows around
#: them: a new one costs a quarter.
USUAL_CHROMIUM = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
#: Folders whose tests touch no database: the second run would only repeat the first.
NO_DATABASE = ("tests/architecture", "tests/grading/domain", "tests/meta", "tests/setup")
#: Pytest's exit status where it found no test at all.
NO_TESTS = 5
#: What each of two runs leaves to the other; pyproject.toml says what the marks mean.
FIRST_OF_TWO = ("-m", "not (browser or once) or embedded")
SECOND_OF_TWO = ("-m", "not lean")
#: A test's full name, to the reason it was skipped or None where it was run.
Outcomes = dict[str, str | None]
#: Addresses a person may have set for their own portal must not reach its tests.
OF_A_REAL_PORTAL = (
    "DATABASE_URL",
    "REDIS_URL",
    "S3_BUCKET",
    "EMAIL_URL",
    "NOTIFY_API_KEY",
    "NOTIFY_TEMPLATE_ID",
    "OIDC_PROVIDERS",
    "CLAMAV_URL",
    "PORTAL_MODE",
    "DEBUG",
)


#: Made once for both runs and for every process that they start, also where the caller wants
#: no compiled files beside the sources: compiling all again is most of a process's start.
COMPILED = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(os.environ.get("DATA_DIR", "var/test")).resolve() / "compiled"),
}


def find_chromium() -> str | None:
    """The browser to drive: CHROMIUM if it is set, else the first of the usual ones."""
    named = os.environ.get("CHROMIUM")
    names = [named] if named else USUAL_CHROMIUM
    return next((path for name in names if (path := shutil.which(name))), None)


def run_suite(name: str, extra: dict[str, str], arguments: list[str]) -> tuple[int, Outcomes]:
    """Run pytest once; give its status and what became of each test."""
    print(f"\n==> {name}", flush=True)
    environment = {key: value for key, value in os.environ.items() if key not in OF_A_REAL_PORTAL}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist=worksteal"]
        command += [f"--junitxml={report}", *arguments]
        status = subprocess.run(
            command, check=False, env={**environment, **COMPILED, **extra}
        ).returncode
        return status, read_report(report) if report.exists() else {}


def read_report(report: Path) -> Outcomes:
    """Each test of a JUnit report, with the reason it was skipped or None."""
    # Written a moment ago by our own pytest: nothing in it comes from outside.
    root = ET.parse(report).getroot()  # noqa: S314
    tests: Outcomes = {}
    for case in root.iter("testcase"):
        skipped = case.find("skipped")
        name = f"{case.get('classname', '')}::{case.get('name', '')}"
        tests[name] = None if skipped is None else skipped.get("message", "no reason given")
    return tests


def not_run(suites: list[Outcomes]) -> list[str]:
    """Tests that no suite ran, with the reasons the suites gave."""
    names = sorted({name for suite in suites for name in suite})
    lines = []
    for name in names:
        reasons = [suite[name] for suite in suites if name in suite]
        if None not in reasons:
            lines.append(f"{name}: {'; '.join(sorted({str(reason) for reason in reasons}))}")
    return lines


def main(arguments: list[str]) -> int:
    """Both suites, the list, and the status that follows from them."""
    signal.signal(signal.SIGTERM, stop_politely)
    gaps = []
    common = {}
    if chromium := find_chromium():
        common["CHROMIUM"] = chromium
    else:
        gaps.append("Everything in a browser: Chromium was not found (set CHROMIUM to its path)")
    statuses, suites = [], []
    with services() as found:
        first = arguments if found.missing else [*FIRST_OF_TWO, *arguments]
        status, suite = run_suite("SQLite, no Redis", common, first)
        statuses.append(status)
        suites.append(suite)
        if found.missing:
            gaps += [f"The suite on PostgreSQL and Redis: {reason}" for reason in found.missing]
        else:
            status, suite = run_suite(
                "PostgreSQL, Redis, Celery workers (all that touches a database)",
                {**common, **found.environment},
                [*SECOND_OF_TWO, *(f"--ignore={folder}" for folder in NO_DATABASE), *arguments],
            )
            statuses.append(status)
            suites.append(suite)
    return report_outcome(statuses, gaps + not_run(suites))


def report_outcome(statuses: list[int], gaps: list[str]) -> int:
    """Print what was not run and give the exit status."""
    print("\nNot run:" if gaps else "\nNot run: nothing.")
    for gap in gaps:
        print(f"  - {gap}")
    # A run that the arguments left nothing to do is no failure where the other had something.
    had_tests = [status for status in statuses if status != NO_TESTS] or statuses
    failed = next((status for status in had_tests if status), 0)
    if not failed and gaps and os.environ.get("REQUIRE_SERVICES") == "1":
        print("REQUIRE_SERVICES=1 asks for all of it: failed.")
        return 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
