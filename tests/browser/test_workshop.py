"""A room: the facilitator opens, phones join, answer, and see what they answered only together."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grading.domain.workflow import Move
from grading.models import Grader, LocalGrade, Participation
from grading.services.assessment import move
from stakeholders.services.demo_sign_in import demo_token
from stakeholders.services.local_interest import add_local_interest
from tests.browser.person import Person
from tests.world import TEST, World, build_world
from workshops.models import Workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHO = ("Anyone who comes", "Example Voices")


def opened(world: World) -> None:
    for name in WHO:
        interest = add_local_interest(
            organisation=world.organisation, name=name, kind="public", by=TEST
        )
        Participation.objects.create(assessment=world.assessment, local_interest=interest)
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)


def joins(person: Person, code: str, group: str) -> Person:
    person.goes("/w/").types("The code on the screen", code).presses("Continue")
    person.reads("Town hall").chooses(group)
    # The first “No” is the answer about ties; comments stay unpublished by themselves.
    person.chooses("No").presses("Join")
    return person.reads("You have joined").presses("Continue")


def answers(person: Person, answer: str) -> Person:
    person.find(f"main input[type=radio][value={answer}]").check()
    return person.presses("Save and continue")


def renewed(screen: Person, address: str, *, shows: str, javascript: bool) -> Person:
    """The projector once it shows ``shows`` of the page's parts.

    With scripts it renews itself, so nobody opens it anew: two navigations to one address at the
    same time would abort one another.
    """
    if javascript:
        expect(screen.find(shows).first).to_be_visible(timeout=15_000)
        return screen.also_at(1280)
    return screen.goes(address)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_room_sees_counts_until_it_is_shown_the_spread(
    arrive: Callable[..., Person], committed_db: None, javascript: bool
) -> None:
    world = build_world()
    opened(world)
    lead = arrive("facilitator", javascript=javascript)
    lead.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["facilitator"])]))
    lead.presses("Sign in", exact=True)
    lead.goes(reverse("grading:task_list", args=[world.assessment.pk]))
    lead.presses("Workshops, paper and telephone").also_at(320)
    lead.presses("Plan a workshop").also_at(320)
    lead.types("What shall the workshop be called?", "Town hall")
    for box in lead.find("main input[type=checkbox]").all()[:2]:
        box.check()
    lead.types("How many people may join?", "30").presses("Plan the workshop")
    lead.also_at(320).presses("Open the workshop").reads("The workshop is open").also_at(320)
    code = lead.find(".app-secret").inner_text()

    screen = arrive("projector", javascript=javascript)
    screen.goes(
        reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["facilitator"])])
    )
    screen.presses("Sign in", exact=True)
    projected = reverse("workshops:screen", args=[world.assessment.pk, Workshop.objects.get().pk])
    screen.goes(projected).reads("Welcome. Please join.", code).also_at(320)

    # One of the three comes with a computer.
    phones = [arrive(f"phone {w}", javascript=javascript, width=w) for w in (320, 360, 1280)]
    for phone, group in zip(phones, (*WHO, WHO[0]), strict=True):
        joins(phone, code, group).reads("Your questions")
    assert Grader.objects.filter(came_by="workshop").count() == 3

    lead.presses("Show the first question").types("How many minutes?", "5")
    lead.presses("Start the timer").reads("There is time until")
    for phone, answer in zip(phones, ("achieving", "developing", "achieving"), strict=True):
        phone.goes(reverse("workshops:now")).reads("Question 1 of 2")
        answers(phone, answer)
    assert LocalGrade.objects.count() == 3

    renewed(screen, projected, shows="[data-ends]", javascript=javascript)
    expect(screen.find("[data-counts]")).to_have_text("3 of 3 have answered", timeout=15_000)
    screen.reads("Until").also_at(320)
    screen.does_not_read("app-bars", "Achieving", "Developing")
    lead.goes(lead.page.url).reads("3 people have answered").does_not_read("Achieving")
    lead.presses("Show the answers to question 1").reads("This closes the question for the room")
    lead.also_at(320)
    lead.presses("Show the answers", exact=True)
    renewed(screen, projected, shows=".app-bars", javascript=javascript).also_at(320)
    # Lowest grade first, then "not enough evidence" and "rather not say".
    assert screen.find(".app-bars__count").all_inner_texts() == ["0", "1", "2", "0", "0", "0"]
    phones[0].goes(reverse("workshops:now")).reads("have been shown to your workshop")
    assert phones[0].find("main input[type=radio]").count() == 0

    lead.presses("Close the workshop").also_at(320).presses("Close the workshop")
    lead.reads("The workshop is closed.").also_at(320)
    late = arrive("late", javascript=javascript, width=320)
    late.goes("/w/").types("The code on the screen", code).presses("Continue")
    late.reads("This code is not right, or the workshop is not open")
    # The console tells of the refused code's 422, which is meant.
    assert late.surprises == []
    assert [p.faults for p in (lead, screen, *phones)] == [[]] * 5
