"""The staff's pages: who may open what in which state, and what pressing does."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from grading.domain.workflow import Move, State
from grading.models import Assessment
from grading.services.assessment import move
from objectives.models import Objective
from reports.domain.draft import draft_mark
from reports.models import RenderJob, Report
from reports.services.report import draft_report, publish
from tests.reports.cases import ON, SECRET_WORDS, agreed, graded, seen_of_report
from tests.world import TEST, World

ROLES = ("lead", "contributor", "board", "reader", "other_lead", "anonymous")
SIGN_IN, OK, NO, HIDDEN, NOT_NOW, GO = 302, 200, 403, 404, 409, 303


def in_state(world: World, state: State) -> Assessment:
    assessment = world.assessment
    if state is State.GRADING:
        move(assessment, move=Move.OPEN_GRADING, by=TEST)
    elif state is State.RECONCILING:
        graded(world)
    elif state in (State.AGREED, State.PUBLISHED):
        agreed(world)
    if state is State.PUBLISHED:
        publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    return assessment


def answers(lead: int, contributor: int, board: int, reader: int) -> dict[str, int]:
    """What each role gets; people of another trust and strangers always get the same."""
    return dict(zip(ROLES, (lead, contributor, board, reader, HIDDEN, SIGN_IN), strict=True))


# Page, method, state: what lead, contributor, board member and commissioner reader get.
TABLE = {
    **{("work_report", "get", state): answers(OK, NO, OK, NO) for state in State},
    **{
        ("progress", "get", state): answers(OK, NO, OK, NO)
        for state in (State.AGREED, State.PUBLISHED)
    },
    **{("publish", "get", state): answers(NOT_NOW, NO, NOT_NOW, NO) for state in State},
    **{("publish", "post", state): answers(NOT_NOW, NO, NOT_NOW, NO) for state in State},
    ("publish", "get", State.AGREED): answers(OK, NO, OK, NO),
    ("publish", "post", State.AGREED): answers(SIGN_IN, NO, SIGN_IN, NO),
    ("correct", "get", State.AGREED): answers(NOT_NOW, NO, NOT_NOW, NO),
    ("correct", "get", State.PUBLISHED): answers(OK, NO, OK, NO),
    ("correct", "post", State.PUBLISHED): answers(422, NO, 422, NO),
    ("withdraw", "get", State.AGREED): answers(HIDDEN, NO, HIDDEN, NO),
    ("withdraw", "get", State.PUBLISHED): answers(OK, NO, OK, NO),
    ("withdraw", "post", State.PUBLISHED): answers(422, NO, 422, NO),
    ("try_again", "post", State.AGREED): answers(NOT_NOW, NO, NOT_NOW, NO),
    ("try_again", "post", State.PUBLISHED): answers(NOT_NOW, NO, NOT_NOW, NO),
}


def address(page: str, assessment: Assessment) -> str:
    version = {"version": 1} if page == "withdraw" else {}
    return reverse(f"reports:{page}", kwargs={"pk": assessment.pk, **version})


@pytest.mark.parametrize(("page", "method", "state"), TABLE, ids=lambda value: str(value))
def test_every_role_in_every_state(world: World, page: str, method: str, state: State) -> None:
    assessment = in_state(world, state)
    body = (
        {"seen": seen_of_report(assessment)} if page == "publish" and state is State.AGREED else {}
    )
    found = {}
    for role in reversed(ROLES):  # those who may do least first, so that nobody finds it done
        if role == "board" and TABLE[page, method, state]["board"] == SIGN_IN:
            continue  # the lead's press below is the one; the board's is the same permission
        press = getattr(world.client(role), method)
        found[role] = press(address(page, assessment), body).status_code
    assert found == {
        role: status for role, status in TABLE[page, method, state].items() if role in found
    }


def test_no_preview_while_people_grade(world: World) -> None:
    in_state(world, State.GRADING)
    page = world.client("lead").get(address("work_report", world.assessment)).content.decode()
    assert "There is nothing to show yet." in page
    assert "The result" not in page


def _between(page: str, start: str, end: str) -> list[str]:
    """The part of a page, whatever its lines."""
    return page[page.index(start) : page.index(end)].split()


def test_the_preview_is_the_report(world: World) -> None:
    assessment = agreed(world)
    preview = world.client("lead").get(address("work_report", assessment)).content.decode()
    publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    public = world.client("anonymous").get("/reports/TST/eds2022/2025-26/").content.decode()
    start = '<h2 class="nhsuk-heading-l" id="result">The result</h2>'
    end = "What the grades mean</h2>"
    # Only what is published waits for an answer to its comments.
    frozen = re.sub(r'\s*<p class="report-did[^>]*>.*?No answer yet\.</p>\s*', " ", public)
    assert _between(preview, start, end) == _between(frozen, start, end)
    assert SECRET_WORDS not in preview


def test_publishing_from_the_page(world: World) -> None:
    assessment = agreed(world)
    client = world.client("board")
    assert (
        address("publish", assessment)
        in client.get(address("work_report", assessment)).content.decode()
    )
    unseen = client.post(address("publish", assessment))
    assert unseen.status_code == 409
    assert "Look at the report below first." in unseen.content.decode()
    assert not Report.objects.exists()
    seen = seen_on(unseen.content.decode())
    response = client.post(address("publish", assessment), {"seen": seen}, follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(address("work_report", assessment), 302)]
    assert "The report is published." in page
    assert "Waiting to be made" in page
    assert "Check again" in page
    assert client.post(address("publish", assessment)).status_code == 409
    assert Report.objects.count() == 1


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found, "the page carries no mark of what it shows"
    return found[1]


def test_what_was_not_seen_is_not_published(world: World) -> None:
    """A colleague's change between the preview and the press: told, shown, and asked again."""
    assessment = agreed(world)
    client, path = world.client("lead"), address("publish", assessment)
    page = client.get(path).content.decode()
    assert "Everyone can reach us" in page
    Objective.objects.update(title="Nobody waits outside")
    assessment.assessed_outcomes.filter(outcome_code="2B").update(organisation_reason="Another")
    clash = client.post(path, {"seen": seen_on(page)})
    words = clash.content.decode()
    assert clash.status_code == 409
    assert "Outcome 2B changed. An objective or an action changed." in words
    assert "Nobody waits outside" in words
    assert not Report.objects.exists()
    assert Assessment.objects.get(pk=assessment.pk).state == State.AGREED
    client.post(path, {"seen": seen_on(words)})
    assert "Nobody waits outside" in Report.objects.get().content


def test_a_day_that_begins_meanwhile_is_no_change(world: World) -> None:
    assessment = agreed(world)
    one = draft_report(assessment=assessment, published_on=ON)
    other = draft_report(assessment=assessment, published_on=ON + timedelta(days=1))
    assert draft_mark(one) == draft_mark(other)


def test_a_correction_publishes_what_was_seen(world: World) -> None:
    assessment = in_state(world, State.PUBLISHED)
    client, path = world.client("lead"), address("correct", assessment)
    sent = {
        "reason": "A name was wrong",
        "after_version": "1",
        "seen": seen_on(client.get(path).content.decode()),
    }
    Objective.objects.update(title="Nobody waits outside")
    clash = client.post(path, sent)
    words = clash.content.decode()
    assert clash.status_code == 422
    assert "An objective or an action changed." in words
    assert "A name was wrong" in words
    assert Report.objects.count() == 1
    assert client.post(path, sent | {"seen": seen_on(words)}).status_code == 302
    assert Report.objects.count() == 2


def test_progress_in_words(world: World) -> None:
    assessment = in_state(world, State.PUBLISHED)
    client, job = world.client("lead"), RenderJob.objects.get()
    seen = []

    for change in (
        {},
        {"status": "running", "steps_done": 3, "steps_total": 7, "lease_until": timezone.now()},
        {"status": "failed", "lease_until": None},
        {"status": "done"},
    ):
        RenderJob.objects.filter(pk=job.pk).update(**change)
        data = client.get(address("progress", assessment)).json()
        seen.append((data["words"], data["finished"]))
    assert seen == [
        ("Waiting to be made", False),
        ("Being made: 3 of 7 steps", False),
        ("It could not be made.", True),
        ("Ready", True),
    ]


def test_trying_again_from_the_page(world: World) -> None:
    assessment = in_state(world, State.PUBLISHED)
    RenderJob.objects.update(status="failed", attempts=5)
    client = world.client("lead")
    assert "Try again" in client.get(address("work_report", assessment)).content.decode()
    client.post(address("try_again", assessment))
    assert RenderJob.objects.get().status == "queued"


def test_a_correction_keeps_what_was_typed(world: World) -> None:
    assessment = in_state(world, State.PUBLISHED)
    client = world.client("lead")
    response = client.post(
        address("correct", assessment), {"reason": "The link was wrong", "after_version": "7"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Version 1 was published meanwhile." in page
    assert "The link was wrong" in page
    typed = {"reason": "The link was wrong", "after_version": "1"}
    unseen = client.post(address("correct", assessment), typed)
    assert "Look at the report below first." in unseen.content.decode()
    assert not Report.objects.filter(version=2).exists()
    typed["seen"] = seen_on(unseen.content.decode())
    assert client.post(address("correct", assessment), typed).status_code == 302
    assert Report.objects.get(version=2).correction_reason == "The link was wrong"


def test_withdrawing_from_the_page(world: World) -> None:
    assessment = in_state(world, State.PUBLISHED)
    client = world.client("lead")
    client.post(address("withdraw", assessment), {"reason": "Wrong year"})
    page = client.get(address("work_report", assessment)).content.decode()
    assert "Wrong year" in page
    assert "Withdraw this version" not in page
    again = client.post(address("withdraw", assessment), {"reason": "Once more"})
    assert (again.status_code, "withdrawn already" in again.content.decode()) == (422, True)
    assert "Once more" in again.content.decode()
