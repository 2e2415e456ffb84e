"""A change that lands while people save: nothing is lost, and nobody misses it."""

import pytest
from django.db import connection

from evidence.models import EvidenceVersion
from grading.models import AssessedOutcome, LocalGrade, ShownVersion
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.services.local_grade import save_local_grade
from tests.grading.grader.test_races import AT_ONCE, all_at_once
from tests.grading.seen import change, open_on_evidence, put_forward
from tests.world import World


@pytest.mark.usefixtures("committed_db")
def test_a_change_lands_while_graders_save(world: World) -> None:
    outcome = world.assessed_outcome("1A", "s1")
    item = put_forward(world, outcome)
    open_on_evidence(world)
    graders = [world.grader("hw", "healthwatch") for _each in range(AT_ONCE)]
    opened = []
    for grader in graders:
        mine = grader_by_pk(grader.pk)
        opened.append((mine, outcome_of_assessment(mine, outcome.pk)))

    def press(number: int) -> object:
        if number == 0:
            return change(world, item)
        mine, row = opened[number]
        return save_local_grade(
            assessed_outcome=row,
            answer="developing",
            comment=f"Text {number}",
            expected_version=0,
            evidence_round=0,
            by=mine,
        )

    ends = all_at_once(press)
    assert isinstance(ends[0], EvidenceVersion)
    outcome.refresh_from_db()
    saved = LocalGrade.objects.all()
    assert {grade.comment for grade in saved} == {f"Text {n}" for n in range(1, AT_ONCE)}
    # Whoever saved before or after it, each answered on the old evidence and is shown the new.
    assert {grade.looked_round for grade in saved} == {0}
    assert outcome.evidence_round == 1


@pytest.mark.usefixtures("committed_db")
def test_leads_changing_at_once_make_one_version_and_the_others_clash(world: World) -> None:
    from evidence.selectors.evidence_item import fingerprint

    outcome = world.assessed_outcome("1A", "s1")
    item = put_forward(world, outcome)
    open_on_evidence(world)
    seen = fingerprint(item)
    ends = all_at_once(lambda number: change(world, item, seen=seen))
    assert sum(isinstance(end, EvidenceVersion) for end in ends) == 1
    assert list(ShownVersion.objects.values_list("round", flat=True).order_by("round")) == [0, 1]
    assert AssessedOutcome.objects.get(pk=outcome.pk).evidence_round == 1


@pytest.mark.usefixtures("committed_db")
def test_a_change_does_not_wait_for_a_save_under_way(world: World) -> None:
    """Both hold the assessment; neither lock shuts the other out."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    from concurrent.futures import ThreadPoolExecutor

    from django.db import transaction

    from grading.services.local_grade import hold_open

    outcome = world.assessed_outcome("1A", "s1")
    item = put_forward(world, outcome)
    open_on_evidence(world)
    grader = world.grader("hw", "healthwatch")

    def changing() -> object:
        try:
            return change(world, item)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        hold_open(grader)
        assert isinstance(pool.submit(changing).result(timeout=20), EvidenceVersion)
