"""Asking for more: what is kept, what is refused, and that nobody learns who asked."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from edsportal.common.append_only import AppendOnlyViolation
from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import OutgoingMessage
from evidence.models import EvidenceItem
from grading.domain.asked_question import LONGEST_QUESTION, MOST_QUESTIONS
from grading.domain.workflow import Move
from grading.models import AskedQuestion, AssessedOutcome, EvidenceUse, Grader, QuestionAnswer
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.services import asked_question as service
from grading.services.asked_question import answer_question, ask_question, withdraw_question
from grading.services.assessment import move
from grading.services.forgetting import forget_myself
from reports.services.snapshot import build_snapshot
from tests.grading.grader.conftest import browser_of
from tests.privacy.everywhere import tables_with
from tests.world import TEST, World

WORDS = "How many people answered the survey?"


def asks(grader: Grader, code: str = "1A", text: str = WORDS) -> AskedQuestion:
    """As the page does: with the grader and the outcome it fetched."""
    fresh = grader_by_pk(grader.pk)
    assert fresh is not None
    rows = fresh.participation.assessment.assessed_outcomes.filter(outcome_code=code)
    row = outcome_of_assessment(fresh, rows.order_by("position").values_list("pk", flat=True)[0])
    return ask_question(assessed_outcome=row, text=text, by=fresh)


def answers(world: World, question: AskedQuestion, text: str = "412 people.", **more: object):
    more = {"seen": None, "by": world.people["lead"], **more}
    return answer_question(question=question, text=text, **more)


def test_a_question_is_kept_and_the_trail_does_not_tell_of_it(grader: Grader) -> None:
    before = AuditEvent.objects.count()
    question = asks(grader, text=f"  {WORDS} ")
    assert (question.text, question.grader_id, question.answer) == (WORDS, grader.pk, None)
    assert AuditEvent.objects.count() == before  # It would name the asker's group.


@pytest.mark.parametrize("text", ["", "   ", "x" * (LONGEST_QUESTION + 1), "a\x00b"])
def test_no_words_too_many_or_ones_that_cannot_be_kept(grader: Grader, text: str) -> None:
    with pytest.raises(InvalidInput):
        asks(grader, text=text)
    assert not AskedQuestion.objects.exists()


def test_a_handful_on_each_outcome_and_taken_back_ones_count(grader: Grader) -> None:
    for number in range(MOST_QUESTIONS):
        last = asks(grader, text=f"Question {number}")
    withdraw_question(question=last, by=grader_by_pk(grader.pk))
    with pytest.raises(NotNow, match="as many questions"):
        asks(grader)
    assert asks(grader, code="1B").pk
    assert asks(grader.participation.graders.get(), code="1C").pk


def test_only_ones_own_questions_and_only_while_open(open_world: World, grader: Grader) -> None:
    with pytest.raises(NotPermitted):
        asks(grader, code="2A")  # Staff groups grade domain 2.
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    with pytest.raises(NotNow, match="closed"):
        asks(grader)


def test_an_answer_is_told_in_confidence_and_amended_with_its_history(
    open_world: World, grader: Grader, django_capture_on_commit_callbacks: object
) -> None:
    question = asks(grader)
    with django_capture_on_commit_callbacks(execute=True):
        first = answers(open_world, question)
    assert mail.outbox[-1].to == [grader.invitation.email]
    assert "412 people." in mail.outbox[-1].body
    message = OutgoingMessage.objects.get(kind="question_answered")
    assert (message.organisation, message.about_kind, message.about_pk) == ("", "", None)
    again = answers(open_world, question, "413 people: one came late.", seen="1")
    question.refresh_from_db()
    assert (question.answer, again.version) == (again, 2)
    assert list(question.answers.values_list("text", flat=True)) == [first.text, again.text]
    assert answers(open_world, question, "413 people: one came late.", seen="2") == again
    with pytest.raises(Clash):
        answers(open_world, question, "414", seen="1")
    with pytest.raises(AppendOnlyViolation):
        QuestionAnswer.objects.update(text="nothing")
    events = AuditEvent.objects.filter(subject_kind="grading.askedquestion").order_by("pk")
    assert [event.event for event in events] == ["question_answered", "question_answer_amended"]
    assert all(WORDS not in json.dumps(event.details) for event in events)


def test_nothing_is_kept_where_telling_fails(
    open_world: World, grader: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asks(grader)
    monkeypatch.setattr(service, "_tell_asker", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        answers(open_world, question)
    question.refresh_from_db()
    assert question.answer is None
    assert not QuestionAnswer.objects.exists()
    assert not AuditEvent.objects.filter(event="question_answered").exists()


def test_who_may_answer_and_when(open_world: World, grader: Grader) -> None:
    question = asks(grader)
    for role in ("contributor", "board", "reader", "other_lead"):
        with pytest.raises(NotPermitted):
            answers(open_world, question, by=open_world.people[role])
    with pytest.raises(InvalidInput):
        answers(open_world, question, " ")
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    with pytest.raises(NotNow):
        answers(open_world, question)


def test_it_points_at_evidence_graders_see_here(
    open_world: World, grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    item = EvidenceItem.objects.create(
        organisation=open_world.organisation, title="The survey", summary="Who was asked."
    )
    question = asks(grader)
    with pytest.raises(InvalidInput):
        answers(open_world, question, item=item)
    EvidenceUse.objects.create(assessed_outcome=outcome, item=item)
    answers(open_world, question, item=item)
    assert "See the evidence “The survey”" in browser.get(f"/grade/{outcome.pk}/").content.decode()
    EvidenceItem.objects.update(visibility=EvidenceItem.Visibility.STAFF)
    assert "The survey" not in browser.get(f"/grade/{outcome.pk}/").content.decode()


def test_taken_back_while_unanswered_only(open_world: World, grader: Grader) -> None:
    by = grader_by_pk(grader.pk)
    answered, question = asks(grader), asks(grader, text="Another?")
    answers(open_world, answered)
    with pytest.raises(NotNow, match="answered"):
        withdraw_question(question=answered, by=by)
    withdraw_question(question=question, by=by)
    withdraw_question(question=question, by=by)
    with pytest.raises(NotNow, match="taken back"):
        answers(open_world, question)
    with pytest.raises(IntegrityError), transaction.atomic():
        AskedQuestion.objects.filter(pk=answered.pk).update(withdrawn_at=timezone.now())


def test_no_page_of_another_or_of_the_lead_holds_the_askers_name_or_group(
    open_world: World, grader: Grader, outcome: AssessedOutcome
) -> None:
    question = asks(grader)
    other = open_world.grader("cg", "community_group")
    answers(open_world, question)
    asks(grader, text="And how old were they?")
    names = (grader.invitation.name, "Example hw", grader.invitation.email)
    pages = [browser_of(other).get(f"/grade/{outcome.pk}/{end}") for end in ("", "ask/")]
    lead, pk = open_world.client("lead"), open_world.assessment.pk
    for address in (f"/work/{pk}/questions/", f"/work/{pk}/questions/{question.pk}/"):
        pages.append(lead.get(address))
    pages.append(lead.get("/work/organisation/TST/audit/"))
    for page in pages:
        assert page.status_code in (200, 404)
        assert not [name for name in names if name in page.content.decode()], page.request
    assert sum(WORDS in page.content.decode() for page in pages) == 4
    assert "You asked this" not in pages[0].content.decode()
    strangers = open_world.grader("tu", "trade_union")
    assert browser_of(strangers).get(f"/grade/{outcome.pk}/ask/").status_code == 403


def test_the_asker_finds_it_on_the_walk_and_may_take_it_back(
    open_world: World, grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    address = f"/grade/{outcome.pk}/ask/"
    form = {"question": WORDS, "form_key": "k1"}
    assert browser.post(address, form)["Location"] == address
    assert browser.post(address, form).status_code == 302  # A double press asks once.
    question = AskedQuestion.objects.get()
    assert "0 of 1 answered" in browser.get("/grade/").content.decode()
    stranger = browser_of(open_world.grader("hw", "healthwatch"))
    assert stranger.post(f"/grade/asked/{question.pk}/take-back/").status_code == 404
    assert "Take this question back" not in stranger.get(address).content.decode()
    assert browser.get(f"/grade/asked/{question.pk}/take-back/").status_code == 200
    browser.post(f"/grade/asked/{question.pk}/take-back/")
    question.refresh_from_db()
    assert question.withdrawn_at
    assert "Taken back" in browser.get(address).content.decode()
    assert WORDS not in stranger.get(address).content.decode()


def test_nothing_typed_is_lost(
    open_world: World, outcome: AssessedOutcome, browser: Client
) -> None:
    address = f"/grade/{outcome.pk}/ask/"
    much = "x" * (LONGEST_QUESTION + 1)
    page = browser.post(address, {"question": much})
    assert (page.status_code, much in page.content.decode()) == (422, True)
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    page = browser.post(address, {"question": WORDS})
    assert (page.status_code, WORDS in page.content.decode()) == (409, True)
    page = Client().post(address, {"question": WORDS})
    assert (page.status_code, WORDS in page.content.decode()) == (403, True)
    assert not AskedQuestion.objects.exists()


def test_an_answer_typed_first_is_saved_on_the_way(
    outcome: AssessedOutcome, grader: Grader, browser: Client
) -> None:
    typed = {"answer": "achieving", "comment": "c", "version": "0", "ask": "1"}
    said = browser.post(f"/grade/{outcome.pk}/", typed)
    assert said["Location"] == f"/grade/{outcome.pk}/ask/"
    assert grader.local_grades.get().comment == "c"


def test_after_closing_what_has_no_answer_says_so_and_is_counted(
    open_world: World, grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    answers(open_world, asks(grader))
    asks(grader, text="And who was not asked?")
    withdraw_question(question=asks(grader, text="No."), by=grader_by_pk(grader.pk))
    AskedQuestion.objects.update(asked_at=timezone.now() - timedelta(days=3))
    lead, pk = open_world.client("lead"), open_world.assessment.pk
    words = lead.get(f"/work/{pk}/questions/").content.decode()
    assert "2 questions were asked; 1 answered, 1 waiting." in words
    assert "Asked 3 days ago" in words
    assert "Questions from graders" in lead.get(f"/work/{pk}/").content.decode()
    move(open_world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    left = "Not answered while grading was open"
    assert left in lead.get(f"/work/{pk}/questions/").content.decode()
    assert left in browser.get(f"/grade/{outcome.pk}/ask/").content.decode()
    snapshot = build_snapshot(open_world.assessment, version=1, published_on=timezone.localdate())
    assert snapshot["questions"] == {"asked": 2, "answered": 1}


def test_a_forgotten_persons_words_are_gone_and_answers_stay(
    open_world: World, grader: Grader, outcome: AssessedOutcome
) -> None:
    answers(open_world, asks(grader, text="Zweihundert sentinel words?"))
    asks(grader, text="More sentinel words?")
    forget_myself(by=grader_by_pk(grader.pk))
    assert tables_with("sentinel words") == []
    other = browser_of(open_world.grader("cg", "community_group"))
    page = other.get(f"/grade/{outcome.pk}/ask/").content.decode()
    assert "412 people." in page
    assert "had their words removed" in page
    lead = open_world.client("lead").get(f"/work/{open_world.assessment.pk}/questions/")
    assert "1 question was asked; 1 answered, 0 waiting." in lead.content.decode()


@pytest.mark.parametrize("path", ["/work/{pk}/questions/", "/grade/{outcome}/ask/"])
def test_as_many_queries_for_three_as_for_one(
    open_world: World,
    outcome: AssessedOutcome,
    path: str,
    django_assert_num_queries: object,
) -> None:
    person = open_world.grader("hw", "healthwatch")
    browser = open_world.client("lead") if "work" in path else browser_of(person)
    address = path.format(pk=open_world.assessment.pk, outcome=outcome.pk)
    for number in (1, 2):
        for _each in range(number):
            answers(open_world, asks(open_world.grader("hw", "healthwatch")))
        # Lead: session, person, assessment, roles; questions, outcomes.
        # Grader: session, grader, question; asked, people grading, asked by this one.
        with django_assert_num_queries(6):
            assert browser.get(address).status_code == 200
