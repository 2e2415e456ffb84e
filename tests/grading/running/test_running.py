"""Opening, closing, reopening, signing off and sending back: who may, when, and with what."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from evidence.models import EvidenceItem
from grading.domain.opening import EngagementItem
from grading.domain.results import fingerprint
from grading.domain.workflow import State
from grading.models import EvidenceUse
from grading.selectors.results import results_of
from grading.services import running
from grading.services.local_grade import save_local_grade
from tests.world import World

SOON = timezone.localdate() + timedelta(days=30)
KINDS = {"hw": "healthwatch", "union": "trade_union"}


def make_ready(world: World) -> None:
    """Fill in all that opening asks for."""
    world.assessment.closes_on = SOON
    world.assessment.save()
    checklist = world.assessment.checklist
    for item in EngagementItem:
        setattr(checklist, item.value, "Done with the Example Voices group.")
    checklist.save()
    item = EvidenceItem.objects.create(
        organisation=world.organisation, title="Access data", summary="What it shows."
    )
    EvidenceUse.objects.bulk_create(
        EvidenceUse(assessed_outcome=row, item=item)
        for row in world.assessment.assessed_outcomes.all()
    )
    for key, kind in KINDS.items():
        world.grader(key, kind)


@pytest.fixture
def ready(world: World) -> World:
    make_ready(world)
    return world


@pytest.fixture
def grading(ready: World) -> World:
    running.open_grading(assessment=ready.assessment, by=ready.people["lead"])
    return ready


@pytest.fixture
def reconciling(grading: World) -> World:
    running.close_grading(
        assessment=grading.assessment, reason="All have answered.", by=grading.people["lead"]
    )
    return grading


def sign_off(world: World) -> None:
    """A board member signs what the results are now."""
    seen = fingerprint(results_of(world.assessment))
    running.sign_off(assessment=world.assessment, seen=seen, by=world.people["board"])


def state(world: World) -> str:
    world.assessment.refresh_from_db()
    return world.assessment.state


def test_opening_names_everything_that_is_missing_and_changes_nothing(world: World) -> None:
    with pytest.raises(InvalidInput) as refusal:
        running.open_grading(assessment=world.assessment, by=world.people["lead"])
    places = {problem.place for problem in refusal.value.problems}
    assert places == {"Engagement checklist", "Evidence", "Settings", "Invitations"}
    assert state(world) == State.PREPARING
    assert not world.assessment.transitions.exists()
    assert not AuditEvent.objects.filter(event="state_changed").exists()


def test_opening_asks_for_somebody_entitled_in_every_domain(ready: World) -> None:
    ready.assessment.participations.get(local_interest__key="union").delete()
    with pytest.raises(InvalidInput, match="Workforce health"):
        running.open_grading(assessment=ready.assessment, by=ready.people["lead"])


def test_opening_records_who_and_when(grading: World) -> None:
    assert state(grading) == State.GRADING
    transition = grading.assessment.transitions.get()
    assert (transition.by, transition.from_state, transition.to_state) == (
        grading.people["lead"],
        State.PREPARING,
        State.GRADING,
    )
    assert AuditEvent.objects.filter(event="state_changed", organisation="TST").count() == 1


def test_a_second_press_is_refused_in_words(grading: World) -> None:
    with pytest.raises(NotNow, match="Grading is open"):
        running.open_grading(assessment=grading.assessment, by=grading.people["lead"])


@pytest.mark.parametrize("role", ["contributor", "board", "reader", "other_lead"])
def test_only_a_lead_runs_grading(ready: World, role: str) -> None:
    with pytest.raises(NotPermitted, match="open and close grading"):
        running.open_grading(assessment=ready.assessment, by=ready.people[role])
    assert state(ready) == State.PREPARING


def test_reopening_tells_every_grader_the_reason(
    reconciling: World, django_capture_on_commit_callbacks: object
) -> None:
    with pytest.raises(NotNow, match="reason"):
        running.reopen_grading(
            assessment=reconciling.assessment,
            reason=" ",
            closes_on=SOON,
            by=reconciling.people["lead"],
        )
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        running.reopen_grading(
            assessment=reconciling.assessment,
            reason="A page was missing.",
            closes_on=SOON,
            by=reconciling.people["lead"],
        )
    assert state(reconciling) == State.GRADING
    assert {message.to[0] for message in mail.outbox} == {"hw-0@example.org", "union-0@example.org"}
    assert all("A page was missing." in message.body for message in mail.outbox)


def test_a_mail_server_that_is_down_does_not_undo_reopening(
    reconciling: World, settings: object, django_capture_on_commit_callbacks: object
) -> None:
    settings.EMAIL_BACKEND = "tests.mail_down.EmailBackend"  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        running.reopen_grading(
            assessment=reconciling.assessment,
            reason="Why.",
            closes_on=SOON,
            by=reconciling.people["lead"],
        )
    assert state(reconciling) == State.GRADING


def test_the_board_signs_and_sends_back_and_the_lead_cannot(reconciling: World) -> None:
    with pytest.raises(NotPermitted):
        running.sign_off(assessment=reconciling.assessment, seen="", by=reconciling.people["lead"])
    sign_off(reconciling)
    assert state(reconciling) == State.AGREED
    with pytest.raises(NotNow, match="reason"):
        running.send_back(
            assessment=reconciling.assessment, reason="", by=reconciling.people["board"]
        )
    running.send_back(
        assessment=reconciling.assessment,
        reason="Outcome 1A is unclear.",
        by=reconciling.people["board"],
    )
    assert state(reconciling) == State.RECONCILING
    assert reconciling.assessment.transitions.last().reason == "Outcome 1A is unclear."


def test_nobody_in_the_organisation_sees_answers_while_grading_is_open(grading: World) -> None:
    grader = grading.grader("hw2", "healthwatch")
    outcome = grading.assessed_outcome("1A", "s1")
    outcome.assessment = grading.assessment
    save_local_grade(
        assessed_outcome=outcome,
        answer="undeveloped",
        comment="SENTINEL",
        expected_version=0,
        by=grader,
    )
    for role in ("lead", "board"):
        for page in ("reconciliation", "sign-off", "opening", "invitations"):
            response = grading.client(role).get(f"/work/{grading.assessment.pk}/{page}/")
            assert "SENTINEL" not in response.text
            if page in {"reconciliation", "sign-off"}:
                assert response.status_code == 409


PAGES = {
    "invitations": {"lead"},
    "invitations/new": {"lead"},
    "opening": {"lead"},
    "closing": {"lead"},
    "reopening": {"lead"},
    "reconciliation": {"lead", "board"},
    "sign-off": {"lead", "board"},
    "sending-back": {"board"},
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "role", ["lead", "contributor", "board", "reader", "other_lead", "anonymous"]
)
def test_who_sees_which_page(reconciling: World, role: str, page: str) -> None:
    response = reconciling.client(role).get(f"/work/{reconciling.assessment.pk}/{page}/")
    if role == "anonymous":
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")
    elif role == "other_lead":
        assert response.status_code == 404
    else:
        assert response.status_code == (200 if role in PAGES[page] else 403)
        if response.status_code == 403:
            assert "Ask someone with one of these roles" in response.text


def test_the_reconciliation_page_says_why_the_local_view_prevails(grading: World) -> None:
    outcome = grading.assessed_outcome("2A")
    outcome.organisation_grade, outcome.organisation_reason = "excelling", "We think so."
    outcome.save()
    outcome.assessment = grading.assessment
    grader = grading.grader("union", "trade_union")
    save_local_grade(
        assessed_outcome=outcome, answer="developing", comment="", expected_version=0, by=grader
    )
    running.close_grading(
        assessment=grading.assessment, reason="All have answered.", by=grading.people["lead"]
    )
    page = grading.client("lead").get(f"/work/{grading.assessment.pk}/reconciliation/")
    assert "Local view prevails" in page.text
    assert "it is up to the groups" in page.text
    only = grading.client("lead").get(
        f"/work/{grading.assessment.pk}/reconciliation/?show=disagreements"
    )
    assert only.text.count('id="outcome-') == 1


def test_reconciliation_costs_the_same_for_few_and_many_answers(grading: World) -> None:
    def add_answers(number: int) -> None:
        for n in range(number):
            grader = grading.grader(f"group-{n}-{number}", "trade_union")
            for code in ("2A", "2B", "2C"):
                outcome = grading.assessed_outcome(code)
                outcome.assessment = grading.assessment
                save_local_grade(
                    assessed_outcome=outcome,
                    answer="achieving",
                    comment="",
                    expected_version=0,
                    by=grader,
                )

    add_answers(1)
    running.close_grading(
        assessment=grading.assessment, reason="All have answered.", by=grading.people["lead"]
    )
    few = _queries(grading)
    running.reopen_grading(
        assessment=grading.assessment, reason="More.", closes_on=SOON, by=grading.people["lead"]
    )
    grading.assessment.refresh_from_db()
    add_answers(3)
    running.close_grading(
        assessment=grading.assessment, reason="All have answered.", by=grading.people["lead"]
    )
    assert _queries(grading) == few


def _queries(world: World) -> int:
    client = world.client("lead")
    client.get("/health/")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(f"/work/{world.assessment.pk}/reconciliation/").status_code == 200
    return len(captured)
