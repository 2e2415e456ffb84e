"""Saving an answer: nothing typed is lost, nothing is saved twice or over another's."""

import pytest
from django.test import Client

from edsportal.common.errors import Clash, InvalidInput
from grading.domain.workflow import Move
from grading.models import AssessedOutcome, Grader, LocalGrade, LocalGradeRevision
from grading.selectors.grader import outcomes_to_grade
from grading.services import answer_rows
from grading.services.assessment import create_assessment, move
from grading.services.handing_in import hand_in
from grading.services.local_grade import save_local_grade
from tests.grading.grader.conftest import browser_of, stand_down
from tests.world import TEST, World, frameworks


def send(client: Client, outcome: AssessedOutcome, **typed: object) -> object:
    form = {
        "answer": "developing",
        "comment": "Ramps are steep.",
        "version": "0",
        "continue_to": "0",
        **typed,
    }
    return client.post(f"/grade/{outcome.pk}/", form)


def answers() -> list[tuple[str, str, int]]:
    return list(LocalGrade.objects.values_list("answer", "comment", "version"))


def test_save_and_continue_goes_to_the_next_question(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    following = outcomes_to_grade(grader)[1].pk
    response = send(browser, outcome, continue_to=following)
    assert response["Location"] == f"/grade/{following}/?saved={outcome.pk}"
    assert answers() == [("developing", "Ramps are steep.", 1)]


def test_save_and_go_back_goes_to_the_list(outcome: AssessedOutcome, browser: Client) -> None:
    assert send(browser, outcome, back="1")["Location"] == "/grade/"
    assert len(answers()) == 1


def test_the_last_question_leads_to_the_check(outcome: AssessedOutcome, browser: Client) -> None:
    assert send(browser, outcome)["Location"] == "/grade/check/"


def test_a_comment_alone_is_saved(outcome: AssessedOutcome, browser: Client) -> None:
    send(browser, outcome, answer="")
    assert answers() == [("", "Ramps are steep.", 1)]


def test_nothing_at_all_is_passed_over(outcome: AssessedOutcome, browser: Client) -> None:
    assert send(browser, outcome, answer="", comment=" \r\n ")["Location"] == "/grade/check/"
    assert answers() == []


def test_an_answer_may_be_changed_and_every_state_is_kept(
    outcome: AssessedOutcome, browser: Client
) -> None:
    send(browser, outcome)
    send(browser, outcome, answer="achieving", comment="A lift came.", version="1")
    send(browser, outcome, answer="achieving", comment="", version="2")
    assert answers() == [("achieving", "", 3)]
    kept = LocalGradeRevision.objects.order_by("version").values_list(
        "version", "answer", "words__comment"
    )
    assert list(kept) == [
        (1, "developing", "Ramps are steep."),
        (2, "achieving", "A lift came."),
        (3, "achieving", None),
    ]


def test_the_page_opens_with_what_is_saved(outcome: AssessedOutcome, browser: Client) -> None:
    send(browser, outcome, comment="First line\r\n  second <line>")
    shown = browser.get(f"/grade/{outcome.pk}/").content.decode()
    assert 'value="developing" checked' in shown
    assert shown.count(" checked") == 1
    assert 'name="version" value="1"' in shown
    assert ">\nFirst line\n  second &lt;line&gt;</textarea>" in shown


def test_the_same_press_twice_saves_once(outcome: AssessedOutcome, browser: Client) -> None:
    first, second = send(browser, outcome), send(browser, outcome)
    assert first["Location"] == second["Location"]
    assert second.status_code == 302
    assert answers() == [("developing", "Ramps are steep.", 1)]
    assert LocalGradeRevision.objects.count() == 1


def test_two_tabs_clash_and_both_texts_are_shown(outcome: AssessedOutcome, browser: Client) -> None:
    send(browser, outcome, comment="From the first tab.")
    response = send(browser, outcome, answer="excelling", comment="From the second tab.")
    shown = response.content.decode()
    assert response.status_code == 409
    assert "From the first tab." in shown
    assert ">\nFrom the second tab.</textarea>" in shown
    assert 'value="excelling" checked' in shown
    assert 'name="version" value="1"' in shown  # so that pressing again chooses the typed one
    assert answers() == [("developing", "From the first tab.", 1)]
    assert (
        send(
            browser, outcome, answer="excelling", comment="From the second tab.", version="1"
        ).status_code
        == 302
    )
    assert answers() == [("excelling", "From the second tab.", 2)]


@pytest.mark.parametrize("version", ["2", "-1", "x", "", "9" * 30, "²"])
def test_a_version_nobody_was_given_overwrites_nothing(
    outcome: AssessedOutcome, browser: Client, version: str
) -> None:
    send(browser, outcome)
    response = send(browser, outcome, answer="excelling", comment="Other.", version=version)
    assert response.status_code == 409
    assert "Other." in response.content.decode()
    assert answers() == [("developing", "Ramps are steep.", 1)]


def test_a_version_of_an_answer_that_is_not_there_saves_nothing(
    outcome: AssessedOutcome, browser: Client
) -> None:
    response = send(browser, outcome, version="4")
    assert response.status_code == 409
    assert "Ramps are steep." in response.content.decode()
    assert answers() == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"answer": "brilliant"}, "This is not one of the answers."),
        ({"groups": ["age", "left_handed"]}, "not known: left_handed"),
        ({"comment": "long " * 5000}, "Use 20000 or fewer."),
        ({"comment": "a\x00b"}, "cannot be kept"),
    ],
)
def test_what_cannot_be_used_comes_back_with_the_text(
    outcome: AssessedOutcome, browser: Client, typed: dict[str, object], words: str
) -> None:
    response = send(browser, outcome, **{"comment": "Keep me.", **typed})
    shown = response.content.decode()
    assert response.status_code == 422
    assert words in shown
    assert "<title>Error:" in shown.replace("\n", "")
    assert str(typed.get("comment", "Keep me.")).strip() in shown
    assert answers() == []


def test_an_address_of_another_site_is_never_the_next_page(
    outcome: AssessedOutcome, browser: Client
) -> None:
    assert send(browser, outcome, continue_to="//evil.example")["Location"] == "/grade/check/"


def test_grading_closing_meanwhile_keeps_the_text(
    open_world: World, outcome: AssessedOutcome, browser: Client
) -> None:
    assert browser.get(f"/grade/{outcome.pk}/").status_code == 200
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    response = send(browser, outcome)
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Grading is closed" in shown
    assert "Ramps are steep.</textarea>" in shown
    assert "Developing activity" in shown
    assert answers() == []


def test_handed_in_answers_stay_until_taken_back(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    send(browser, outcome)
    hand_in(by=grader)
    response = send(browser, outcome, comment="More.", version="1")
    shown = response.content.decode()
    assert response.status_code == 409
    assert "More.</textarea>" in shown
    assert "/grade/receipt/" in shown
    assert answers() == [("developing", "Ramps are steep.", 1)]


def test_a_group_that_stood_down_saves_nothing(
    open_world: World, outcome: AssessedOutcome, browser: Client
) -> None:
    stand_down(open_world)
    response = send(browser, outcome)
    assert response.status_code == 403
    assert "Ramps are steep.</textarea>" in response.content.decode()
    assert answers() == []


def test_a_visit_that_ended_while_typing_shows_the_text(outcome: AssessedOutcome) -> None:
    response = send(Client(), outcome, comment="Typed for an hour.")
    assert response.status_code == 403
    assert "Typed for an hour.</textarea>" in response.content.decode()
    assert answers() == []


def test_a_spent_form_token_shows_the_text(grader: Grader, outcome: AssessedOutcome) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = browser_of(grader).cookies
    response = send(client, outcome, comment="Typed for an hour.")
    assert response.status_code == 403
    assert "Typed for an hour." in response.content.decode()
    assert answers() == []


def test_a_grader_who_has_not_started_is_sent_to_start(
    open_world: World, outcome: AssessedOutcome
) -> None:
    client = browser_of(open_world.grader("new", "healthwatch", started=False))
    assert client.get("/grade/")["Location"] == "/grade/start/"
    assert send(client, outcome)["Location"] == "/grade/start/"
    assert answers() == []


class TestService:
    def save(self, grader: Grader, outcome: AssessedOutcome, **given: object) -> LocalGrade:
        typed = {"answer": "developing", "comment": "", "expected_version": 0, **given}
        return save_local_grade(assessed_outcome=outcome, by=grader, **typed)

    def test_answer_and_history_are_saved_together_or_not_at_all(
        self, grader: Grader, outcome: AssessedOutcome, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: object, **kwargs: object) -> None:
            raise RuntimeError("no history")

        self.save(grader, outcome)
        monkeypatch.setattr(answer_rows, "_REVISION", broken)
        with pytest.raises(RuntimeError):
            self.save(grader, outcome, answer="excelling", expected_version=1)
        assert answers() == [("developing", "", 1)]

    def test_the_database_holds_one_answer_per_person_and_question(
        self, grader: Grader, outcome: AssessedOutcome
    ) -> None:
        self.save(grader, outcome)
        with pytest.raises(Clash):
            self.save(grader, outcome, answer="excelling")
        assert answers() == [("developing", "", 1)]

    def test_every_problem_is_named(self, grader: Grader, outcome: AssessedOutcome) -> None:
        with pytest.raises(InvalidInput) as refusal:
            self.save(grader, outcome, answer="best", groups_faring_well=["tall"], comment="\x00")
        assert [p.place for p in refusal.value.problems] == [
            "answer",
            "groups_faring_well",
            "comment",
        ]


class TestCountedGroups:
    """EDS2 suggests a grade by the number of groups that fare well."""

    @pytest.fixture
    def counted(self, world: World) -> AssessedOutcome:
        assessment = create_assessment(
            organisation=world.organisation, framework=frameworks()["eds2"], year="2025/26", by=TEST
        )
        move(assessment, move=Move.OPEN_GRADING, by=TEST)
        world.assessment = assessment
        return world.assessed_outcome("1.1")

    def test_ticked_groups_without_a_grade_bring_the_suggestion(
        self, world: World, counted: AssessedOutcome
    ) -> None:
        client = browser_of(world.grader())
        assert "Which groups fare as well" in client.get(f"/grade/{counted.pk}/").content.decode()
        response = send(
            client, counted, answer="", groups=["age", "sex", "race", "disability"], continue_to=7
        )
        assert response["Location"] == f"/grade/{counted.pk}/?saved={counted.pk}"
        shown = client.get(response["Location"]).content.decode()
        assert "You ticked 4 of 9 groups. That number suggests: Developing. You decide." in shown
        assert 'value="race" checked' in shown

    def test_a_person_decides(self, world: World, counted: AssessedOutcome) -> None:
        client = browser_of(world.grader())
        response = send(client, counted, answer="excelling", groups=["age"], continue_to=7)
        assert response["Location"] == f"/grade/7/?saved={counted.pk}"
        saved = LocalGrade.objects.get()
        assert (saved.answer, saved.groups_faring_well) == ("excelling", ["age"])

    def test_questions_with_another_rule_have_no_tick_boxes(
        self, world: World, counted: AssessedOutcome
    ) -> None:
        client = browser_of(world.grader())
        other = world.assessed_outcome("4.1")
        assert 'name="groups"' not in client.get(f"/grade/{other.pk}/").content.decode()
