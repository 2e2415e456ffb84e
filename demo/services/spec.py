"""The demonstration's facts, read from its files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from grading.models import Assessment

DATA = Path(__file__).resolve().parent.parent / "data"
# Where the real trusts are; demo/data/history/README.md names the sources.
PLACES = DATA / "history" / "places.csv"
EXAMPLE_TRUST = "example_trust.yaml"
SAMPLE_HOSPITALS = "sample_hospitals.yaml"
SAMPLE_HOSPITALS_EDS2 = "sample_hospitals_eds2.yaml"

Spec = Mapping[str, Any]


def read_spec(name: str) -> Spec:
    """One trust's facts; the files say themselves what each part means."""
    spec: Spec = yaml.safe_load((DATA / name).read_text())
    return spec


def a_year_before(spec: Spec) -> Spec:
    """The same trust with what was different a year before."""
    changes = spec["last_year"]
    return {
        **spec,
        "out_of_scope": changes["out_of_scope"],
        "grades": {**spec["grades"], **changes["grades"]},
        "comments": changes["comments"],
        "we_did": changes["we_did"],
        "objectives": [],
    }


def history_files() -> list[Path]:
    """Real published grades, with their sources, as interchange files."""
    return sorted((DATA / "history").glob("*.json"))


def history_not_held() -> list[Path]:
    """Those to bring in: what an older demonstration holds, a file cannot change."""
    return [path for path in history_files() if not _held(json.loads(path.read_text()))]


def _held(told: Mapping[str, Any]) -> bool:
    return Assessment.objects.filter(
        organisation__ods_code=told["organisation"]["ods_code"],
        framework__key=told["framework"],
        year=told["year"],
    ).exists()
