"""Who grades what, narrowed for one assessment: fewer kinds than the edition allows, never more."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from edsportal.common.actors import Machine
from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from grading.domain.edition import Edition
from grading.domain.edition_file import read_edition_file
from grading.domain.narrowing import (
    EVERY_KIND,
    goals_left_open,
    kinds_entitled,
    narrowed,
)
from grading.domain.opening import ObstacleCode
from grading.models import Assessment
from grading.selectors.grader import grader_by_pk, outcomes_to_grade
from grading.selectors.opening import opening_obstacles
from grading.selectors.results import results_of
from grading.services import narrowing as service
from grading.services.assessment import create_assessment
from grading.services.framework import shipped_edition_files
from grading.services.narrowing import narrow_kinds, narrowing_stamp
from stakeholders.domain.kinds import LocalInterestKind
from tests.world import World, frameworks

CHOSEN = st.dictionaries(
    st.sampled_from(["1", "2", "3", "4", "9"]),
    st.lists(st.sampled_from([kind.value for kind in LocalInterestKind])),
)
STAFF_SIDE = {"3": ["trade_union", "staff"]}


@pytest.fixture
def eds2(world: World) -> World:
    """The trust's other assessment, by EDS2, which leaves every goal to every kind."""
    world.assessment = create_assessment(
        organisation=world.organisation,
        framework=frameworks()["eds2"],
        year="2024/25",
        services=[],
        by=Machine("test"),
    )
    return world


def lead_narrows(world: World, chosen: dict[str, list[str]] = STAFF_SIDE, **more: object) -> None:
    narrow_kinds(assessment=world.assessment, chosen=chosen, by=world.people["lead"], **more)
    world.assessment.refresh_from_db()


def test_only_who_is_left_grades_it(eds2: World) -> None:
    before = narrowing_stamp(eds2.assessment)
    lead_narrows(eds2)
    assert eds2.assessment.entitled_kinds("3.1") == {"trade_union", "staff"}
    assert eds2.assessment.entitled_kinds("1.1") == EVERY_KIND
    assert narrowing_stamp(eds2.assessment) != before
    patients = grader_by_pk(eds2.grader("pg", "patient_group").pk)
    union = grader_by_pk(eds2.grader("tu", "trade_union").pk)
    asked = [row.outcome_code for row in outcomes_to_grade(patients)]
    assert "3.1" not in asked
    assert "1.1" in asked
    assert "3.1" in [row.outcome_code for row in outcomes_to_grade(union)]
    assert results_of(eds2.assessment).graded == 0


def test_opening_asks_for_somebody_who_may(eds2: World) -> None:
    eds2.grader("pg", "patient_group")

    def without_anybody() -> set[str]:
        found = opening_obstacles(eds2.assessment)
        return {row.items for row in found if row.code is ObstacleCode.NOBODY_ENTITLED}

    assert without_anybody() == set()
    lead_narrows(eds2)
    assert without_anybody() != set()


def test_who_may_and_what_is_refused(eds2: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotPermitted):
        narrow_kinds(assessment=eds2.assessment, chosen=STAFF_SIDE, by=eds2.people["board"])
    for wrong in ({"9": ["staff"]}, {"3": []}, {"3": ["friends"]}):
        with pytest.raises(InvalidInput) as refused:
            lead_narrows(eds2, wrong)
        assert [problem.place for problem in refused.value.problems] == list(wrong)
    with pytest.raises(Clash):
        lead_narrows(eds2, seen="another")

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(service, "record", breaks)
    with pytest.raises(RuntimeError):
        lead_narrows(eds2)
    assert Assessment.objects.get(pk=eds2.assessment.pk).narrowing == {}
    monkeypatch.undo()
    Assessment.objects.filter(pk=eds2.assessment.pk).update(state="grading")
    with pytest.raises(NotNow):
        lead_narrows(eds2)


def test_an_edition_that_says_it_is_not_narrowed(world: World) -> None:
    with pytest.raises(InvalidInput):
        lead_narrows(world, {"1": ["healthwatch"]})
    page = world.client("lead").get(f"/work/{world.assessment.pk}/who-grades/")
    assert "This edition says itself who grades what" in page.content.decode()
    assert "/who-grades/" not in (
        world.client("lead").get(f"/work/{world.assessment.pk}/settings/").content.decode()
    )


def test_the_page(eds2: World) -> None:
    client, page = eds2.client("lead"), f"/work/{eds2.assessment.pk}/who-grades/"
    assert "every kind of group grades everything" in (
        client.get(f"/work/{eds2.assessment.pk}/settings/").content.decode()
    )
    assert client.get(page).status_code == 200
    every = [kind.value for kind in LocalInterestKind]
    body = {"goal_1": every, "goal_2": every, "goal_4": every, "goal_3": STAFF_SIDE["3"]}
    assert client.post(page, {**body, "goal_3": []}).status_code == 422
    assert client.post(page, {**body, "seen": "another"}).status_code == 409
    sent = client.post(page, {**body, "seen": narrowing_stamp(eds2.assessment)})
    assert sent.status_code == 302
    eds2.assessment.refresh_from_db()
    assert eds2.assessment.narrowing == {"3": ["trade_union", "staff"]}
    Assessment.objects.filter(pk=eds2.assessment.pk).update(state="grading")
    shown = client.get(page).content.decode()
    assert "cannot change any more" in shown
    assert "<form" not in shown.split("<main")[1]


def test_the_file_carries_it(eds2: World, tmp_path: Path) -> None:
    file, names = tmp_path / "out.json", ("TST", "2024/25", "--framework", "eds2")
    call_command("export_assessment", *names, "--output", str(file))
    document = json.loads(file.read_text())
    assert "who_grades" not in document["settings"]
    lead_narrows(eds2)
    call_command("export_assessment", *names, "--output", str(file))
    document = json.loads(file.read_text())
    assert document["settings"]["who_grades"] == STAFF_SIDE
    document["year"] = "2023/24"
    file.write_text(json.dumps(document))
    call_command("import_assessment", str(file))
    assert Assessment.objects.get(year="2023/24").narrowing == STAFF_SIDE
    document |= {"year": "2022/23"}
    document["settings"]["who_grades"] = {"9": ["staff"]}
    file.write_text(json.dumps(document))
    with pytest.raises(CommandError, match="who_grades"):
        call_command("import_assessment", str(file))


EDITIONS: list[Edition] = [read_edition_file(path)[1] for path in shipped_edition_files()]


@given(CHOSEN)
def test_a_narrowing_never_adds_a_kind(chosen: dict[str, list[str]]) -> None:
    for edition in EDITIONS:
        for outcome in edition.outcomes:
            got = kinds_entitled(edition, chosen, outcome.code)
            assert got <= edition.entitled_kinds(outcome.code)
            kept = kinds_entitled(edition, narrowed(edition, chosen), outcome.code)
            assert kept == got
            if edition.goal_of(outcome.code) not in goals_left_open(edition):
                assert got == edition.entitled_kinds(outcome.code)
