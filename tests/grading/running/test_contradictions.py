"""Warnings on the page that opens grading, and what does stand in the way."""

from datetime import date

import pytest

from evidence.models import EvidenceFile, EvidenceItem
from grading.domain.opening import ObstacleCode
from grading.models import EvidenceUse
from grading.selectors.contradictions import contradictions_in
from grading.selectors.opening import opening_obstacles
from grading.services.assessment import create_assessment
from stakeholders.models import Characteristic
from tests.common.markup import parse_page
from tests.world import TEST, World, frameworks


def item(world: World, code: str = "2A", **facts: object) -> EvidenceItem:
    found = EvidenceItem.objects.create(
        organisation=world.organisation,
        **{"title": "Survey", "summary": "What people said.", **facts},
    )
    EvidenceUse.objects.create(assessed_outcome=world.assessed_outcome(code), item=found)
    return found


def file(of: EvidenceItem, scan: str, version: int = 1) -> None:
    EvidenceFile.objects.create(
        item=of, version=version, name="x.pdf", content_type="application/pdf", size=1, sha256="0",
        file="x", scan=scan,
    )  # fmt: skip


def opening(world: World) -> str:
    page = world.client("lead").get(f"/work/{world.assessment.pk}/opening/").content.decode()
    parse_page(page)
    return page.replace("&#x27;", "'")


def obstacles(world: World) -> dict[ObstacleCode, tuple[str, ...]]:
    return {found.code: found.items for found in opening_obstacles(world.assessment)}


def test_old_silent_and_held_back(world: World) -> None:
    found = item(world, effective_on=date(2019, 5, 1))
    found.characteristics.set(
        Characteristic.objects.filter(key__in=["race", "sex"], organisation=None)
    )
    file(found, "quarantined")
    page = opening(world)
    for words in (
        "it is from 1 May 2019, more than three years ago.",
        "it is marked as speaking of Race, Sex, but its summary never says so.",
        "its file waits to be scanned for viruses.",
        "no grader can open the file of Survey.",
    ):
        assert words in page


def test_the_same_text_as_last_year(world: World) -> None:
    last = create_assessment(
        organisation=world.organisation, framework=frameworks()["eds2022"], year="2024/25",
        services=world.services, by=TEST,
    )  # fmt: skip
    old = EvidenceItem.objects.create(
        organisation=world.organisation, title="Then", summary="what  people said"
    )
    EvidenceUse.objects.create(
        assessed_outcome=last.assessed_outcomes.get(outcome_code="2A"), item=old
    )
    item(world, "2A")
    assert "same text as last time for 2A" in opening(world)


def test_the_same_text_for_another_outcome_or_organisation_is_no_matter(world: World) -> None:
    for organisation, code in ((world.other_organisation, "2A"), (world.organisation, "2B")):
        last = create_assessment(
            organisation=organisation, framework=frameworks()["eds2022"], year="2024/25", by=TEST
        )
        old = EvidenceItem.objects.create(
            organisation=organisation, title="Then", summary="What people said."
        )
        row = last.assessed_outcomes.get(outcome_code=code)
        EvidenceUse.objects.create(assessed_outcome=row, item=old)
    item(world, "2A")
    assert contradictions_in(world.assessment, today=date(2026, 3, 1)) == []


@pytest.mark.parametrize(
    ("scans", "url", "stands_in_the_way"),
    [
        (["quarantined"], "", True),
        (["infected"], "", True),
        (["clean", "infected"], "", False),
        (["infected"], "https://example.org/", False),
        (["clean"], "", False),
        ([], "", False),
    ],
)
def test_a_file_that_no_grader_can_open(
    world: World, scans: list[str], url: str, stands_in_the_way: bool
) -> None:
    found = item(world, url=url)
    for version, scan in enumerate(scans, 1):
        file(found, scan, version)
    named = obstacles(world).get(ObstacleCode.NO_FILE_OPENS, ())
    assert named == (("Survey",) if stands_in_the_way else ())


def test_evidence_for_staff_alone_is_none_for_graders(world: World) -> None:
    found = item(world, "2A")
    assert "2A" not in obstacles(world)[ObstacleCode.NO_EVIDENCE]
    EvidenceItem.objects.filter(pk=found.pk).update(visibility="staff")
    assert "2A" in obstacles(world)[ObstacleCode.NO_EVIDENCE]


def test_as_many_queries_for_much_evidence(world: World, django_assert_num_queries) -> None:
    for many in (1, 3):
        for each in range(many):
            item(world, "2B", title=f"Item {many} {each}")
        with django_assert_num_queries(4):
            contradictions_in(world.assessment, today=date(2026, 3, 1))
