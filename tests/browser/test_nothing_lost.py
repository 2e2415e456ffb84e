"""What a grader types is kept: networks, visits, tokens, tabs and browsers may all go."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from grading.domain.workflow import Move
from grading.models import AssessedOutcome, Grader, LocalGrade, LocalGradeRevision
from grading.selectors.grader import outcomes_to_grade
from grading.services.assessment import move
from grading.views.grader import keeping
from tests.browser.person import Person
from tests.world import TEST, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "The ramp is steep."
PAUSE = 2_000  # Longer than the page waits before it saves.


@pytest.fixture
def world(committed_db: None) -> World:
    world = build_world()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    return world


@pytest.fixture
def grader(world: World) -> Grader:
    return world.grader("hw", "healthwatch")


@pytest.fixture
def questions(grader: Grader) -> list[AssessedOutcome]:
    return outcomes_to_grade(grader)


def comes_in(person: Person, world: World, grader: Grader) -> Person:
    return person.goes(f"/i/{world.secrets[grader.pk].token}/").presses("Carry on")


@pytest.fixture
def sam(arrive: Callable[..., Person], world: World, grader: Grader) -> Person:
    """Somebody on a phone, with a clock that the story turns."""
    person = arrive("Sam", width=320)
    person.page.clock.install()
    return comes_in(person, world, grader)


def writes(person: Person, text: str) -> None:
    person.page.locator("#comment").press_sequentially(text)


def pauses(person: Person, milliseconds: int = PAUSE) -> None:
    person.page.clock.run_for(milliseconds)


def told(person: Person, words: str) -> None:
    expect(person.page.locator("#save-state")).to_contain_text(words)


def kept(person: Person) -> list[dict[str, object]]:
    """Copies that this browser holds."""
    found = person.page.evaluate(
        "Object.entries(localStorage).filter(([k]) => k.startsWith('eds-answer:')).map(e => e[1])"
    )
    return [json.loads(each) for each in found]


def has_at_hand(person: Person, *addresses: str) -> None:
    """Wait until the browser keeps these pages for the time without a network."""
    # Not wait_for_function, which takes the promise itself for the answer.
    assert person.page.evaluate(
        """async (pages) => {
            for (let tries = 0; tries < 5000; tries++) {
                const kept = await Promise.all(pages.map((page) => caches.match(page)));
                if (kept.every(Boolean)) return true;
            }
            return false;
        }""",
        list(addresses),
    ), f"{person.name} has not all of {addresses} at hand"


def only_network_noise(person: Person) -> None:
    """The browser itself notes lost connections and refusals; nothing else may be wrong."""
    noise = ("Failed to load resource", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    assert [fault for fault in person.faults if not any(n in fault for n in noise)] == []


def comments() -> list[str]:
    return list(LocalGrade.objects.order_by("pk").values_list("comment", flat=True))


def test_it_is_saved_at_each_pause_and_not_at_each_key(
    sam: Person, questions: list[AssessedOutcome]
) -> None:
    sent: list[str] = []
    sam.page.on("request", lambda r: sent.append(r.url) if r.url.endswith("/keep/") else None)
    sam.goes(f"/grade/{questions[0].pk}/")
    writes(sam, TEXT)
    assert len(kept(sam)) == 1
    pauses(sam)
    told(sam, "Saved ")
    assert len(sent) == 1
    assert comments() == [TEXT]
    assert kept(sam) == []
    writes(sam, " It is wet.")
    pauses(sam)
    expect(sam.find("input[name=version]")).to_have_value("2")
    sam.find("main input[value=achieving]").check()
    sam.presses("Save and continue").reads("Your answer to question 1 is saved")
    saved = LocalGrade.objects.get()
    assert (saved.answer, saved.comment, saved.version) == (
        "achieving",
        f"{TEXT} It is wet.",
        3,
    )
    assert LocalGradeRevision.objects.count() == 3
    assert sam.faults == []


def test_a_lost_network(
    sam: Person, questions: list[AssessedOutcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (f"/grade/{row.pk}/" for row in questions[:2])
    sam.goes(one).goes(two).goes(one)
    sam.page.evaluate("navigator.serviceWorker.ready")
    sam.page.wait_for_function("navigator.serviceWorker.controller !== null")
    sam.goes(two).goes(one)
    has_at_hand(sam, one, two)
    sam.page.context.set_offline(True)
    with monkeypatch.context() as gone:
        # What a page sends while it goes away passes by the browser's pretended loss.
        gone.setattr(keeping, "_save", lambda *_: HttpResponse(status=503))
        _answers_without_a_network(sam, questions, two)
    sam.page.context.set_offline(False)
    pauses(sam, 60_000)
    told(sam, "Saved ")
    pauses(sam, 60_000)
    sam.page.wait_for_function(
        "!Object.keys(localStorage).some(key => key.startsWith('eds-answer:'))"
    )
    assert sorted(comments()) == ["Second.", TEXT]
    only_network_noise(sam)


@pytest.mark.parametrize("where", ["together", "check"])
def test_other_forms_stay_as_they_are_without_a_network(
    sam: Person, questions: list[AssessedOutcome], where: str
) -> None:
    """Hand in, a group's answer: kept nowhere else, so the page that holds them must stay."""
    Grader.objects.update(coordinator=True)
    sam.goes(f"/grade/{questions[0].pk}/")
    sam.page.evaluate("navigator.serviceWorker.ready")
    sam.page.wait_for_function("navigator.serviceWorker.controller !== null")
    sam.goes(f"/grade/together/{questions[0].pk}/" if where == "together" else "/grade/check/")
    address = sam.page.url
    if where == "together":
        sam.types("How many agreed?", "7")
    sam.page.context.set_offline(True)
    button = "Hand in" if where == "check" else "Save the group's answer"
    sam.page.get_by_role("button", name=button).click()
    expect(sam.find("#not-sent")).to_be_visible()
    expect(sam.find("#not-sent")).to_be_focused()
    assert sam.page.url == address
    if where == "together":
        expect(sam.page.get_by_label("How many agreed?")).to_have_value("7")
    assert Grader.objects.get().handed_in_at is None
    sam.page.context.set_offline(False)
    pauses(sam)  # A second press within a second counts as a double one.
    sam.presses(button)
    expect(sam.find("#not-sent")).to_be_hidden()
    only_network_noise(sam)


def _answers_without_a_network(sam: Person, questions: list[AssessedOutcome], two: str) -> None:
    writes(sam, TEXT)
    pauses(sam)
    told(sam, "No connection. What you typed is kept in this browser")
    sam.page.get_by_role("button", name="Save and continue").first.click()
    sam.page.wait_for_url(f"**{two}")
    writes(sam, "Second.")
    pauses(sam)
    told(sam, "No connection")
    assert {copy["pk"] for copy in kept(sam)} == {str(row.pk) for row in questions[:2]}
    sam.page.goto(f"/grade/{questions[5].pk}/")
    sam.reads("You have no connection")
    # The page lists what it holds once its script has looked, and by the questions' numbers:
    # the second was opened before the first.
    expect(sam.find("#at-hand li")).to_contain_text(["Question 1 of 12", "Question 2 of 12"])
    sam.page.goto(two)
    assert sam.page.locator("#comment").input_value() == "Second."
    assert comments() == []


def test_a_visit_that_ended_while_typing(
    sam: Person, world: World, grader: Grader, questions: list[AssessedOutcome]
) -> None:
    sam.goes(f"/grade/{questions[0].pk}/")
    Session.objects.all().delete()
    writes(sam, TEXT)
    pauses(sam)
    told(sam, "Your visit has ended, but nothing is lost")
    assert sam.find("#comment").input_value() == TEXT
    sam.page.goto("/code/")
    comes_in(sam, world, grader)
    expect(sam.find("#kept-answers")).to_contain_text("has been sent")
    assert comments() == [TEXT]
    assert kept(sam) == []
    only_network_noise(sam)


def test_a_spent_form_token(sam: Person, questions: list[AssessedOutcome]) -> None:
    sam.goes(f"/grade/{questions[0].pk}/")
    cookie = next(c for c in sam.page.context.cookies() if c["name"] == "csrftoken")
    sam.page.context.add_cookies([{**cookie, "value": "x" * 32}])
    writes(sam, TEXT)
    pauses(sam)
    told(sam, "Saved ")
    assert comments() == [TEXT]
    only_network_noise(sam)


def test_two_tabs(sam: Person, questions: list[AssessedOutcome]) -> None:
    address = f"/grade/{questions[0].pk}/"
    sam.goes(address)
    other = Person("Sam's other tab", sam.page.context.new_page(), axe=sam.axe)
    other.page.clock.install()
    other.goes(address)
    writes(sam, "First tab.")
    pauses(sam)
    told(sam, "Saved ")
    writes(other, "Second tab.")
    pauses(other)
    other.page.get_by_text("Not saved yet: please choose").wait_for()
    other.reads("First tab.")
    assert other.find("#comment").input_value() == "Second tab."
    assert comments() == ["First tab."]
    other._look(None)
    other.page.get_by_role("button", name="Save what I typed instead").click()
    told(other, "Saved ")
    assert comments() == ["Second tab."]
    earlier = other.goes(address).presses("Your earlier answers to this question")
    earlier.reads("First tab.", "Second tab.").presses("Use this one again")
    earlier.reads("Your earlier answer is used again.")
    assert comments() == ["First tab."]
    for person in (sam, other):
        only_network_noise(person)


@pytest.mark.parametrize("use", [True, False], ids=["use it", "throw it away"])
def test_a_killed_browser(
    sam: Person,
    chromium: Browser,
    live_server: object,
    questions: list[AssessedOutcome],
    use: bool,
) -> None:
    address = f"/grade/{questions[0].pk}/"
    sam.goes(address)
    sam.page.clock.pause_at(timezone.now() + timedelta(minutes=1))  # No pause ever comes.
    writes(sam, TEXT)
    state = sam.page.context.storage_state()  # As it was when the browser died: not saved yet.
    assert comments() == []
    window = chromium.new_context(storage_state=state, base_url=live_server.url)
    try:
        again = Person("Sam, later", window.new_page(), axe=sam.axe)
        again.page.clock.install()
        again.goes(address).reads("You had typed this. Use it?", TEXT)
        assert again.find("#comment").input_value() == ""
        again.page.get_by_role("button", name="Use it" if use else "Throw it away").click()
        if use:
            again.page.clock.run_for(PAUSE)
            told(again, "Saved ")
        else:
            told(again, "Thrown away")
        assert comments() == ([TEXT] if use else [])
        assert kept(again) == []
        assert again.faults == []
    finally:
        window.close()


def test_leaving_clears_the_browser(
    sam: Person, world: World, grader: Grader, questions: list[AssessedOutcome]
) -> None:
    sam.goes(f"/grade/{questions[0].pk}/")
    sam.page.evaluate("navigator.serviceWorker.ready")
    sam.goes(f"/grade/{questions[1].pk}/").goes("/grade/")
    has_at_hand(sam, "/grade/")
    sam.find("summary").get_by_text("Using a shared computer?").click()
    sam.presses("Finish my visit")
    assert (
        sam.page.evaluate("caches.keys().then(n => n.filter(k => k.startsWith('grader:')))") == []
    )
    assert kept(sam) == []
    assert sam.faults == []


def test_it_closes_while_somebody_types(
    sam: Person, world: World, questions: list[AssessedOutcome]
) -> None:
    sam.goes(f"/grade/{questions[0].pk}/")
    writes(sam, TEXT)
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    pauses(sam)
    told(sam, "Grading is closed")
    assert sam.find("#comment").input_value() == TEXT
    sam.goes(f"/grade/{questions[0].pk}/").reads("You had typed this", TEXT)
    assert comments() == []
    only_network_noise(sam)
