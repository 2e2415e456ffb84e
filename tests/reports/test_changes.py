"""What a correction changed: nothing said twice, nothing missed, nothing made up."""

import copy
import json
from typing import Any, get_type_hints

import pytest

from reports.domain.changed_keys import EXEMPT, What
from reports.domain.changes import changes_between
from reports.domain.snapshot import (
    EvidencePart,
    GradedPart,
    ObjectivePart,
    OrganisationPart,
    OutcomePart,
    Snapshot,
    TotalPart,
)
from reports.presenters.changes import PLAIN, SIDE_BY_SIDE, change_lines
from reports.services.report import publish, publish_correction
from tests.reports.cases import ON, agreed
from tests.reports.small_reports import GOLDEN, random_report
from tests.world import World


@pytest.mark.parametrize("seed", range(10))
def test_the_same_report_has_no_changes(seed: int) -> None:
    snapshot = random_report(seed)
    later = copy.deepcopy(snapshot) | {"version": 2, "published_on": "2026-04-01"}
    assert changes_between(snapshot, later) == []


def test_each_change_is_told_in_words() -> None:
    before = random_report(3)
    after = copy.deepcopy(before)
    part = after["outcomes"][4]["parts"][0]
    old = before["outcomes"][4]["parts"][0]["grade"]
    part["grade"] = "excelling" if old != "excelling" else "developing"
    part["local_interests"] += 1
    part["organisation_reason"] = "A new reason"
    part["evidence"] = [{"title": "New survey", "kind": "", "summary": "", "url": "", "groups": []}]
    after["objectives"] = []
    labels = {grade["key"]: grade["label"] for grade in after["grades"]}
    code = after["outcomes"][4]["code"]
    assert change_lines(changes_between(before, after)) == [
        f"{code}: The agreed grade was {labels[old]}; it is now {labels[part['grade']]}.",
        f"{code}: Local interests heard: {part['local_interests'] - 1} before, "
        f"{part['local_interests']} now.",
        f"{code}: The organisation’s reason was rewritten.",
        f"{code}: Evidence was added: New survey.",
        "An objective was taken out: Everyone can reach us.",
    ]


def test_what_an_older_version_had_no_place_for_has_not_changed() -> None:
    before = random_report(1)
    after = copy.deepcopy(before)
    for outcome in before["outcomes"]:
        for part in outcome["parts"]:
            part.pop("faring_well", None)
    assert changes_between(before, after) == []


def parts_of(snapshot: Snapshot) -> dict[str, Any]:
    """One of each thing whose keys are compared one by one, where an outcome has services."""
    outcome = next(row for row in snapshot["outcomes"] if row["by_service"])
    return {
        "Snapshot": snapshot,
        "OrganisationPart": snapshot["organisation"],
        "TotalPart": snapshot["total"],
        "OutcomePart": outcome,
        "GradedPart": outcome["parts"][0],
        "EvidencePart": outcome["parts"][0]["evidence"][0],
        "ObjectivePart": snapshot["objectives"][0],
    }


TYPES = (
    Snapshot,
    OrganisationPart,
    TotalPart,
    OutcomePart,
    GradedPart,
    EvidencePart,
    ObjectivePart,
)
GRADES = ("grade", "organisation_grade")


def whole_report() -> Snapshot:
    """The golden report with every key a report can have."""
    snapshot: Snapshot = json.loads(GOLDEN.read_text())
    for key in get_type_hints(Snapshot):
        snapshot.setdefault(key, [])  # type: ignore[misc]
    snapshot["total"] = {
        "score": None,
        "of": 33,
        "graded": 9,
        "outcomes": 11,
        "rating": None,
        "to_next": None,
        "next_rating": None,
    }
    for outcome in snapshot["outcomes"]:
        outcome.setdefault("easy_read", "")
        outcome.setdefault("pivotal", [])
        for part in outcome["parts"]:
            for key in get_type_hints(GradedPart):
                part.setdefault(key, [])  # type: ignore[misc]
            for item in part["evidence"]:
                item.update(version=1, version_on="2026-01-01", sha256="a" * 64)
    return snapshot


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (kind.__name__, key)
        for kind in TYPES
        for key in get_type_hints(kind)
        if key not in EXEMPT.get(kind.__name__, ())
    ],
)
def test_a_change_of_any_key_is_told(kind: str, key: str) -> None:
    """Walks the types of a snapshot, so that what is added to them is compared as well."""
    before, after = whole_report(), whole_report()
    changed = parts_of(after)[kind]
    changed[key] = another(key, changed[key])
    assert parts_of(before)[kind][key] != changed[key]
    found = changes_between(before, after)
    assert found
    assert all(change_lines(found))


def another(key: str, value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case _ if key in GRADES:
            return "excelling" if value != "excelling" else "developing"
        case bool():
            return not value
        case dict():
            return value | {"text": "Another"}
        case list():
            return value[1:] if value else ["more"]
    return f"{value} or another"


def test_what_a_version_says_of_itself_is_no_change() -> None:
    before, after = whole_report(), whole_report()
    for key in EXEMPT["Snapshot"] - {"changes"}:
        after[key] = "another"  # type: ignore[literal-required]
    assert changes_between(before, after) == []


def test_every_kind_of_change_has_its_words() -> None:
    assert set(What) == {*SIDE_BY_SIDE, *PLAIN}


def test_a_correction_of_nothing_says_so(world: World) -> None:
    lead, assessment = world.people["lead"], agreed(world)
    publish(assessment=assessment, published_on=ON, by=lead)
    publish_correction(
        assessment=assessment, after_version=1, reason="A word", published_on=ON, by=lead
    )
    page = world.client("anonymous").get("/reports/TST/eds2022/2025-26/").content.decode()
    assert "Nothing in the report itself. Only the reason above was added." in page


def test_a_correction_freezes_and_shows_what_it_changed(world: World) -> None:
    lead, assessment = world.people["lead"], agreed(world)
    publish(assessment=assessment, published_on=ON, by=lead)
    assessment.assessed_outcomes.filter(outcome_code="2B").update(organisation_reason="Better")
    client = world.client("lead")
    preview = client.get(f"/work/{assessment.pk}/report/correct/").content.decode()
    line = "2B: The organisation’s reason was rewritten."
    assert line in preview
    publish_correction(
        assessment=assessment, after_version=1, reason="A word", published_on=ON, by=lead
    )
    assert line in world.client("anonymous").get("/reports/TST/eds2022/2025-26/").content.decode()
