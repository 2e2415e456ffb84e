"""Saving while typing, going back to an earlier answer, and what earlier reports tell."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client

from grading.domain.workflow import Move, State
from grading.models import AssessedOutcome, Grader, LocalGrade, LocalGradeRevision
from grading.selectors.afterwards import (
    DoneSince,
    PublishedGrades,
    earlier_report_of,
    own_report_of,
    tells_of_reports,
)
from grading.services.assessment import move
from grading.services.copies import browser_key
from grading.services.local_grade import save_local_grade
from objectives.models import Action, Objective
from reports.models import Report
from reports.selectors.for_graders import earlier_grades, own_grades
from tests.grading.grader.conftest import browser_of
from tests.world import TEST, World

TEXT = "Ramps are steep."


def keep(client: Client, grader: Grader, outcome: AssessedOutcome, **typed: object) -> object:
    form = {"owner": browser_key(grader), "comment": TEXT, "version": "0", **typed}
    return client.post(f"/grade/{outcome.pk}/keep/", form)


def test_a_comment_without_a_grade_is_kept(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    told = keep(browser, grader, outcome).json()
    assert (told["state"], told["version"]) == ("saved", 1)
    assert told["words"].startswith("Saved ")
    assert LocalGrade.objects.get().comment == TEXT


def test_the_same_again_makes_no_history(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    keep(browser, grader, outcome)
    assert keep(browser, grader, outcome, version="1").json()["version"] == 1
    assert keep(browser, grader, outcome, version="0").json()["version"] == 1
    assert LocalGradeRevision.objects.count() == 1
    assert keep(browser, grader, outcome, version="1", comment="More.").json()["version"] == 2
    assert LocalGradeRevision.objects.count() == 2


def test_a_clash_overwrites_nothing_and_tells_what_is_saved(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    keep(browser, grader, outcome, answer="developing")
    response = keep(browser, grader, outcome, comment="Other.")
    assert response.status_code == 409
    held = response.json()["held"]
    assert (held["version"], held["answer"], held["comment"]) == (1, "developing", TEXT)
    assert LocalGrade.objects.get().comment == TEXT


def test_whose_visit_it_is_must_be_said(
    open_world: World, grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    other = open_world.grader("other", "patient_group")
    for client, owner in ((Client(), grader), (browser, other)):
        response = keep(client, owner, outcome)
        assert (response.status_code, response.json()["state"]) == (403, "ended")
    assert Client().get("/grade/token/").status_code == 403
    told = browser.get("/grade/token/").json()
    assert told["owner"] == browser_key(grader) != browser_key(other)
    assert not LocalGrade.objects.exists()


def test_refusals_come_in_words(
    open_world: World, grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    assert keep(browser, grader, outcome, answer="best").json()["state"] == "wrong"
    assert keep(browser, grader, open_world.assessed_outcome("2A")).status_code == 403
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    response = keep(browser, grader, outcome)
    assert (response.status_code, response.json()["state"]) == (409, "refused")
    assert "closed" in response.json()["words"]


class TestEarlier:
    def save(self, grader: Grader, outcome: AssessedOutcome, *comments: str) -> None:
        for version, comment in enumerate(comments):
            save_local_grade(
                assessed_outcome=outcome,
                answer="developing",
                comment=comment,
                expected_version=version,
                by=grader,
            )

    def test_what_a_later_state_holds_is_one_entry(
        self, grader: Grader, outcome: AssessedOutcome, browser: Client
    ) -> None:
        self.save(grader, outcome, "One", "One two", "Other", "Other one")
        shown = browser.get(f"/grade/{outcome.pk}/earlier/").content.decode()
        assert shown.count("Use this one again") == 1
        assert "One two" in shown

    def test_using_one_again_is_a_new_version(
        self, grader: Grader, outcome: AssessedOutcome, browser: Client
    ) -> None:
        self.save(grader, outcome, "First", "Second")
        address = f"/grade/{outcome.pk}/earlier/"
        assert browser.post(address, {"use": "1", "version": "2"}).status_code == 302
        saved = LocalGrade.objects.get()
        assert (saved.comment, saved.version) == ("First", 3)
        assert browser.post(address, {"use": "2", "version": "2"}).status_code == 409
        assert browser.post(address, {"use": "9", "version": "3"}).status_code == 404
        assert LocalGrade.objects.get().comment == "First"

    def test_nobody_elses_are_shown(
        self, open_world: World, grader: Grader, outcome: AssessedOutcome
    ) -> None:
        self.save(grader, outcome, "SENTINEL")
        other = browser_of(open_world.grader("other", "patient_group"))
        assert "SENTINEL" not in other.get(f"/grade/{outcome.pk}/earlier/").content.decode()


def test_practice_is_never_stored(grader: Grader, browser: Client) -> None:
    response = browser.post("/grade/practice/", {"answer": "developing"})
    assert "You chose: Developing" in response.content.decode()
    assert browser.post("/grade/practice/", {"skip": "yes"}).status_code == 302
    assert not LocalGrade.objects.exists()


def test_the_wording_stays_and_reading_changes_nothing(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    address = f"/grade/{outcome.pk}/"
    assert "app-easy" not in browser.get(address + "?wording=easy").content.decode()
    browser.post("/grade/wording/", {"wording": "easy", "question": str(outcome.pk)})
    assert 'class="app-easy"' in browser.get(address).content.decode()
    grader.invitation.format = "easy_read"
    grader.invitation.save()
    assert 'class="app-easy"' in browser_of(grader).get(address).content.decode()


class TestPublished:
    @pytest.fixture
    def told(self) -> Iterator[None]:
        yield
        tells_of_reports(earlier=earlier_grades, own=own_grades)

    def test_the_question_shows_the_last_report_and_what_was_done(
        self, told: None, open_world: World, outcome: AssessedOutcome, browser: Client
    ) -> None:
        done = (DoneSince("Interpreters came", dt.date(2025, 6, 1)),)
        last = PublishedGrades(
            "2024/25", "/r/", {("1A", "s1"): "Achieving activity"}, {"1A": done}, {"1A": 2}
        )
        tells_of_reports(earlier=lambda _a: last, own=lambda _a: None)
        shown = browser.get(f"/grade/{outcome.pk}/").content.decode()
        assert "The grade in 2024/25: Achieving activity" in shown
        assert "Interpreters came (1 June 2025)" in shown
        assert "1 of 2 things that were planned are done." in shown

    def test_nothing_of_this_year_is_told(self, open_world: World) -> None:
        assessment = open_world.assessment
        objective = Objective.objects.create(
            organisation=open_world.organisation,
            title="SENTINEL",
            starts_on=dt.date(2025, 4, 1),
            ends_on=dt.date(2027, 4, 1),
        )
        Action.objects.create(
            objective=objective,
            assessment=assessment,
            outcome_code="1A",
            text="SENTINEL",
            owner="Director",
            due_on=dt.date(2026, 1, 1),
            done_on=dt.date(2026, 1, 1),
        )
        assert not Report.objects.exists()
        assert earlier_grades(assessment) is None
        assert own_grades(assessment) is None

    @pytest.mark.parametrize("state", [s for s in State if s != State.PUBLISHED])
    def test_own_grades_are_not_even_asked_for_before(
        self, told: None, open_world: World, state: State
    ) -> None:
        tells_of_reports(earlier=lambda _a: None, own=lambda _a: pytest.fail("asked"))
        open_world.assessment.state = state
        assert own_report_of(open_world.assessment) is None

    def test_one_reads_what_became_of_ones_answers(
        self, told: None, open_world: World, grader: Grader, outcome: AssessedOutcome
    ) -> None:
        save_local_grade(
            assessed_outcome=outcome, answer="developing", comment="", expected_version=0, by=grader
        )
        open_world.assessment.state = State.PUBLISHED
        open_world.assessment.save()
        own = PublishedGrades("2025/26", "/r/", {("1A", "s1"): "Excelling activity"})
        tells_of_reports(earlier=lambda _a: None, own=lambda _a: own)
        shown = browser_of(grader).get("/grade/check/").content.decode()
        assert "Agreed in the end: Excelling activity" in shown
        assert "In the end this had no agreed grade" in shown
        assert 'href="/r/"' in shown

    def test_the_earlier_report_is_asked_for_once(self, told: None, open_world: World) -> None:
        asked: list[int] = []
        tells_of_reports(earlier=lambda a: asked.append(a.pk), own=lambda _a: None)
        for _each in range(3):
            assert earlier_report_of(open_world.assessment) is None
        assert len(asked) == 1
