"""A board member signs what they read; what goes back says why; what fails moves nothing."""

import pytest
from django.core import mail

from edsportal.common.errors import Clash, InvalidInput, NotNow
from grading.domain.results import fingerprint
from grading.domain.workflow import Move, State
from grading.models import Assessment
from grading.selectors.results import results_of
from grading.services import running
from grading.services.assessment import move
from grading.services.local_grade import save_local_grade
from tests.grading.running.test_running import SOON
from tests.world import TEST, World, make_person


@pytest.fixture
def graded(world: World) -> World:
    """One answer of one union, and grading closed."""
    answer(world, "union", "developing")
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    return world


def answer(world: World, group: str, grade: str) -> None:
    if world.assessment.state != State.GRADING:
        move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    outcome = world.assessed_outcome("2A")
    outcome.assessment = world.assessment
    grader = world.grader(group, "trade_union")
    save_local_grade(
        assessed_outcome=outcome, answer=grade, comment="", expected_version=0, by=grader
    )


def grade_again(world: World) -> None:
    """The lead opens grading again, somebody answers, the lead closes it."""
    lead = world.people["lead"]
    running.reopen_grading(assessment=world.assessment, reason="More.", closes_on=SOON, by=lead)
    answer(world, "second-union", "undeveloped")
    running.close_grading(assessment=world.assessment, reason="All have answered.", by=lead)


class TestWhatIsSigned:
    def test_results_that_changed_are_not_signed_unread(self, graded: World) -> None:
        seen = fingerprint(results_of(graded.assessment))
        grade_again(graded)
        board = graded.people["board"]
        with pytest.raises(Clash, match="have changed since you opened this page"):
            running.sign_off(assessment=graded.assessment, seen=seen, by=board)
        assert Assessment.objects.get().state == State.RECONCILING
        now = fingerprint(results_of(graded.assessment))
        running.sign_off(assessment=graded.assessment, seen=now, by=board)
        assert Assessment.objects.get().state == State.AGREED

    def test_the_page_comes_again_with_the_words_and_the_new_results(self, graded: World) -> None:
        address = f"/work/{graded.assessment.pk}/sign-off/"
        client = graded.client("board")
        opened = client.get(address).context["form"].initial["seen"]
        grade_again(graded)
        refused = client.post(address, {"sure": "on", "seen": opened})
        assert refused.status_code == 409
        assert "The results have changed since you opened this page" in refused.text
        assert "checked" not in refused.text
        fresh = refused.context["form"].initial["seen"]
        assert f'value="{fresh}"' in refused.text
        assert client.post(address, {"sure": "on", "seen": fresh}).status_code == 302
        assert Assessment.objects.get().state == State.AGREED

    def test_a_form_that_names_no_results_signs_nothing(self, graded: World) -> None:
        address = f"/work/{graded.assessment.pk}/sign-off/"
        assert graded.client("board").post(address, {"sure": "on"}).status_code == 409
        assert Assessment.objects.get().state == State.RECONCILING

    def test_the_same_results_have_the_same_fingerprint(self, graded: World) -> None:
        again = Assessment.objects.get()
        assert fingerprint(results_of(graded.assessment)) == fingerprint(results_of(again))


class TestSentBack:
    @pytest.fixture
    def back(self, graded: World, django_capture_on_commit_callbacks: object) -> World:
        seen = fingerprint(results_of(graded.assessment))
        board = graded.people["board"]
        running.sign_off(assessment=graded.assessment, seen=seen, by=board)
        make_person("second_lead", graded.organisation, "equality_lead")
        with django_capture_on_commit_callbacks(execute=True):
            running.send_back(assessment=graded.assessment, reason="2A is <unclear>.", by=board)
        return graded

    def test_every_lead_is_mailed_the_reason(self, back: World) -> None:
        told = {message.to[0]: message.body for message in mail.outbox}
        assert told.keys() == {"lead@example.org", "second_lead@example.org"}
        for body in told.values():
            assert "2A is <unclear>." in body
            assert "Pat Board has sent back" in body
            assert f"/work/{back.assessment.pk}/" in body

    def test_the_task_list_shows_the_reason_until_things_move_on(self, back: World) -> None:
        address = f"/work/{back.assessment.pk}/"
        words = "The board sent the grades back. The reason: “2A is &lt;unclear&gt;.”"
        assert words in back.client("lead").get(address).text
        running.reopen_grading(
            assessment=back.assessment,
            reason="To ask again.",
            closes_on=SOON,
            by=back.people["lead"],
        )
        page = back.client("contributor").get(address).text
        assert words not in page
        assert "Grading was opened again. The reason: “To ask again.”" in page
        running.close_grading(
            assessment=back.assessment, reason="All have answered.", by=back.people["lead"]
        )
        assert "The reason:" not in back.client("lead").get(address).text


class TestPublishedBefore:
    """Grades of history beside outcomes that are graded here."""

    def publish_before(self, world: World, *codes: str) -> None:
        rows = world.assessment.assessed_outcomes
        (rows.filter(outcome_code__in=codes) if codes else rows).update(published_grade="achieving")

    def test_nobody_is_asked_about_them(self, world: World) -> None:
        from grading.selectors.grader import outcomes_to_grade

        self.publish_before(world, "2A")
        codes = {row.outcome_code for row in outcomes_to_grade(world.grader("un", "trade_union"))}
        assert codes == {"2B", "2C", "2D", "3A", "3B", "3C"}
        with pytest.raises(NotNow, match="was published before"):
            answer(world, "union", "developing")

    def test_opening_asks_for_nothing_about_them(self, world: World) -> None:
        self.publish_before(world)
        with pytest.raises(InvalidInput) as refusal:
            running.open_grading(assessment=world.assessment, by=world.people["lead"])
        assert "Evidence" not in {problem.place for problem in refusal.value.problems}

    def test_grading_is_not_opened_again_for_nothing(self, graded: World) -> None:
        self.publish_before(graded)
        with pytest.raises(NotNow, match="nothing left to grade"):
            running.reopen_grading(
                assessment=graded.assessment,
                reason="Again.",
                closes_on=SOON,
                by=graded.people["lead"],
            )
        assert Assessment.objects.get().state == State.RECONCILING
        assert mail.outbox == []


def test_a_refused_move_is_forgotten_in_memory_too(world: World) -> None:
    with pytest.raises(InvalidInput):
        running.open_grading(assessment=world.assessment, by=world.people["lead"])
    assert world.assessment.state == State.PREPARING
