"""Rooms, paper and telephone notice that grading is closed, before anybody types."""

import pytest

from edsportal.common.errors import NotNow
from grading.domain.workflow import State
from grading.models import LocalGrade
from tests.workshops.rooms import Room, participation, put_into, room
from tests.workshops.test_paper import made, take, typed
from tests.world import World
from workshops.services.leading import go_to_question, reveal, set_timer

CLOSED = "Grading is closed, so no answer can be added."


@pytest.fixture
def after(world: World) -> Room:
    """A workshop that was open, with a question on its screen, when grading closed."""
    led = room(world)
    led.shows(0)
    put_into(world, State.RECONCILING)
    return led


def test_the_facilitator_is_told_and_cannot_go_on(after: Room) -> None:
    page = after.facilitator().get(after.page()).text
    assert CLOSED in page
    assert "Close the workshop" in page
    for gone in ("Code to join", "Next question", "Start the timer", "on the screen</button>"):
        assert gone not in page
    asked = {"workshop": after.fresh(), "by": after.world.people["facilitator"]}
    question = after.questions[1]
    for refused in (
        lambda: go_to_question(question=question, **asked),
        lambda: set_timer(minutes=3, **asked),
        lambda: reveal(question=question, **asked),
    ):
        with pytest.raises(NotNow, match="Grading is closed"):
            refused()


def test_lists_and_screen_say_so(after: Room) -> None:
    list_page = after.facilitator().get(f"/work/{after.world.assessment.pk}/workshops/").text
    assert "Grading is closed" in list_page
    assert "Plan a workshop" not in list_page
    screen = after.facilitator().get(after.page("screen/")).text
    assert CLOSED in screen
    assert "type <strong" not in screen


@pytest.mark.parametrize("rest", ["telephone/", "telephone/{group}/", "paper/", "paper/{paper}/"])
def test_nobody_is_shown_a_form_that_is_refused_in_the_end(after: Room, rest: str) -> None:
    world = after.world
    put_into(world, State.GRADING)
    [pack] = made(world)
    put_into(world, State.RECONCILING)
    where = rest.format(group=participation(world).pk, paper=pack.serial)
    page = after.facilitator().get(f"/work/{world.assessment.pk}/{where}").text
    assert CLOSED in page
    assert "Continue" not in page
    assert 'name="answer_' not in page


@pytest.mark.parametrize("where", ["telephone", "paper"])
def test_what_was_typed_when_it_closed_is_shown_back(after: Room, where: str) -> None:
    world, group = after.world, participation(after.world)
    put_into(world, State.GRADING)
    [pack] = made(world)
    row = next(iter(typed(world)))
    put_into(world, State.RECONCILING)
    rest = f"telephone/{group.pk}/" if where == "telephone" else f"paper/{pack.serial}/"
    sent = {
        f"answer_{row}": "achieving",
        f"comment_{row}": "A steep ramp",
        "comment_consent": "none",
        "confirmed": "1",
    }
    answer = after.facilitator().post(f"/work/{world.assessment.pk}/{rest}", sent)
    assert "closed" in answer.text or "while grading is open" in answer.text
    assert "A steep ramp" in answer.text
    assert answer.status_code == 422
    assert not LocalGrade.objects.exists()


class TestTypingAgain:
    def test_the_same_person_sees_what_they_typed(self, world: World) -> None:
        put_into(world, State.GRADING)
        [pack] = made(world)
        take(pack, typed(world, comment="A steep ramp"), world.people["facilitator"])
        address = f"/work/{world.assessment.pk}/paper/{pack.serial}/"
        page = world.client("facilitator").get(address)
        assert "You typed this paper in on" in page.text
        assert "A steep ramp" in page.text
        first = next(iter(typed(world)))
        assert page.context["form"][f"answer_{first}"].value() == "achieving"

    def test_the_second_person_sees_nothing_of_it(self, world: World) -> None:
        put_into(world, State.GRADING)
        [pack] = made(world)
        take(pack, typed(world, comment="A steep ramp"), world.people["facilitator"])
        page = world.client("lead").get(f"/work/{world.assessment.pk}/paper/{pack.serial}/").text
        assert "A steep ramp" not in page
        assert "You typed this paper" not in page


def test_the_same_question_of_three_services_is_told_apart(world: World) -> None:
    put_into(world, State.GRADING)
    group = participation(world)
    client, address = (
        world.client("facilitator"),
        f"/work/{world.assessment.pk}/telephone/{group.pk}/",
    )
    asked = {f"answer_{pk}": "achieving" for pk in typed(world)}
    reading = client.post(address, {**asked, "comment_consent": "none"}).context["reading"]
    questions = [question for question, _answer in reading]
    assert all(any(s.name in question for s in world.services) for question in questions[:3])
    [pack] = made(world)
    take(pack, typed(world), world.people["lead"])
    paper = f"/work/{world.assessment.pk}/paper/{pack.serial}/"
    differing = client.post(paper, {**asked, "comment_consent": "none"} | {next(iter(asked)): ""})
    assert world.services[0].name in differing.context["differing"][0].question


def test_too_few_answers_offer_no_button(world: World) -> None:
    led = room(world)
    led.shows(0)
    page = led.facilitator().get(led.page(f"questions/{led.questions[0].pk}/show/"))
    assert "There are not enough answers to show" in page.text
    assert "This closes the question for the room" not in page.text
    assert "<form" not in page.text.split("<h1")[1]
    for _person in range(3):
        led.answers(led.join(), 0, "achieving")
    page = led.facilitator().get(led.page(f"questions/{led.questions[0].pk}/show/")).text
    assert "This closes the question for the room" in page
    assert "Show the answers" in page
