"""The grading page as people meet it: on a phone, by keyboard, without scripts, in easy read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from grading.domain.workflow import Move
from grading.models import Grader, LocalGrade
from grading.services.assessment import create_assessment, move
from tests.browser.person import Person
from tests.world import TEST, World, build_world, frameworks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(committed_db: None) -> World:
    """EDS2, which counts groups, open for grading."""
    world = build_world()
    world.assessment = create_assessment(
        organisation=world.organisation, framework=frameworks()["eds2"], year="2025/26", by=TEST
    )
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    return world


@pytest.fixture
def grader(world: World) -> Grader:
    return world.grader("hw", "healthwatch")


def comes_in(person: Person, world: World, grader: Grader) -> Person:
    person.goes(f"/i/{world.secrets[grader.pk].token}/").presses("Carry on")
    return person.presses("Go to the first question")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_practice_easy_read_and_the_first_answers(
    arrive: Callable[..., Person], world: World, grader: Grader, javascript: bool
) -> None:
    sam = comes_in(arrive("Sam", javascript=javascript, width=320), world, grader)
    sam.presses("Practise first").reads("Practice, not counted").chooses("Developing")
    sam.presses("See what happens").reads("You chose: Developing", "Nothing of this practice")
    assert LocalGrade.objects.count() == 0
    sam.presses("Go to the first real question").does_not_read("Practise first")
    sam.types("Why do you think so?", "Half a thought.").presses("Show easy read with pictures")
    assert LocalGrade.objects.get().comment == "Half a thought."
    assert sam.find("#comment").input_value() == "Half a thought."
    assert sam.find(".app-easy svg").count() >= 2
    sam.chooses("Women and men").chooses("Disabled people").chooses("People of different ages")
    suggested = "You ticked 3 of 9 groups. That number suggests: Developing. You decide."
    if javascript:
        expect(sam.find("#suggestion")).to_contain_text(suggested)
    sam.presses("Save and continue")
    if not javascript:
        sam.reads(suggested)
    sam.chooses("Developing").presses("Save and continue")
    sam.reads("Question 2 of", "questions have no answer yet")
    assert sam.find(".app-easy").count() == 1
    sam.presses("Show the longer wording")
    assert sam.find(".app-easy").count() == 0
    sam.presses("Previous question").presses("Your earlier answers to this question")
    sam.reads("Counts now", "Half a thought.")
    assert sam.faults == []


def test_by_keyboard_alone(arrive: Callable[..., Person], world: World, grader: Grader) -> None:
    sam = comes_in(arrive("Sam"), world, grader)
    sam.page.keyboard.press("3")
    expect(sam.find("#save-state")).to_contain_text("You chose: Achieving.")
    assert sam.find("input[name=answer]:checked").get_attribute("value") == "achieving"
    sam.find("#comment").focus()
    sam.page.keyboard.type("1 ramp")
    assert sam.find("#comment").input_value() == "1 ramp"
    assert sam.find("input[name=answer]:checked").get_attribute("value") == "achieving"
    sam.find("#use-number-keys").focus()
    sam.page.keyboard.press("Space")
    sam.page.keyboard.press("1")
    assert sam.find("input[name=answer]:checked").get_attribute("value") == "achieving"
    button = sam.page.get_by_role("button", name="Save and continue")
    for _press in range(40):
        sam.page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            break
    with sam.page.expect_navigation():
        sam.page.keyboard.press("Enter")
    sam._look(None)
    sam.reads("Your answer to question 1 is saved")
    sam.goes(sam.page.url)
    sam.page.keyboard.press("2")
    assert sam.find("input[name=answer]:checked").count() == 0
    saved = LocalGrade.objects.get()
    assert (saved.answer, saved.comment) == ("achieving", "1 ramp")
    assert sam.faults == []


def test_after_closing_nothing_is_offered_that_cannot_be_done(
    arrive: Callable[..., Person], world: World, grader: Grader
) -> None:
    sam = comes_in(arrive("Sam", width=320), world, grader)
    sam.chooses("Developing").presses("Save and continue").goes("/grade/check/")
    sam.presses("Hand in", exact=True).goes("/grade/")
    sam.reads("See your receipt, or take your answers back")
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    sam.goes("/grade/").does_not_read("take your answers back")
    sam.presses("See your receipt and all your answers").reads("Developing")
    sam.does_not_read("Take back and change")
    assert sam.faults == []
