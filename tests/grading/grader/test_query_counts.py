"""The busiest pages ask the database a fixed number of things, however much there is."""

import pytest
from django.test import Client

from evidence.models import EvidenceFile, EvidenceItem
from grading.models import AssessedOutcome, EvidenceUse, Grader
from grading.services.frozen_evidence import freeze_uses
from grading.services.local_grade import save_local_grade
from stakeholders.models import Characteristic
from tests.world import World


def crowd(world: World, number: int) -> None:
    """More graders with answers to everything."""
    for _each in range(number):
        other = world.grader("hw", "healthwatch")
        for row in world.assessment.assessed_outcomes.filter(outcome_code__startswith="1"):
            row.assessment = world.assessment
            save_local_grade(
                assessed_outcome=row, answer="achieving", comment="x", expected_version=0, by=other
            )


def pile(world: World, outcome: AssessedOutcome, number: int) -> None:
    """More evidence, each with two groups and two versions of a file, kept as grading opens."""
    for each in range(number):
        item = EvidenceItem.objects.create(
            organisation=world.organisation, title=f"Item {each}", summary="What it shows."
        )
        item.characteristics.set(Characteristic.objects.all()[:2])
        EvidenceUse.objects.create(assessed_outcome=outcome, item=item)
        for version in (1, 2):
            EvidenceFile.objects.create(
                item=item,
                version=version,
                file="x",
                name="x.pdf",
                content_type="application/pdf",
                size=1,
                sha256="0",
            )
    freeze_uses(EvidenceUse.objects.filter(assessed_outcome=outcome), by=None)


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_each_page(
    open_world: World,
    grader: Grader,
    outcome: AssessedOutcome,
    browser: Client,
    many: int,
    django_assert_num_queries: object,
) -> None:
    crowd(open_world, many)
    pile(open_world, outcome, many)
    # Session, grader, questions, own answers, evidence, groups to speak of, what was asked.
    # The report of the year before is asked for once, and then kept for everybody.
    for number in (8, 7):
        with django_assert_num_queries(number):
            assert browser.get(f"/grade/{outcome.pk}/").status_code == 200
    # Session, grader, question; transaction, still open, answer, history, transaction's end.
    typed = {"answer": "achieving", "comment": "", "version": "0", "continue_to": "0"}
    with django_assert_num_queries(8):
        assert browser.post(f"/grade/{outcome.pk}/", typed).status_code == 302
    # The words of a comment are one more row of the history.
    with django_assert_num_queries(9):
        typed |= {"comment": "x", "version": "1"}
        assert browser.post(f"/grade/{outcome.pk}/", typed).status_code == 302
    # Session, grader, questions, own answers, the group's; on the walk what was asked as well.
    for address, queries in (("/grade/", 6), ("/grade/check/", 5)):
        with django_assert_num_queries(queries):
            assert browser.get(address).status_code == 200
    browser.post("/grade/check/")
    with django_assert_num_queries(5):
        assert browser.get("/grade/receipt/").status_code == 200


def test_each_item_is_shown_once_with_its_newest_file(
    open_world: World, outcome: AssessedOutcome, browser: Client
) -> None:
    pile(open_world, outcome, 3)
    shown = browser.get(f"/grade/{outcome.pk}/").content.decode()
    newest = EvidenceFile.objects.filter(version=2)
    assert shown.count("Download x.pdf") == 3
    assert all(f"/grade/evidence/{file.pk}/" in shown for file in newest)
