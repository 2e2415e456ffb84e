"""The lead reads how grades came about and answers a hint; the board reads the reason."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from grading.domain.workflow import Move
from grading.services.assessment import create_assessment, move
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.grading.running.test_sign_off import answer
from tests.world import TEST, World, build_world, frameworks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def closed(world: World) -> World:
    """The trust says excelling of 2A, two unions and the grading end in developing."""
    row = world.assessed_outcome("2A")
    row.organisation_grade, row.organisation_reason = "excelling", "Our survey says so."
    row.save()
    answer(world, "north", "developing")
    answer(world, "south", "developing")
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    return world


@pytest.mark.parametrize(("javascript", "width"), [(True, 320), (True, 1280), (False, 320)])
def test_how_a_grade_came_about_and_a_hint_answered(
    arrive: Callable[..., Person], committed_db: None, javascript: bool, width: int
) -> None:
    world = closed(build_world())
    pk = world.assessment.pk
    lead = arrive("lead", javascript=javascript, width=width)
    lead.goes(
        reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])])
    ).presses("Sign in")
    lead.goes(reverse("grading:reconciliation", args=[pk]))
    lead.reads("Local view prevails", "No single local interest decides this grade.")
    lead.presses("Show only where the local view differs")
    assert lead.find("section.app-outcome").count() == 1
    lead.find("summary").first.click()
    lead.reads("But it is up to the groups", "Example north", "Example south")
    lead.presses("How grades are reached", exact=True).reads("One group, one voice")
    lead.goes(reverse("grading:reconciliation", args=[pk]))
    lead.presses(": all that it names").reads("Graded by")
    lead.types("Why can this stand?", "Nobody could come.").presses("Save the reason")
    lead.reads("Your reason is saved.", "Nobody could come.")
    board = arrive("board", javascript=javascript, width=width)
    board.goes(
        reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["board"])])
    ).presses("Sign in")
    board.goes(reverse("grading:sign_off", args=[pk]))
    board.reads("Things to look at", "Nobody could come.")
    assert not [*lead.faults, *board.faults]


@pytest.mark.parametrize("width", [320, 1280])
def test_goals_and_groups_of_an_edition_that_counts_them(
    arrive: Callable[..., Person], committed_db: None, width: int
) -> None:
    world = build_world()
    world.assessment = create_assessment(
        organisation=world.organisation, framework=frameworks()["eds2"], year="2025/26", by=TEST
    )
    for step in (Move.OPEN_GRADING, Move.CLOSE_GRADING):
        move(world.assessment, move=step, by=TEST)
    lead = arrive("lead", javascript=True, width=width)
    lead.goes(
        reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])])
    ).presses("Sign in")
    lead.goes(reverse("grading:reconciliation", args=[world.assessment.pk]))
    lead.reads("Grades by goal", "Groups that fare well", "Nobody named a group")
    assert lead.find("svg[role=img]").count() == 1
    assert not lead.faults
