"""From the e-mail's link to the first saved grade in two presses, on a small phone."""

import time
from collections.abc import Callable

import pytest
from django.test import Client

from grading.domain.workflow import Move
from grading.models import DeclaredInterest, Grader, LocalGrade
from grading.services.assessment import move
from tests.browser.person import Person
from tests.world import TEST, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.embedded, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(committed_db: None) -> World:
    world = build_world()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    return world


@pytest.fixture
def newcomer(world: World) -> Grader:
    return world.grader("hw", "healthwatch", started=False)


@pytest.fixture
def link(world: World, newcomer: Grader) -> str:
    return f"/i/{world.secrets[newcomer.pk].token}/"


def untouched(grader: Grader) -> bool:
    """Nobody has opened the invitation or started, as far as the database knows."""
    grader.refresh_from_db()
    grader.invitation.refresh_from_db()
    declared = DeclaredInterest.objects.filter(grader=grader).exists()
    return not (grader.started_at or grader.invitation.opened_at or declared)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_the_first_grade_is_saved_with_the_second_press(
    arrive: Callable[..., Person], newcomer: Grader, link: str, javascript: bool
) -> None:
    grader = arrive("grader", javascript=javascript, width=320)
    began = time.monotonic()
    grader.goes(link)
    presses = 0
    for press in ("Start", "Save and continue"):
        if press == "Start":
            grader.chooses("No")
        else:
            grader.find("main input[type=radio][value=developing]").check()
        grader.presses(press)
        presses += 1
    assert time.monotonic() - began < 60
    assert presses == 2
    saved = LocalGrade.objects.get(grader=newcomer)
    assert saved.answer == "developing"
    grader.reads("Your answer to question 1 is saved", "Question 2 of 12")
    assert newcomer.declared_interest.kind == "none"
    assert grader.faults == []


def test_what_somebody_says_before_the_first_question_is_kept(
    arrive: Callable[..., Person], newcomer: Grader, link: str
) -> None:
    grader = arrive("grader", width=320)
    grader.goes(link).chooses("Someone close to me works there").presses("Start")
    grader.reads("There is a problem", "Say it in a few words")
    grader.types("Who is it, and what do they do there?", "My son, a nurse.")
    grader.chooses("Yes, without my group's name")
    grader.find("summary").first.click()
    grader.types("What would make it easier for you?", "Large print.").picks(
        "Which language would you like?", "Polish"
    )
    grader.presses("Start").reads("Question 1 of 12")
    newcomer.refresh_from_db()
    declared = newcomer.declared_interest
    assert (declared.kind, declared.text) == ("family", "My son, a nurse.")
    assert newcomer.comment_consent == "without_name"
    assert (newcomer.access_needs, newcomer.language) == ("Large print.", "pl")
    # The browser says "Unprocessable Entity" about the page with the error, and nothing else.
    assert grader.surprises == []


def test_no_scanner_spends_the_link(
    arrive: Callable[..., Person], newcomer: Grader, link: str
) -> None:
    for headers in ({}, {"Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}):
        assert Client(headers=headers).get(link).status_code == 200
        assert Client(headers=headers).head(link).status_code == 200
    scanner = arrive("scanner that runs scripts")
    scanner.goes(link)
    scanner.page.wait_for_load_state("networkidle")
    scanner.page.evaluate("document.querySelectorAll('a[href]').forEach(a => fetch(a.href))")
    scanner.page.wait_for_load_state("networkidle")
    assert untouched(newcomer)
    person = arrive("grader")
    person.goes(link).chooses("No").presses("Start").reads("Question 1 of 12")
    assert not untouched(newcomer)


def test_handing_in_and_the_questions_about_oneself(
    arrive: Callable[..., Person], world: World, link: str
) -> None:
    grader = arrive("grader", width=320)
    grader.goes(link).chooses("No").presses("Start")
    grader.find("main input[type=radio][value=achieving]").check()
    grader.presses("Save and continue").goes("/grade/check/").presses("Hand in", exact=True)
    grader.presses("Answer or skip").reads("Skip these questions")
    grader.picks("How old are you?", "65 or over").presses("Send my answers")
    grader.reads("Your answers are counted").does_not_read("Answer or skip")
    assert grader.faults == []
    counts = world.assessment.about_you_counts
    assert counts.get(question="age", answer="65_or_over").people == 1
    assert counts.exclude(people=0).count() == 2
