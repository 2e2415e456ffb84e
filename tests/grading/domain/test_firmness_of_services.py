"""An outcome graded by services hangs on whoever, left out of all of them, would change it."""

import random

import pytest

from grading.domain.edition import Edition
from grading.domain.results import OutcomeResult, PartResult, assemble
from grading.domain.scoring import middle_of_services
from tests.grading.domain.edition_cases import scored_edition
from tests.grading.domain.reconciliation_cases import SHORT, Case, groups

SERVICES = ("s1", "s2", "s3")


def outcome_of(edition: Edition, services: list[Case]) -> OutcomeResult:
    parts = []
    for key, case in zip(SERVICES, services, strict=True):
        got = case.settle()
        parts.append(
            PartResult("1A", key, key, got.grade, got.basis, None, "", "", reconciliation=got)
        )
    return assemble(edition, parts).outcomes[0]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return scored_edition()


def test_one_service_may_move_while_the_middle_stays(edition: Edition) -> None:
    firm, hangs = groups("A", "A"), groups("D", "E")
    assert hangs.settle().pivotal == ("g0",)
    outcome = outcome_of(edition, [firm, firm, hangs])
    assert (outcome.grade, outcome.pivotal) == ("achieving", ())


def test_small_moves_of_two_services_can_move_the_middle(edition: Edition) -> None:
    outcome = outcome_of(edition, [groups("A", "A"), groups("D", "A"), groups("D", "A")])
    assert (outcome.grade, outcome.pivotal) == ("developing", ("g0",))


@pytest.mark.parametrize("seed", range(200))
def test_they_are_those_without_whom_the_outcome_has_another_grade(
    edition: Edition, seed: int
) -> None:
    dice = random.Random(seed)
    cases = [
        groups(*(dice.choice([*SHORT, ""]) for _group in range(dice.randint(1, 4))))
        for _service in SERVICES
    ]
    outcome = outcome_of(edition, cases)
    without = {
        key: middle_of_services(
            [case.without({key}).settle().grade for case in cases],
            scale=edition.scale,
            required=edition.services_required,
        ).grade
        for key in ("g0", "g1", "g2", "g3")
    }
    assert list(outcome.pivotal) == [k for k, grade in without.items() if grade != outcome.grade]
