"""What a correction changed: nothing said twice, nothing missed, nothing made up."""

import copy

import pytest

from reports.domain.changes import changes_between
from reports.presenters.changes import change_lines
from reports.services.report import publish, publish_correction
from tests.reports.cases import ON, agreed
from tests.reports.small_reports import random_report
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
