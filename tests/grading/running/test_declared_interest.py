"""Declaring an interest, deciding about it, and what it does to the grades."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.results import fingerprint
from grading.domain.workflow import Move, State
from grading.interchange.writing import document_of
from grading.models import Assessment, CommentConsent, DeclaredInterest, Grader
from grading.selectors.grader import grader_by_pk
from grading.selectors.results import results_of
from grading.services import declared_interest
from grading.services.assessment import move
from grading.services.declared_interest import allow_staff, decide_interest
from grading.services.grader_session import Beginning, start_grading
from grading.services.local_grade import save_local_grade
from grading.services.running import close_grading, reopen_grading, sign_off
from reports.presenters.report_view import report_view
from reports.services.settling import settle_and_publish
from reports.services.snapshot import build_snapshot
from tests.grading.grader.conftest import browser_of
from tests.grading.running.test_running import SOON
from tests.world import TEST, World

NOTHING = Beginning()
FAMILY = Beginning("family", "My wife is a porter.")
TODAY = dt.date(2026, 2, 1)


@pytest.fixture
def graded(world: World) -> World:
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    return world


def says(
    world: World, answer: str, key: str = "hw", kind: str = "healthwatch", code: str = "3A",
    beginning: Beginning = NOTHING, comment: str = "",
) -> Grader:  # fmt: skip
    """Somebody starts with these words and gives this answer."""
    grader = grader_by_pk(world.grader(key, kind, started=False).pk)
    start_grading(beginning=beginning, by=grader)
    row = world.assessed_outcome(code)
    save_local_grade(
        assessed_outcome=row, answer=answer, comment=comment, expected_version=0, by=grader
    )
    return grader


def grade_of(world: World, code: str = "1A") -> str | None:
    results = results_of(world.assessment)
    outcome = next(o for o in results.outcomes if o.outcome.code == code)
    return outcome.parts[0].grade


def decide(
    world: World, grader: Grader, decision: str = "stand_down", reason: str = "Too close."
) -> None:
    decide_interest(
        grader=grader_by_pk(grader.pk), decision=decision, reason=reason, by=world.people["lead"]
    )


def test_answers_count_until_the_lead_stands_one_person_down(graded: World) -> None:
    says(graded, "undeveloped", code="1A")
    one = says(graded, "undeveloped", code="1A", beginning=FAMILY)
    says(graded, "achieving", code="1A")
    assert grade_of(graded) == "undeveloped"
    decide(graded, one)
    # The group goes on with its other people: of undeveloped and achieving the lower counts.
    assert grade_of(graded) == "undeveloped"
    other = says(graded, "achieving", code="1A")
    assert grade_of(graded) == "achieving"
    decide(graded, one, "allowed", "Looked into it.")
    assert grade_of(graded) == "undeveloped"
    assert other.declared_interest.kind == "none"


def test_only_the_person_of_a_group_standing_down_leaves_it_unheard(graded: World) -> None:
    one = says(graded, "achieving", code="1A", beginning=FAMILY)
    decide(graded, one)
    assert grade_of(graded) is None
    snapshot = build_snapshot(graded.assessment, version=1, published_on=TODAY)
    assert snapshot["graders"] == "0"
    assert [interest["answered"] for interest in snapshot["local_interests"]] == [False]
    graded.assessment.state = State.RECONCILING
    assert all(
        not entry.local_grades
        for entry in document_of(graded.assessment, published_on=None).outcomes
    )


def test_a_person_stood_down_is_told_why_and_cannot_answer(graded: World) -> None:
    one = says(graded, "achieving", code="1A", beginning=FAMILY)
    decide(graded, one)
    client = browser_of(one)
    for address in ("/grade/", f"/i/{graded.secrets[one.pk].token}/"):
        page = client.get(address).content.decode()
        assert "asked to stand down" in page
        assert "Too close." in page
    pk = graded.assessed_outcome("1A").pk
    assert client.post(f"/grade/{pk}/", {"answer": "excelling", "version": "1"}).status_code == 403


def test_grading_is_not_closed_while_an_interest_waits(graded: World) -> None:
    one = says(graded, "achieving", code="1A", beginning=FAMILY)
    lead, assessment = graded.people["lead"], graded.assessment
    with pytest.raises(NotNow, match="while grading is open, before anybody sees a grade"):
        close_grading(assessment=assessment, reason="All have answered.", by=lead)
    with pytest.raises(NotNow, match="wait for the equality lead"):
        settle_and_publish(
            assessment=assessment, published_on=TODAY, by=Machine("publish_assessment")
        )
    assert assessment.state == Assessment.objects.get().state == State.GRADING
    decide(graded, one, "allowed")
    close_grading(assessment=assessment, reason="All have answered.", by=lead)
    assert Assessment.objects.get().state == State.RECONCILING


def test_the_closing_page_lists_who_waits_and_has_no_button_until_then(graded: World) -> None:
    one = says(graded, "achieving", code="1A", beginning=FAMILY)
    address = reverse("grading:closing", args=[graded.assessment.pk])
    lead = graded.client("lead")
    page = lead.get(address).text
    assert "Decide about declared interests first" in page
    assert reverse("grading:declaration", args=[graded.assessment.pk, one.pk]) in page
    assert 'name="sure"' not in page
    decide(graded, one)
    page = lead.get(address).text
    assert 'name="sure"' in page
    assert "Decide about" not in page


def test_who_has_seen_the_grades_stands_nobody_down(graded: World) -> None:
    """Neither after closing, nor by opening grading again: that would be changing a grade."""
    one = says(graded, "undeveloped", code="1A", beginning=FAMILY)
    lead, assessment = graded.people["lead"], graded.assessment
    decide(graded, one, "allowed")
    close_grading(assessment=assessment, reason="All have answered.", by=lead)
    with pytest.raises(NotNow, match="before anybody sees a grade"):
        decide(graded, one)
    address = reverse("grading:declaration", args=[assessment.pk, one.pk])
    assert 'name="decision"' not in graded.client("lead").get(address).text
    reopen_grading(assessment=assessment, reason="More.", closes_on=SOON, by=lead)
    with pytest.raises(NotNow, match="decided before grading was closed"):
        decide(graded, one)
    assert 'name="decision"' not in graded.client("lead").get(address).text
    assert grade_of(graded) == "undeveloped"
    new = says(graded, "achieving", "pg", "patient_group", "1A", FAMILY)
    decide(graded, new)
    assert grade_of(graded) == "undeveloped"


def test_nobody_signs_off_past_one_who_declared_as_grading_closed(graded: World) -> None:
    says(graded, "achieving", code="1A", beginning=FAMILY)
    move(graded.assessment, move=Move.CLOSE_GRADING, by=TEST)
    board, seen = graded.people["board"], fingerprint(results_of(graded.assessment))
    with pytest.raises(NotNow, match="wait for the equality lead"):
        sign_off(assessment=graded.assessment, seen=seen, by=board)
    assert Assessment.objects.get().state == State.RECONCILING


def test_a_decision_needs_a_reason_a_right_and_a_declaration(graded: World) -> None:
    one = says(graded, "achieving", code="1A", beginning=FAMILY)
    none = says(graded, "achieving", code="1A")
    for grader, decision, reason in [
        (one, "allowed", " "),
        (one, "maybe", "x"),
        (none, "allowed", "x"),
    ]:
        with pytest.raises(InvalidInput):
            decide(graded, grader, decision, reason)
    with pytest.raises(NotPermitted):
        decide_interest(
            grader=grader_by_pk(one.pk), decision="allowed", reason="x", by=graded.people["board"]
        )
    assert DeclaredInterest.objects.filter(decision="").count() == 2


def test_each_decision_is_in_the_trail_with_its_reason_and_not_what_was_declared(
    graded: World,
) -> None:
    one = says(graded, "achieving", code="1A", beginning=FAMILY)
    decide(graded, one)
    decide(graded, one)
    decide(graded, one, "allowed", "Looked into it.")
    events = AuditEvent.objects.filter(
        event__in=["interest_declared", "interest_allowed", "grader_stood_down"]
    )
    assert [(e.event, e.reason) for e in events.order_by("pk")] == [
        ("interest_declared", ""),
        ("grader_stood_down", "Too close."),
        ("interest_allowed", "Looked into it."),
    ]
    assert not any("porter" in str(event.details) for event in events)


def test_a_decision_and_its_event_roll_back_together(
    graded: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = says(graded, "achieving", code="1A", beginning=FAMILY)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(declared_interest, "record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        decide(graded, one)
    assert DeclaredInterest.objects.get(grader=one).decision == ""


def test_starting_and_declaring_roll_back_together(
    graded: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    grader = grader_by_pk(graded.grader(started=False).pk)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(declared_interest, "record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        start_grading(beginning=FAMILY, by=grader)
    fresh = Grader.objects.get(pk=grader.pk)
    assert fresh.started_at is None
    assert not DeclaredInterest.objects.exists()


def test_staff_groups_are_allowed_together_and_nobody_else(graded: World) -> None:
    works = Beginning("works_there", "Nurse.")
    union = says(graded, "achieving", "union", "trade_union", "2A", works)
    outside = says(graded, "achieving", "hw", "healthwatch", "1A", works)
    kin = says(graded, "achieving", "union", "trade_union", "2A", FAMILY)
    assert allow_staff(assessment=graded.assessment, reason="Staff.", by=graded.people["lead"]) == 1
    decisions = dict(DeclaredInterest.objects.values_list("grader", "decision"))
    assert decisions == {union.pk: "allowed", outside.pk: "", kin.pk: ""}


@pytest.mark.parametrize(
    "broken",
    [{"decision": "allowed"}, {"decision_reason": "x"}, {"kind": "none"}, {"kind": "friend"}],
)
def test_the_database_holds_both_or_neither(graded: World, broken: dict[str, str]) -> None:
    one = says(graded, "achieving", code="1A", beginning=FAMILY)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclaredInterest.objects.filter(grader=one).update(**broken)


def test_comments_without_a_name_stand_apart(graded: World) -> None:
    quiet = Beginning(comment_consent=CommentConsent.WITHOUT_NAME)
    named = Beginning(comment_consent=CommentConsent.WITH_NAME)
    says(graded, "undeveloped", "pg", "patient_group", "1A", quiet, "Nobody asked us.")

    def part() -> dict[str, object]:
        snapshot = build_snapshot(graded.assessment, version=1, published_on=TODAY)
        return next(o for o in snapshot["outcomes"] if o["code"] == "1A")["parts"][0]

    # One group alone would be known by its words.
    assert part()["comments_without_name"] == []
    says(graded, "achieving", "hw", "healthwatch", "1A", named, "Better than before.")
    says(graded, "achieving", "cg", "community_group", "1A", Beginning(), "Kept to ourselves.")
    says(graded, "prefer_not_to_say", "cg", "community_group", "1A", quiet, "Said nothing.")
    one = part()
    assert one["comments_without_name"] == ["Nobody asked us."]
    assert one["comments"] == [{"local_interest": "Example hw", "text": "Better than before."}]
    assert [(d["local_interest"], d["comments"]) for d in one["dissent"]] == [("Example pg", [])]


def test_the_report_says_how_many_and_never_who(graded: World) -> None:
    for _number in range(8):
        one = says(graded, "achieving", code="1A", beginning=FAMILY)
        decide(graded, one, "allowed")
    decide(graded, says(graded, "achieving", code="1A", beginning=FAMILY))
    snapshot = build_snapshot(graded.assessment, version=1, published_on=TODAY)
    assert snapshot["declarations"] == {"allowed": "10", "stood_down": "*"}
    view = report_view(snapshot)
    assert "allowed: 10" in view.declarations
    assert "a small number of people, not shown" in view.declarations
    del snapshot["declarations"]
    assert report_view(snapshot).declarations == ""


def test_who_may_see_and_decide(graded: World) -> None:
    one = says(graded, "achieving", code="1A", beginning=FAMILY)
    pk = graded.assessment.pk
    addresses = [
        reverse("grading:declarations", args=[pk]),
        reverse("grading:declaration", args=[pk, one.pk]),
        reverse("grading:allow_staff", args=[pk]),
    ]
    roles = {
        "lead": 200,
        "board": 403,
        "contributor": 403,
        "reader": 403,
        "other_lead": 404,
        "anonymous": 302,
    }
    for role, status in roles.items():
        client = graded.client(role)
        assert [client.get(address).status_code for address in addresses] == [status] * 3, role
    lead = graded.client("lead")
    assert lead.get(reverse("grading:declaration", args=[pk, 999_999])).status_code == 404
    assert lead.post(addresses[1], {}).status_code == 422
    said = {"decision": "allowed", "reason": "Looked into it."}
    assert lead.post(addresses[1], said)["Location"] == addresses[0]


def test_the_list_asks_as_much_for_three_as_for_one(
    graded: World, django_assert_num_queries: object
) -> None:
    address = reverse("grading:declarations", args=[graded.assessment.pk])
    lead = graded.client("lead")
    for number in (1, 2):
        for _each in range(number):
            says(
                graded,
                "achieving",
                code="1A",
                beginning=Beginning("family", "Kin.", access_needs="Ink."),
            )
        # Session, person, assessment, roles; declarations, closings, groups', staff to allow,
        # needs.
        with django_assert_num_queries(9):
            assert lead.get(address).status_code == 200
