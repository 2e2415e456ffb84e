"""Hints before sign-off: shown to lead and board, answered by the lead, in the way of nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edsportal.common.errors import DoneAlready, InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.results import fingerprint
from grading.domain.things_to_look_at import Hint
from grading.domain.workflow import State
from grading.models import Assessment, LetStand
from grading.selectors.results import results_of
from grading.selectors.things_to_look_at import things_in
from grading.services import running
from grading.services.let_stand import let_stand
from tests.grading.running.test_sign_off import grade_again, graded
from tests.world import World

__all__ = ["graded"]


def key(world: World) -> str:
    """Of the hint that nobody graded anything but 2A."""
    found = things_in(world.assessment, results_of(world.assessment), {})
    return next(thing.key for thing in found if thing.hint is Hint.GRADED_BY_NOBODY)


def said(world: World, reason: str = "Nobody could come.", role: str = "lead") -> None:
    let_stand(assessment=world.assessment, key=key(world), reason=reason, by=world.people[role])


@pytest.mark.parametrize("role", ["lead", "board"])
@pytest.mark.parametrize("page", ["reconciliation", "sign-off"])
def test_lead_and_board_see_them(graded: World, role: str, page: str) -> None:
    text = graded.client(role).get(f"/work/{graded.assessment.pk}/{page}/").text
    assert "Things to look at" in text
    assert text.count("Graded by nobody:") == 1
    assert "2B, 2C, 2D" in text
    may_answer = role == "lead" and page == "reconciliation"
    assert (f"/hint/{key(graded)}/" in text) is may_answer


def test_the_lead_gives_a_reason_that_the_board_reads(graded: World) -> None:
    before = fingerprint(results_of(graded.assessment))
    address = f"/work/{graded.assessment.pk}/reconciliation/hint/{key(graded)}/"
    client = graded.client("lead")
    assert "Graded by nobody: 1A – Example service 1" in client.get(address).text
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Nobody <could> come."}).status_code == 302
    page = graded.client("board").get(f"/work/{graded.assessment.pk}/sign-off/").text
    assert "Nobody &lt;could&gt; come." in page
    assert fingerprint(results_of(graded.assessment)) == before
    assert AuditEvent.objects.get(event="hint_let_stand").organisation == "TST"
    assert client.post(address, {"reason": "Again."}).status_code == 409


def test_refusals_write_nothing(graded: World) -> None:
    with pytest.raises(NotPermitted):
        said(graded, role="board")
    with pytest.raises(InvalidInput):
        said(graded, " ")
    with pytest.raises(NotNow, match="not there any more"):
        let_stand(assessment=graded.assessment, key="0" * 16, reason="x", by=graded.people["lead"])
    assert not LetStand.objects.exists()
    said(graded)
    with pytest.raises(DoneAlready):
        said(graded)
    assert LetStand.objects.count() == 1
    assert AuditEvent.objects.filter(event="hint_let_stand").count() == 1


def test_an_audit_that_fails_takes_the_reason_with_it(
    graded: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("grading.services.let_stand.record", broken)
    with pytest.raises(RuntimeError):
        said(graded)
    assert not LetStand.objects.exists()


def test_nothing_stops_the_board_and_a_changed_result_is_told(graded: World) -> None:
    board = graded.people["board"]
    running.sign_off(
        assessment=graded.assessment, seen=fingerprint(results_of(graded.assessment)), by=board
    )
    with pytest.raises(NotNow):
        said(graded)
    running.send_back(assessment=graded.assessment, reason="Unclear.", by=board)
    page = graded.client("board").get(f"/work/{graded.assessment.pk}/sign-off/").text
    assert "has changed since the board signed" not in page
    # 2A falls out of what is graded: the lead raises nothing, the answers go.
    graded.assessment.assessed_outcomes.filter(outcome_code="2B").update(
        published_grade="achieving"
    )
    page = graded.client("board").get(f"/work/{graded.assessment.pk}/sign-off/").text
    assert "it was “1/11” and is now “2/11”. Please read the grades again." in page
    again = fingerprint(results_of(graded.assessment))
    running.sign_off(assessment=graded.assessment, seen=again, by=board)
    assert Assessment.objects.get().state == State.AGREED


def test_named_voices_and_the_working_are_folded_below_each_outcome(graded: World) -> None:
    page = graded.client("lead").get(f"/work/{graded.assessment.pk}/reconciliation/").text
    assert "What each local interest said" in page
    assert "Example union" in page
    assert "How 2A was reached" in page
    assert "0 of 3 services graded. There is no grade until all are." in page


def test_out_of_scope_is_counted_beside_graded(graded: World) -> None:
    graded.assessment.assessed_outcomes.filter(outcome_code__in=["3A", "3B"]).update(
        in_scope=False, out_of_scope_reason="Next year."
    )
    page = graded.client("board").get(f"/work/{graded.assessment.pk}/reconciliation/").text
    assert "1 of 11 graded" in page
    assert "2 outcomes are out of scope this year and have no grade." in page


def test_as_many_queries_with_more_hints_and_answers(graded: World) -> None:
    def cost() -> int:
        client = graded.client("lead")
        client.get("/health/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/work/{graded.assessment.pk}/reconciliation/")
        return len(captured)

    few = cost()
    said(graded)
    grade_again(graded)
    assert cost() == few
