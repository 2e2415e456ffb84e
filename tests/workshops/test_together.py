"""A group's one answer: its words are kept, a colleague's are not lost, and handing in works."""

import pytest
from django.test import Client

from edsportal.common.models import OutgoingMessage
from grading.models import Grader, GroupAnswer, GroupAnswerRevision, GroupRevisionWords
from grading.presenters.held_data import held_of_grader
from grading.selectors.grader import SESSION_KEY, grader_by_pk
from grading.services.forgetting import forget_myself
from tests.workshops.rooms import Room, room
from tests.world import World

WHY, OTHERWISE = "The lift has been broken since May", "Two from the night shift"
FORM = {"answer": "developing", "agreed": "7", "dissented": "2", "publish": "no", "version": "0"}


@pytest.fixture
def hall(world: World) -> Room:
    hall = room(world)
    first = world.grader("hw", "healthwatch")
    world.grader("hw", "healthwatch")
    Grader.objects.filter(pk=first.pk).update(coordinator=True)
    return hall


def person(*, coordinator: bool = True) -> Grader:
    return grader_by_pk(Grader.objects.get(coordinator=coordinator).pk)


def browser(grader: Grader) -> Client:
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    return client


def place_of(hall: Room) -> str:
    return f"/grade/together/{hall.questions[0].assessed_outcome_id}/"


def saves(hall: Room, **more: str) -> int:
    sent = {**FORM, "dissent": OTHERWISE, "comment": WHY, **more}
    return browser(person()).post(place_of(hall), sent).status_code


def test_the_form_opens_with_what_was_saved(hall: Room) -> None:
    assert saves(hall) == 302
    page = browser(person()).get(place_of(hall)).text
    assert WHY in page
    assert OTHERWISE in page
    assert 'name="version" value="1"' in page


def test_each_states_words_are_kept(hall: Room) -> None:
    saves(hall)
    saves(hall, version="1", comment="", dissent="", dissented="0")
    kept = GroupAnswerRevision.objects.order_by("version")
    assert [getattr(row, "words", None) and row.words.comment for row in kept] == [WHY, None]
    held = held_of_grader(person())["agreed_answers"]
    assert [(row["comment"], row["seen_otherwise"]) for row in held] == [
        (WHY, OTHERWISE),
        ("", ""),
    ]


def test_they_go_with_who_wrote_them(hall: Room) -> None:
    saves(hall)
    forget_myself(by=person())
    assert not GroupRevisionWords.objects.exists()
    saved = GroupAnswer.objects.get()
    assert (saved.answer, saved.comment, saved.dissent) == ("developing", "", "")


def test_what_was_not_valid_does_not_pass_for_the_newest(hall: Room) -> None:
    """A colleague saves between two presses, the first of which lacked a number."""
    bad = browser(person()).post(place_of(hall), {**FORM, "agreed": ""})
    assert 'name="version" value="0"' in bad.text
    saves(hall)
    again = browser(person()).post(place_of(hall), {**FORM, "answer": "excelling"})
    assert again.status_code == 422
    assert "Somebody else saved this meanwhile" in again.text
    assert WHY in again.text
    assert GroupAnswer.objects.get().answer == "developing"
    # Who has read it may replace it.
    assert 'name="version" value="1"' in again.text
    assert saves(hall, answer="excelling", version="1") == 302


def test_a_coordinator_who_answered_for_the_group_alone_hands_in(hall: Room) -> None:
    me = browser(person())
    assert "have not answered any question" in me.post("/grade/check/").text
    saves(hall)
    walk = me.get("/grade/").text
    assert "You have answered 1 of" in walk
    assert "Answered for your group" in walk
    assert me.post("/grade/check/").status_code == 302
    assert person().handed_in_at is not None
    assert "one answer: Developing" in me.get("/grade/receipt/").text
    assert OutgoingMessage.objects.filter(kind="receipt").exists()


def test_the_others_read_that_it_counts_in_place_of_theirs(hall: Room) -> None:
    saves(hall)
    other = browser(person(coordinator=False))
    for page in ("/grade/", "/grade/check/"):
        text = other.get(page).text
        assert "It counts in place of yours" in text
        assert "one answer: Developing" not in text
    assert "have not answered any question" in other.post("/grade/check/").text
