"""Evidence that changed under an answer: seen on each page, kept or changed by the grader."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edsportal.common.errors import NotNow
from evidence.models import EvidenceFile, EvidenceItem
from grading.domain.workflow import Move
from grading.models import (
    AssessedOutcome,
    EvidenceLook,
    Grader,
    LocalGrade,
    LocalGradeRevision,
    RevisionComment,
)
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.services.assessment import move
from grading.services.evidence_look import keep_answer
from tests.grading.grader.conftest import browser_of
from tests.grading.seen import NEW, answer, change, open_on_evidence, put_forward, text_file
from tests.world import TEST, World

NOTICE = "Evidence changed since you answered"


@pytest.fixture
def outcome(world: World) -> AssessedOutcome:
    return world.assessed_outcome("1A", "s1")


@pytest.fixture
def item(world: World, outcome: AssessedOutcome) -> EvidenceItem:
    made = put_forward(world, outcome)
    open_on_evidence(world)
    return made


@pytest.fixture
def grader(world: World, item: EvidenceItem) -> Grader:
    return world.grader("hw", "healthwatch")


@pytest.fixture
def browser(grader: Grader) -> Client:
    return browser_of(grader)


def page(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def post(grader: Grader, outcome: AssessedOutcome, **given: str) -> dict[str, str]:
    held = LocalGrade.objects.filter(grader=grader, assessed_outcome=outcome).first()
    typed = {"answer": "developing", "comment": "", "version": str(held.version if held else 0)}
    return typed | given


class TestNotices:
    def test_every_page_of_the_walk_says_so(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
    ) -> None:
        answer(grader, outcome)
        places = ("/grade/", f"/grade/{outcome.pk}/", "/grade/check/")
        assert not any(NOTICE in page(browser, address) for address in places)
        change(world, item)
        assert all(NOTICE in page(browser, address) for address in places)
        browser.post("/grade/check/")
        assert NOTICE in page(browser, "/grade/receipt/")

    def test_nobody_else_is_told(
        self, world: World, item: EvidenceItem, outcome: AssessedOutcome, browser: Client
    ) -> None:
        change(world, item)
        assert NOTICE not in page(browser, "/grade/")
        assert "Nothing has changed" in page(browser, f"/grade/{outcome.pk}/changes/")

    def test_when_grading_is_over_nothing_is_asked(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
    ) -> None:
        answer(grader, outcome)
        change(world, item)
        move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
        assert NOTICE not in page(browser, "/grade/")

    def test_it_costs_no_query(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
        django_assert_max_num_queries: object,
    ) -> None:
        answer(grader, outcome)
        with CaptureQueriesContext(
            connection,
        ) as before:
            page(browser, f"/grade/{outcome.pk}/")
        change(world, item)
        with django_assert_max_num_queries(len(before)):
            assert NOTICE in page(browser, f"/grade/{outcome.pk}/")


class TestSideBySide:
    def test_old_and_new_and_the_note(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
    ) -> None:
        answer(grader, outcome)
        change(world, item, upload=text_file("New words."))
        shown = page(browser, f"/grade/{outcome.pk}/changes/")
        for words in (
            "Waits by group.",
            NEW.summary,
            "Ages were added.",
            "What it shows is described differently.",
            "The file is different.",
        ):
            assert words in shown
        for file in EvidenceFile.objects.all():
            assert f"/grade/evidence/{file.pk}/" in shown
            response = browser.get(f"/grade/evidence/{file.pk}/")
            assert response.status_code == 200
            assert b"".join(response.streaming_content)

    def test_another_kinds_grader_does_not_get_the_old_file(
        self, world: World, item: EvidenceItem
    ) -> None:
        change(world, item, upload=text_file("New words."))
        other = browser_of(world.grader("union", "trade_union"))
        for file in EvidenceFile.objects.all():
            assert other.get(f"/grade/evidence/{file.pk}/").status_code == 404

    def test_another_assessments_question_is_not_there(self, browser: Client) -> None:
        assert browser.get("/grade/999999/changes/").status_code == 404


class TestKeeping:
    def test_it_notes_what_was_looked_at_and_changes_no_answer(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
    ) -> None:
        answer(grader, outcome)
        change(world, item)
        address = f"/grade/{outcome.pk}/changes/"
        # A made-up round is cut down to what is shown.
        assert browser.post(address, {"round": "99", "keep": "1"}).status_code == 302
        grade = LocalGrade.objects.get()
        assert (grade.evidence_round, grade.looked_round, grade.version) == (0, 1, 1)
        assert EvidenceLook.objects.get().round == 1
        assert NOTICE not in page(browser, "/grade/")
        browser.post(address, {"round": "1", "keep": "1"})
        assert EvidenceLook.objects.count() == 1

    def test_a_later_change_is_shown_again(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
    ) -> None:
        """Pressed on a page from before the second change, it is not taken for having seen it."""
        answer(grader, outcome)
        change(world, item)
        change(world, item, upload=text_file("Third."), note="And a new file.")
        browser.post(f"/grade/{outcome.pk}/changes/", {"round": "1", "keep": "1"})
        shown = page(browser, f"/grade/{outcome.pk}/changes/")
        assert "And a new file." in shown
        assert "Ages were added." not in shown

    def test_it_rolls_back_whole(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        answer(grader, outcome)
        change(world, item)
        mine = grader_by_pk(grader.pk)
        row = outcome_of_assessment(mine, outcome.pk)

        def fails(**_given: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(EvidenceLook.objects, "create", fails)
        with pytest.raises(RuntimeError):
            keep_answer(assessed_outcome=row, seen_round=1, by=mine)
        assert LocalGrade.objects.get().looked_round == 0

    def test_there_must_be_an_answer_and_grading_open(
        self, world: World, item: EvidenceItem, outcome: AssessedOutcome, grader: Grader
    ) -> None:
        change(world, item)
        mine = grader_by_pk(grader.pk)
        row = outcome_of_assessment(mine, outcome.pk)
        with pytest.raises(NotNow, match="not answered"):
            keep_answer(assessed_outcome=row, seen_round=1, by=mine)
        answer(grader, outcome, evidence_round=0)
        move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
        with pytest.raises(NotNow, match="closed"):
            keep_answer(assessed_outcome=row, seen_round=1, by=mine)

    def test_who_handed_in_looks_and_keeps_without_taking_back(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
    ) -> None:
        answer(grader, outcome)
        browser.post("/grade/check/")
        change(world, item)
        browser.post(f"/grade/{outcome.pk}/changes/", {"round": "1", "keep": "1"})
        grader.refresh_from_db()
        assert grader.handed_in_at
        assert LocalGrade.objects.get().looked_round == 1


class TestChanging:
    def test_a_save_from_the_new_page_binds_to_the_new_version(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
    ) -> None:
        answer(grader, outcome)
        change(world, item)
        pressed = browser.post(f"/grade/{outcome.pk}/changes/", {"change": "1"})
        assert pressed.url == f"/grade/{outcome.pk}/"
        assert 'name="evidence_round" value="1"' in page(browser, pressed.url)
        browser.post(pressed.url, post(grader, outcome, evidence_round="1"))
        grade = LocalGrade.objects.get()
        assert (grade.answer, grade.evidence_round, grade.looked_round) == ("developing", 1, 1)
        rounds = LocalGradeRevision.objects.order_by("version").values_list("evidence_round")
        assert list(rounds) == [(0,), (1,)]
        assert NOTICE not in page(browser, "/grade/")

    def test_a_save_from_the_old_page_counts_and_is_shown_the_change(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
    ) -> None:
        page(browser, f"/grade/{outcome.pk}/")
        change(world, item)
        saved = post(grader, outcome, evidence_round="0", comment="Typed on the old page")
        browser.post(f"/grade/{outcome.pk}/", saved)
        assert LocalGrade.objects.get().evidence_round == 0
        assert RevisionComment.objects.get().comment == "Typed on the old page"
        assert NOTICE in page(browser, "/grade/")

    def test_who_handed_in_takes_back(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        grader: Grader,
        browser: Client,
    ) -> None:
        answer(grader, outcome)
        browser.post("/grade/check/")
        change(world, item)
        pressed = browser.post(f"/grade/{outcome.pk}/changes/", {"change": "1"})
        assert pressed.url == f"/grade/{outcome.pk}/"
        grader.refresh_from_db()
        assert grader.handed_in_at is None
