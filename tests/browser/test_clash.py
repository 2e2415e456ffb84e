"""Two people change the same page: the second is shown both, and decides."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from grading.services.settings import change_settings
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed_db")]


@pytest.fixture
def world(committed_db: None, settings: object) -> World:
    settings.DEMO_SIGN_IN = True
    return build_world()


@pytest.fixture(params=[1280, 320])
def lead(arrive: Callable[..., Person], world: World, request: pytest.FixtureRequest) -> Person:
    pat = arrive("Pat", width=request.param)
    pat.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    return pat.presses("Sign in", exact=True)


def expects_a_clash(person: Person) -> None:
    """The browser itself notes a 409 as an error; nothing else may be wrong."""
    noise = "the server responded with a status of 409 (Conflict)"
    assert [fault for fault in person.faults if noise not in fault] == []


def test_settings_that_somebody_else_changed(lead: Person, world: World) -> None:
    lead.goes(f"/work/{world.assessment.pk}/settings/").types("Fewest local interests", "4")
    change_settings(
        assessment=world.assessment,
        method="lowest",
        quorum=2,
        closes_on=None,
        by=world.people["lead"],
    )
    lead.presses("Save and continue").reads(
        "Somebody else changed this since you opened the page",
        "What is saved now",
        "Lowest grade given",
    )
    assert lead.find("#id_quorum").input_value() == "4"
    lead.presses("Save and continue").reads("The settings are saved")
    world.assessment.refresh_from_db()
    assert world.assessment.quorum == 4
    expects_a_clash(lead)


def test_scope_that_somebody_else_changed(lead: Person, world: World) -> None:
    row = world.assessed_outcome("2A")
    address = f"/work/{world.assessment.pk}/scope/{row.pk}/"
    lead.goes(address).types("Why is it not graded", "My reason")
    row.in_scope, row.out_of_scope_reason = False, "Their reason"
    row.save()
    lead.presses("Leave this outcome out").reads("Somebody else changed this", "Their reason")
    lead.presses("Leave this outcome out").reads("is not graded this year")
    row.refresh_from_db()
    assert row.out_of_scope_reason == "My reason"
    expects_a_clash(lead)
