"""The list and the pages of single questions: what they show, and to whom."""

import pytest
from django.test import Client

from evidence.models import EvidenceItem
from grading.models import AssessedOutcome, EvidenceUse, Grader
from grading.selectors.grader import outcomes_to_grade
from grading.services.assessment import create_assessment
from grading.services.local_grade import save_local_grade
from stakeholders.models import Characteristic
from tests.grading.grader.conftest import browser_of
from tests.world import TEST, World


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_what_is_left_goal_by_goal(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    before = page(browser, "/grade/")
    assert "You have answered 0 of 12." in before
    assert "Go to the first question" in before
    assert "Commissioned or provided services" in before
    assert "Inclusive leadership" not in before  # others grade that
    save(grader, outcome)
    after = page(browser, "/grade/")
    assert "You have answered 1 of 12." in after
    assert "Go to the next unanswered question" in after


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("grading", "You can answer now, stop at any time and come back."),
        ("reconciling", "the board of the organisation signs them off"),
        ("agreed", "the report is published next"),
        ("published", "you find the grades that were agreed"),
    ],
)
def test_the_list_says_what_one_can_do_or_waits_for(
    open_world: World, browser: Client, state: str, words: str
) -> None:
    open_world.assessment.state = state
    open_world.assessment.save()
    assert words in page(browser, "/grade/")


def save(grader: Grader, outcome: AssessedOutcome, **given: object) -> None:
    typed = {"answer": "developing", "comment": "Ramps are steep.", "expected_version": 0, **given}
    save_local_grade(assessed_outcome=outcome, by=grader, **typed)


def test_a_comment_alone_is_not_an_answer_yet(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    save(grader, outcome, answer="")
    shown = page(browser, "/grade/")
    assert "You have answered 0 of 12." in shown
    assert "No grade yet" in shown


def test_a_question_shows_plain_words_first_then_the_official_ones(
    outcome: AssessedOutcome, browser: Client
) -> None:
    shown = page(browser, f"/grade/{outcome.pk}/")
    places = [
        shown.index(words)
        for words in (
            "Question 1 of 12: Example service 1",
            "Can people from every group get to this service when they need it?",
            "Official wording:",
            "have required levels of access to the service",
            "Look for what makes it harder",
            "Undeveloped activity",
            "Excelling activity",
            "There is not enough evidence for me to say",
            "I&#x27;d rather not say",
            "Why do you think so?",
        )
    ]
    assert places == sorted(places)


def test_unsure_official_wording_is_marked(open_world: World) -> None:
    from grading.domain.edition import Certainty
    from grading.presenters.grader.question import UNSURE

    edition = open_world.assessment.edition
    unsure = [o for o in edition.outcomes if o.official.certainty in UNSURE]
    assert set(UNSURE) == {Certainty.PROBABLE, Certainty.DOUBTFUL}
    for outcome in edition.outcomes:
        row = open_world.assessed_outcome(outcome.code)
        kind = sorted(edition.entitled_kinds(outcome.code))[0].value
        client = browser_of(open_world.grader(kind, kind))
        marked = "not yet checked against the official document" in page(
            client, f"/grade/{row.pk}/"
        )
        assert marked == (outcome in unsure)


def test_previous_and_next_lead_through_every_question(grader: Grader, browser: Client) -> None:
    rows = outcomes_to_grade(grader)
    for index, row in enumerate(rows):
        shown = page(browser, f"/grade/{row.pk}/")
        onward = f"/grade/{rows[index + 1].pk}/" if index + 1 < len(rows) else "/grade/check/"
        assert f'href="{onward}">Skip this question' in shown
        assert ("Previous question" in shown) == bool(index)


def test_evidence_is_shown_with_groups_and_link(
    outcome: AssessedOutcome, browser: Client, open_world: World
) -> None:
    item = EvidenceItem.objects.create(
        organisation=open_world.organisation,
        title="Waiting times <b>2025</b>",
        kind="data",
        summary="Who waits longest.\nNobody asked carers.",
        url="https://example.org/waiting",
    )
    item.characteristics.set(Characteristic.objects.filter(key__in=["race", "age"]))
    EvidenceUse.objects.create(assessed_outcome=outcome, item=item)
    shown = page(browser, f"/grade/{outcome.pk}/")
    assert "Waiting times &lt;b&gt;2025&lt;/b&gt;" in shown
    assert "Nobody asked carers." in shown
    assert 'href="https://example.org/waiting"' in shown
    age, race = (Characteristic.objects.get(key=key).label for key in ("age", "race"))
    assert f"It speaks of: {age}, {race}." in shown


def test_a_question_without_evidence_says_so(outcome: AssessedOutcome, browser: Client) -> None:
    assert "Nothing was put forward for this question." in page(browser, f"/grade/{outcome.pk}/")


def test_another_kinds_question_is_refused_with_the_reason(
    open_world: World, browser: Client
) -> None:
    theirs = open_world.assessed_outcome("2A")
    response = browser.get(f"/grade/{theirs.pk}/")
    assert response.status_code == 403
    assert "Other kinds of groups grade this question" in response.content.decode()


def test_an_out_of_scope_question_says_why(
    open_world: World, outcome: AssessedOutcome, browser: Client
) -> None:
    AssessedOutcome.objects.filter(pk=outcome.pk).update(
        in_scope=False, out_of_scope_reason="Service moved away."
    )
    response = browser.get(f"/grade/{outcome.pk}/")
    assert response.status_code == 409
    assert "Service moved away." in response.content.decode()


def test_another_assessments_question_does_not_exist(open_world: World, browser: Client) -> None:
    other = create_assessment(
        organisation=open_world.other_organisation,
        framework=open_world.assessment.framework,
        year="2025/26",
        by=TEST,
    )
    theirs = other.assessed_outcomes.first()
    assert browser.get(f"/grade/{theirs.pk}/").status_code == 404
    assert (
        browser.post(f"/grade/{theirs.pk}/", {"answer": "achieving", "version": "0"}).status_code
        == 404
    )
    assert theirs.local_grades.count() == 0


@pytest.mark.parametrize("pk", [0, 999999, 10**30])
def test_a_guessed_question_does_not_exist(browser: Client, pk: int) -> None:
    assert browser.get(f"/grade/{pk}/").status_code == 404


def test_what_was_just_saved_is_told_from_the_database(
    grader: Grader, outcome: AssessedOutcome, browser: Client
) -> None:
    rows = outcomes_to_grade(grader)
    address = f"/grade/{rows[1].pk}/?saved={outcome.pk}"
    assert "Your answer to question" not in page(browser, address)
    save(grader, outcome)
    assert "Your answer to question 1 is saved" in page(browser, address)
    assert "Your answer to question" not in page(browser, f"/grade/{rows[1].pk}/?saved=nonsense")


def test_pages_are_not_kept_by_shared_computers(outcome: AssessedOutcome, browser: Client) -> None:
    for address in ("/grade/", f"/grade/{outcome.pk}/", "/grade/check/"):
        assert "no-store" in browser.get(address)["Cache-Control"]
