"""Questions about oneself: counted, kept apart, asked once, and shown only of many."""

import re

import pytest
from django.test import Client

from edsportal.common.errors import InvalidInput, NotNow
from edsportal.common.models import AuditEvent
from grading.domain.about_you import QUESTIONS
from grading.domain.workflow import Move
from grading.models import AboutYouCount, AssessedOutcome, Grader
from grading.presenters.about_you import ANSWER_WORDS, QUESTION_WORDS
from grading.services.about_you import answer_about_you
from grading.services.assessment import move
from grading.services.handing_in import hand_in
from grading.services.local_grade import save_local_grade
from tests.grading.grader.conftest import browser_of
from tests.world import TEST, World

SAID = {"age": "65_or_over", "sex": "female", "race": ""}


@pytest.fixture
def done(grader: Grader, outcome: AssessedOutcome) -> Grader:
    return handed_in(grader, outcome)


def handed_in(grader: Grader, outcome: AssessedOutcome) -> Grader:
    save_local_grade(
        assessed_outcome=outcome, answer="developing", comment="", expected_version=0, by=grader
    )
    return hand_in(by=grader)


def counted() -> dict[tuple[str, str], int]:
    rows = AboutYouCount.objects.exclude(people=0)
    return {(row.question, row.answer): row.people for row in rows}


def test_an_answer_adds_one_to_a_number_and_is_gone(done: Grader) -> None:
    events = AuditEvent.objects.count()
    assert answer_about_you(answers=SAID, by=done)
    assert counted() == {("", ""): 1, ("age", "65_or_over"): 1, ("sex", "female"): 1}
    assert AuditEvent.objects.count() == events
    assert {field.name for field in AboutYouCount._meta.get_fields()} == {
        "id", "assessment", "question", "answer", "people",
    }  # fmt: skip


def test_every_cell_is_there_from_the_first_answer(done: Grader) -> None:
    answer_about_you(answers=SAID, by=done)
    assert AboutYouCount.objects.count() == 1 + sum(len(answers) for answers in QUESTIONS.values())


def test_nobody_is_counted_twice(done: Grader) -> None:
    answer_about_you(answers=SAID, by=done)
    assert not answer_about_you(answers=SAID, by=Grader.objects.get(pk=done.pk))
    assert counted()["", ""] == 1


def test_a_skip_counts_nobody_and_is_not_asked_again(done: Grader) -> None:
    client = browser_of(done)
    assert "Answer or skip" in client.get("/grade/receipt/").content.decode()
    assert client.post("/grade/about-you/", {"skip": "yes"})["Location"] == "/grade/receipt/"
    assert "Answer or skip" not in client.get("/grade/receipt/").content.decode()
    assert client.get("/grade/about-you/")["Location"] == "/grade/receipt/"
    assert counted() == {}


def test_it_is_asked_after_handing_in_only(grader: Grader, browser: Client) -> None:
    assert browser.get("/grade/about-you/")["Location"] == "/grade/check/"
    with pytest.raises(NotNow, match="after you hand in"):
        answer_about_you(answers=SAID, by=grader)
    assert not Grader.objects.get(pk=grader.pk).about_you_asked


def test_after_closing_no_number_changes(open_world: World, done: Grader) -> None:
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    with pytest.raises(NotNow):
        answer_about_you(answers=SAID, by=done)
    assert browser_of(done).get("/grade/about-you/")["Location"] == "/grade/receipt/"


@pytest.mark.parametrize("said", [{"age": "young"}, {"grade": "yes"}, {"sex": "\x00"}])
def test_an_unknown_answer_changes_nothing(done: Grader, said: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        answer_about_you(answers=said, by=done)
    assert not Grader.objects.get(pk=done.pk).about_you_asked
    assert browser_of(done).post("/grade/about-you/", {"age": "young"}).status_code == 422


def test_the_flag_and_the_counts_roll_back_together(
    done: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(assessment: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("grading.services.about_you._lay_out", fail)
    with pytest.raises(RuntimeError):
        answer_about_you(answers=SAID, by=done)
    assert not Grader.objects.get(pk=done.pk).about_you_asked


@pytest.mark.parametrize(("people", "shown"), [(9, False), (10, True)])
def test_the_lead_sees_counts_of_ten_or_more_after_closing(
    open_world: World, outcome: AssessedOutcome, people: int, shown: bool
) -> None:
    address = f"/work/{open_world.assessment.pk}/about-graders/"
    for number in range(people):
        one = handed_in(open_world.grader(), outcome)
        answer_about_you(answers={"sex": "female" if number else "male"}, by=one)
    lead = open_world.client("lead")
    assert "when grading has closed" in lead.get(address).content.decode()
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    page = lead.get(address).content.decode()
    assert ("People who answered: 10" in page) == shown
    assert ("Fewer than 10 people" in page) == (not shown)
    # One man among ten would be found, so the women are hidden with him.
    assert len(re.findall(r">\s*\*\s*<", page)) == (2 if shown else 0)
    for role, status in {
        "board": 403,
        "contributor": 403,
        "reader": 403,
        "other_lead": 404,
    }.items():
        assert open_world.client(role).get(address).status_code == status


def test_every_question_and_answer_has_words() -> None:
    assert set(QUESTION_WORDS) == set(QUESTIONS)
    assert set(ANSWER_WORDS) == {answer for answers in QUESTIONS.values() for answer in answers}
