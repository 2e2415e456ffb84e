"""A workshop: the lead opens a link, people in the room join by its code, and come back."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from grading.domain.workflow import Move
from grading.models import Grader, LocalGrade
from grading.services.assessment import move
from stakeholders.services.demo_sign_in import demo_token
from stakeholders.services.local_interest import add_local_interest
from tests.browser.person import Person
from tests.world import TEST, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(world: World) -> None:
    add_local_interest(
        organisation=world.organisation, name="Anyone who comes", kind="public", by=TEST
    )
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)


@pytest.mark.parametrize(("width", "javascript"), [(320, True), (1280, True), (320, False)])
def test_from_the_screen_in_the_room_to_the_first_grade_and_back(
    arrive: Callable[..., Person], committed_db: None, width: int, javascript: bool
) -> None:
    world = build_world()
    opened(world)
    lead = arrive("lead", width=width, javascript=javascript)
    lead.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    lead.presses("Sign in", exact=True)
    lead.goes(reverse("grading:invitations", args=[world.assessment.pk]))
    lead.presses("Open a shared link").chooses("Anyone who comes")
    lead.types("How many people may join?", "2").presses("Open the link")
    lead.reads("Print this page now, or show it on a screen", "Up to 2 people can join")
    code = lead.find(".app-poster-code").inner_text()

    guest = arrive("guest", width=width, javascript=javascript)
    guest.goes("/code/").types("Your code", code).presses("Continue")
    guest.reads("speaking for Anyone who comes", "come back with your own code")
    guest.types("What shall we call you?", "Sam").presses("Join")
    own = guest.reads("You have joined").find(".app-poster-code").inner_text()
    guest.presses("Continue")
    guest.chooses("No").presses("Start")
    guest.find("main input[type=radio][value=achieving]").check()
    guest.presses("Save and continue")
    assert LocalGrade.objects.get().grader == Grader.objects.get()

    again = arrive("the same on another device", width=width, javascript=javascript)
    again.goes("/code/").types("Your code", own).presses("Continue")
    again.reads("You have answered 1 of").presses("Get a new code to come back with")
    again.presses("Make me a new code").reads("A code you got before does not work any more")

    lead.presses("Back to local interests").reads("1 of 2 have joined", "Sam")
    lead.presses("Close the shared link for Anyone who comes").presses("Close the shared link")
    lead.reads("The shared link is closed.", "Closed")
    late = arrive("late", width=width, javascript=javascript)
    late.goes("/code/").types("Your code", code).presses("Continue")
    late.reads("This link has been closed")
    assert [person.faults for person in (lead, guest, again, late)] == [[], [], [], []]
