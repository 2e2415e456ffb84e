"""A coordinator declares a tie of the group, the lead stands it down, one of its people says no."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from grading.models import Grader
from grading.services.running import open_grading
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.grading.running.test_running import make_ready
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TIE = "The trust pays our rent."


def opened() -> tuple[World, Grader, Grader]:
    """Grading is open; a patient group has a coordinator and a member, and is not alone."""
    world = build_world()
    make_ready(world)
    coordinator = world.grader("pg", "patient_group")
    world.grader("ie", "independent_evaluator")
    Grader.objects.filter(pk=coordinator.pk).update(coordinator=True)
    open_grading(assessment=world.assessment, by=world.people["lead"])
    return world, coordinator, world.grader("pg", "patient_group", started=False)


@pytest.mark.parametrize(("width", "javascript"), [(768, False), (320, True), (1280, True)])
def test_declared_decided_and_denied(
    arrive: Callable[..., Person], committed_db: None, width: int, javascript: bool
) -> None:
    world, coordinator, member = opened()

    one = arrive("coordinator", width=width, javascript=javascript)
    one.goes(f"/i/{world.secrets[coordinator.pk].token}/").presses("Carry on")
    one.presses("Say that your whole group has a tie").types("What is your group's tie", TIE)
    one.chooses("I have talked with my group and speak for it")
    one.presses("Declare this for my group").reads("Everyone in your group is told")

    lead = arrive("lead", width=width, javascript=javascript)
    lead.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    lead.presses("Sign in", exact=True)
    lead.goes(reverse("grading:closing", args=[world.assessment.pk])).reads(TIE)
    lead.goes(reverse("grading:declarations", args=[world.assessment.pk])).reads(TIE)
    lead.presses("Decide").chooses("Stand the group down")
    lead.types("Why?", "It is paid by us.")
    lead.chooses("I decide this without knowing what the group answered")
    lead.presses("Save the decision").reads("The group stood down")

    other = arrive("member", width=width, javascript=javascript)
    other.goes(f"/i/{world.secrets[member.pk].token}/").reads("It is paid by us.")
    other.presses("Read why, or say no").reads(TIE).presses("Our group should count")
    other.reads("Your group counts again")
    lead.goes(reverse("grading:declarations", args=[world.assessment.pk]))
    lead.reads("Counts: its people said so").presses("Look or change")
    lead.reads("One of its people said that this group should count")
    assert one.faults == lead.faults == other.faults == []
