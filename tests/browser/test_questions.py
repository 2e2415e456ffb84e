"""A grader asks, the lead answers and sees who is missing, and both read what came of it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from grading.domain.workflow import Move
from grading.models import Grader
from grading.services.assessment import move
from grading.services.local_grade import save_local_grade
from reports.services.report import publish
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.world import TEST, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = "How many deaf people answered the survey?"
SAID = "The door is too heavy."


def comes_in(person: Person, world: World, grader: Grader) -> Person:
    person.goes(reverse("grading:enter", args=[world.secrets[grader.pk].token]))
    return person.presses("Carry on")


def signs_in(person: Person, world: World) -> Person:
    person.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    return person.presses("Sign in", exact=True)


@pytest.mark.parametrize(("width", "javascript"), [(320, True), (1280, False)])
def test_asking_answering_and_what_was_done(
    arrive: Callable[..., Person], committed_db: None, width: int, javascript: bool
) -> None:
    world = build_world()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    one, two = world.grader("hw", "healthwatch"), world.grader("cg", "community_group")
    Grader.objects.filter(pk=one.pk).update(comment_consent="with_name")
    outcome = world.assessed_outcome("1A", "s1")

    asker = arrive("asker", width=width, javascript=javascript)
    comes_in(asker, world, one).goes(reverse("grading:question", args=[outcome.pk]))
    asker.types("Why do you think so?", SAID).presses("Save and ask for more")
    asker.reads("Only a few people grade this question").presses("Send the question")
    asker.reads("Write what you would like to know")
    asker.types("What would you like to know?", ASKED).presses("Send the question")
    asker.reads("Your question is sent", "You asked this", "Waits for an answer")

    lead = signs_in(arrive("lead", width=width, javascript=javascript), world)
    lead.goes(reverse("grading:task_list", args=[world.assessment.pk]))
    lead.presses("Questions from graders").reads(ASKED, "Asked today")
    lead.does_not_read("Person of hw", "Example hw").presses("Answer")
    lead.types("Your answer", "Nine of 412.").presses("Save the answer")
    lead.reads("Whoever asked is told", "Nine of 412.")
    lead.goes(reverse("grading:heard", args=[world.assessment.pk]))
    lead.reads("not heard yet").find("details summary").first.click()
    lead.reads("Invite someone for Age")
    lead.presses("Invite someone for Age").reads("Invite someone to grade")

    other = arrive("other", width=width, javascript=javascript)
    comes_in(other, world, two).goes(reverse("grading:ask", args=[outcome.pk]))
    other.reads(ASKED, "Nine of 412.").does_not_read("Person of hw", "Example hw")
    asker.goes(reverse("grading:walk")).reads("What you asked", "1 of 1 answered")

    for grader in (one, two):
        grader.refresh_from_db()
        save_local_grade(
            assessed_outcome=outcome,
            answer="developing",
            comment=SAID if grader == one else "",
            expected_version=1 if grader == one else 0,
            by=grader,
        )
    for step in (Move.CLOSE_GRADING, Move.SIGN_OFF):
        move(world.assessment, move=step, by=TEST)
    publish(assessment=world.assessment, published_on=date(2026, 2, 27), by=world.people["board"])
    lead.goes(reverse("reports:said", args=[world.assessment.pk])).reads("0 of 1 answered", SAID)
    lead.presses(SAID).presses("Save", exact=True).reads("Name a post")
    lead.types("Which post looks after this?", "Head of estates")
    lead.types("What was done, or why nothing was", "It opens by itself now.")
    lead.presses("Save", exact=True).reads("1 of 1 answered")
    asker.goes(reverse("grading:check")).reads("What became of your words", "opens by itself")
    public = arrive("public", width=width, javascript=javascript)
    public.goes("/reports/TST/eds2022/2025-26/")
    whole = public.page.content()  # Parts of the report are folded.
    for words in (SAID, "It opens by itself now.", "Written after the report was published"):
        assert words in whole
    assert [asker.surprises, lead.surprises, other.faults, public.faults] == [[], [], [], []]
