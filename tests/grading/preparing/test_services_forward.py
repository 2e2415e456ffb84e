"""Changing the services put forward keeps what was prepared for those that stay."""

import pytest

from edsportal.common.errors import InvalidInput
from edsportal.common.models import AuditEvent
from grading.models import Assessment
from grading.services.services_forward import choose_services
from grading.services.settings import start_assessment
from stakeholders.models import Service
from tests.grading.preparing import people
from tests.world import World, frameworks


def laid_out(assessment: Assessment) -> list[tuple[str, str | None]]:
    rows = assessment.assessed_outcomes.order_by("position")
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [(row.outcome_code, row.service and row.service.key) for row in rows]


def expected(assessment: Assessment, keys: list[str]) -> list[tuple[str, str | None]]:
    """Every outcome in the edition's order, those graded by service once for each."""
    codes = [(o.code, assessment.edition.by_service(o.code)) for o in assessment.edition.outcomes]
    return [(c, k) for c, by_service in codes for k in ((keys or [None]) if by_service else [None])]


@pytest.mark.parametrize("keys", [[], ["s2"], ["s3", "s1"], ["s1", "s2", "s3"]])
def test_outcomes_follow_the_services(world: World, keys: list[str]) -> None:
    chosen = [next(s for s in world.services if s.key == key) for key in keys]
    choose_services(assessment=world.assessment, services=chosen, by=world.people["lead"])
    assert laid_out(world.assessment) == expected(world.assessment, keys)
    forward = world.assessment.assessment_services.values_list("service__key", flat=True)
    assert list(forward) == keys


def test_new_services_come_by_name(world: World) -> None:
    choose_services(
        assessment=world.assessment,
        services=world.services[:1],
        new_names=["Maternity ", "", "maternity", "Example service 2"],
        by=world.people["lead"],
    )
    forward = list(world.assessment.assessment_services.values_list("service__name", flat=True))
    assert forward == ["Example service 1", "Maternity", "Example service 2"]
    assert Service.objects.get(name="Maternity").key == "maternity"
    assert AuditEvent.objects.filter(event="service_added").count() == 1


def test_a_name_in_another_script_gets_a_key(world: World) -> None:
    by = world.people["lead"]
    for name in ("\u0938\u0947\u0935\u093e", "\u0633\u0631\u0648\u0633"):
        choose_services(assessment=world.assessment, services=[], new_names=[name], by=by)
    assert len(set(world.organisation.services.values_list("key", flat=True))) == 5


def test_work_for_a_service_that_stays_is_kept(world: World) -> None:
    kept = world.assessed_outcome("1A", "s2")
    people.use(world, kept)
    choose_services(
        assessment=world.assessment, services=world.services[1:2], by=world.people["lead"]
    )
    kept.refresh_from_db()
    assert kept.evidence_uses.count() == 1


def test_work_for_a_service_is_not_dropped(world: World) -> None:
    people.use(world, world.assessed_outcome("1B", "s3"))
    before = laid_out(world.assessment)
    with pytest.raises(InvalidInput, match="evidence or a grade for Example service 3") as refused:
        choose_services(
            assessment=world.assessment, services=world.services[:2], by=world.people["lead"]
        )
    assert refused.value.problems[0].place == "services"
    assert laid_out(world.assessment) == before


def test_work_done_before_a_service_was_chosen_goes_to_the_first(world: World) -> None:
    assessment = start_assessment(
        organisation=world.organisation,
        framework=frameworks()["eds2022"],
        year="2026/27",
        by=world.people["lead"],
    )
    early = assessment.assessed_outcomes.get(outcome_code="1A")
    people.use(world, early)
    choose_services(assessment=assessment, services=world.services, by=world.people["lead"])
    early.refresh_from_db()
    assert early.service == world.services[0]
    assert laid_out(assessment) == expected(assessment, ["s1", "s2", "s3"])


def test_another_trusts_service_is_refused(world: World) -> None:
    service = Service.objects.create(organisation=world.other_organisation, key="x", name="X")
    with pytest.raises(InvalidInput, match="Choose services from the list"):
        choose_services(assessment=world.assessment, services=[service], by=world.people["lead"])
