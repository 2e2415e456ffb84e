"""Checking, handing in, the receipt, and taking back."""

import pytest
from django.core import mail
from django.test import Client

from edsportal.common.errors import NotNow
from edsportal.common.models import AuditEvent
from grading.domain.workflow import Move
from grading.models import AssessedOutcome, Grader
from grading.services import handing_in as handing_in_module
from grading.services.assessment import move
from grading.services.handing_in import hand_in, receipt_number, take_back
from grading.services.local_grade import save_local_grade
from tests.grading.grader.conftest import browser_of
from tests.world import TEST, World


@pytest.fixture(autouse=True)
def _answered(grader: Grader, outcome: AssessedOutcome) -> None:
    save_local_grade(
        assessed_outcome=outcome,
        answer="developing",
        comment="Ramps are steep.",
        expected_version=0,
        by=grader,
    )


def test_the_check_says_what_has_no_answer(browser: Client) -> None:
    shown = browser.get("/grade/check/").content.decode()
    assert "11 questions have no answer. You can hand in without them." in shown
    assert "Developing activity" in shown
    assert "Ramps are steep." in shown
    assert "Each answer counts from when you saved it" in shown


def test_handing_in_leads_to_a_receipt_by_page_and_mail(
    grader: Grader, browser: Client, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post("/grade/check/")["Location"] == "/grade/receipt/"
    grader.refresh_from_db()
    number = receipt_number(grader)
    shown = browser.get("/grade/receipt/").content.decode()
    assert number in shown
    assert "Take back and change" in shown
    assert "Developing activity" in shown
    (message,) = mail.outbox
    assert message.to == [grader.invitation.email]
    assert number in message.body
    assert "Developing" not in message.body
    assert "Ramps" not in message.body


def test_pressing_twice_hands_in_once(
    grader: Grader, browser: Client, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/grade/check/")
        first = Grader.objects.get(pk=grader.pk).handed_in_at
        assert browser.post("/grade/check/").status_code == 302
    assert Grader.objects.get(pk=grader.pk).handed_in_at == first
    assert len(mail.outbox) == 1
    assert AuditEvent.objects.filter(event="grader_handed_in").count() == 1


def test_a_receipt_number_cannot_be_guessed_and_stays(grader: Grader, settings: object) -> None:
    assert receipt_number(grader) == ""
    hand_in(by=grader)
    number = receipt_number(grader)
    assert len(number.replace("-", "")) == 12
    assert receipt_number(Grader.objects.get(pk=grader.pk)) == number
    settings.SECRET_KEY = "another secret"
    assert receipt_number(grader) != number


def test_taking_back_opens_the_answers_again(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    browser.post("/grade/check/")
    assert (
        "You have handed in your answers" in browser.get(f"/grade/{outcome.pk}/").content.decode()
    )
    assert browser.post("/grade/take-back/")["Location"] == "/grade/"
    assert browser.get("/grade/receipt/")["Location"] == "/grade/check/"
    assert (
        browser.post(f"/grade/{outcome.pk}/", {"answer": "achieving", "version": "1"}).status_code
        == 302
    )
    assert AuditEvent.objects.filter(event="grader_reopened", actor_kind="grader").count() == 1


def test_after_closing_nothing_is_handed_in_or_taken_back(
    open_world: World, grader: Grader, browser: Client
) -> None:
    hand_in(by=grader)
    late = open_world.grader("late", "patient_group")
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    assert browser.post("/grade/take-back/").status_code == 409
    response = browser_of(late).post("/grade/check/")
    assert response.status_code == 409
    assert "Grading is closed" in response.content.decode()
    late.refresh_from_db()
    assert late.handed_in_at is None
    shown = browser.get("/grade/receipt/").content.decode()
    assert "Ramps are steep." in shown
    assert "Take back" not in shown


def test_nothing_answered_is_not_handed_in(open_world: World) -> None:
    empty = open_world.grader("empty", "patient_group")
    response = browser_of(empty).post("/grade/check/")
    assert response.status_code == 409
    assert "Answer at least one" in response.content.decode()


def test_no_receipt_before_handing_in(browser: Client) -> None:
    assert browser.get("/grade/receipt/")["Location"] == "/grade/check/"
    assert browser.get("/grade/take-back/").status_code == 405


def test_a_mail_server_that_is_down_keeps_the_handing_in(
    grader: Grader, browser: Client, settings: object, django_capture_on_commit_callbacks: object
) -> None:
    settings.EMAIL_BACKEND = "tests.grading.grader.mail_servers.Down"
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post("/grade/check/").status_code == 302
    grader.refresh_from_db()
    assert grader.handed_in_at


@pytest.mark.parametrize("write", [hand_in, take_back])
def test_audit_failing_undoes_the_change(
    grader: Grader, monkeypatch: pytest.MonkeyPatch, write: object
) -> None:
    if write is take_back:
        hand_in(by=grader)
    before = Grader.objects.get(pk=grader.pk).handed_in_at

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the audit is broken")

    monkeypatch.setattr(handing_in_module, "record", broken)
    with pytest.raises(RuntimeError):
        write(by=grader)
    assert Grader.objects.get(pk=grader.pk).handed_in_at == before


def test_handing_in_before_starting_is_refused(open_world: World) -> None:
    with pytest.raises(NotNow, match="Press Start"):
        hand_in(by=open_world.grader("new", "patient_group", started=False))
