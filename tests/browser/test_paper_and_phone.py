"""Paper is typed by two people, and a call is written down by keyboard alone."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from grading.models import CameBy, LocalGrade
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.workshops.rooms import graded_by_eds2
from tests.world import World, build_world
from workshops.models import PaperPack

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST = "1. Are health services chosen"
MOST_TABS = 300


@pytest.fixture
def world(committed_db: None) -> World:
    return graded_by_eds2(build_world())


def signed_in(person: Person, world: World, role: str) -> Person:
    person.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people[role])]))
    return person.presses("Sign in", exact=True)


def tabs_to(person: Person, name: str) -> Person:
    """Press Tab until what has the focus is called ``name``."""
    keyboard = person.page.keyboard
    for _press in range(MOST_TABS):
        keyboard.press("Tab")
        focused = person.page.evaluate(
            "(e => e.labels?.[0]?.innerText || e.innerText || '')(document.activeElement)"
        )
        if focused.strip().startswith(name):
            return person
    raise AssertionError(f"no Tab leads to “{name}” at {person.page.url}")


def enters(person: Person) -> Person:
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    return person


def types_the_paper(person: Person, world: World, serial: str) -> Person:
    person.goes(reverse("workshops:papers", args=[world.assessment.pk]))
    person.types("The number on the paper", serial.lower()).presses("Continue")
    return person.reads(f"Paper {serial}").picks(FIRST, "Achieving").chooses("Disabled people")


def test_a_paper_counts_when_two_people_typed_the_same(
    arrive: Callable[..., Person], world: World
) -> None:
    lead = signed_in(arrive("lead"), world, "lead")
    lead.goes(reverse("workshops:papers", args=[world.assessment.pk])).also_at(320)
    lead.presses("Print packs").also_at(320).picks("For which group?", "Example public")
    lead.chooses("Large print (18 point)").types("How many?", "1").presses("Make the packs")
    lead.reads("The packs are ready").also_at(320)
    pdf = lead.page.get_by_role("button", name="Download to print (PDF)").get_attribute("href")
    assert lead.page.request.get(pdf).body().startswith(b"%PDF")
    serial = PaperPack.objects.get().serial

    other = signed_in(arrive("facilitator", javascript=False, width=320), world, "facilitator")
    types_the_paper(other, world, serial).chooses("Women and men").presses("Save")
    other.reads("It counts when another person has typed the same", "Waits for a second person")

    types_the_paper(lead, world, serial).also_at(320).presses("Save")
    lead.reads("First person: Groups that fare well: Disabled people; Women and men.").also_at(320)
    lead.chooses("Women and men").presses("Save")
    lead.reads("Two people typed the same. The paper counts.")
    kept = LocalGrade.objects.get()
    assert (kept.answer, kept.grader.came_by) == ("achieving", CameBy.PAPER)
    assert kept.groups_faring_well == ["disability", "sex"]
    assert [lead.faults, other.faults] == [[], []]


def test_a_call_is_written_down_by_keyboard_alone(
    arrive: Callable[..., Person], world: World
) -> None:
    clerk = signed_in(arrive("facilitator", width=320), world, "facilitator")
    clerk.goes(reverse("workshops:phone", args=[world.assessment.pk])).also_at(1280)
    keyboard = clerk.page.keyboard
    tabs_to(clerk, "For which group").page.keyboard.press("ArrowDown")
    enters(tabs_to(clerk, "Continue")).also_at(1280)
    tabs_to(clerk, FIRST)
    for _grade in ("Undeveloped", "Developing", "Achieving"):
        keyboard.press("ArrowDown")
    tabs_to(clerk, "Disabled people").page.keyboard.press("Space")
    tabs_to(clerk, "Comment on question 1").page.keyboard.type("The lift works")
    enters(clerk).reads("Read this back to the person", "Grade: Achieving.").also_at(1280)
    clerk.reads("Groups that fare well: Disabled people.", "Comment: The lift works")
    assert not LocalGrade.objects.exists()
    enters(tabs_to(clerk, "Yes, keep these answers")).also_at(1280)
    clerk.reads("The answers are kept, as given by telephone.")
    kept = LocalGrade.objects.get()
    assert (kept.answer, kept.comment) == ("achieving", "The lift works")
    assert (kept.groups_faring_well, kept.grader.came_by) == (["disability"], CameBy.PHONE)
    assert clerk.faults == []
