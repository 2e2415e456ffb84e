"""A tie of a whole group: declared by it, decided by the lead, and its people's no."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import MessageKind, OutgoingMessage
from grading.models import Assessment, Grader, GroupDeclaration, Participation
from grading.selectors.grader import grader_by_pk
from grading.selectors.results import results_of
from grading.services import group_declaration
from grading.services.closing import close_due
from grading.services.grader_session import Beginning, start_grading
from grading.services.group_declaration import decide_for_group, declare_for_group, keep_group_in
from grading.services.invitation import revoke_invitation
from grading.services.local_grade import save_local_grade
from grading.services.running import close_grading, open_grading, reopen_grading
from reports.services.settling import settle_and_publish
from stakeholders.models import Invitation
from tests.grading.grader.conftest import browser_of
from tests.grading.running.test_running import make_ready
from tests.world import World

TIE = "The trust pays our rent."
WEEK = timedelta(days=7)


@pytest.fixture
def graded(world: World) -> World:
    """Open for 30 days; a patient group with a coordinator and a member, and Healthwatch."""
    make_ready(world)
    for key, kind in {"pg": "patient_group", "ie": "independent_evaluator"}.items():
        world.grader(key, kind)
    open_grading(assessment=world.assessment, by=world.people["lead"])
    member = world.grader("pg", "patient_group")
    Grader.objects.filter(pk=coordinator(world).pk).update(coordinator=True)
    says(world, coordinator(world), "undeveloped")
    says(world, member, "undeveloped")
    says(world, Grader.objects.get(participation__local_interest__key="hw"), "achieving")
    return world


def group(world: World, key: str = "pg") -> Participation:
    rows = Participation.objects.select_related("assessment__organisation", "local_interest")
    return rows.get(assessment=world.assessment, local_interest__key=key)


def coordinator(world: World) -> Grader:
    return grader_by_pk(group(world).graders.order_by("pk").first().pk)


def member(world: World) -> Grader:
    return grader_by_pk(group(world).graders.order_by("pk").last().pk)


def says(world: World, grader: Grader, answer: str) -> None:
    save_local_grade(
        assessed_outcome=world.assessed_outcome("1A"),
        answer=answer,
        comment="",
        expected_version=0,
        by=grader_by_pk(grader.pk),
    )


def decide(world: World, decision: str = "stand_down", reason: str = "Paid by us.") -> None:
    decide_for_group(
        participation=group(world), decision=decision, reason=reason, by=world.people["lead"]
    )


def declared(world: World) -> World:
    declare_for_group(text=TIE, by=coordinator(world))
    return world


def grade_of(world: World) -> str | None:
    results = results_of(Assessment.objects.get(pk=world.assessment.pk))
    return next(part.grade for part in results.parts if part.outcome_code == "1A")


def closes_in(world: World, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    Assessment.objects.filter(pk=world.assessment.pk).update(closes_on=day)


def mails(kind: MessageKind) -> dict[str, str]:
    return dict(OutgoingMessage.objects.filter(kind=kind).values_list("to", "body"))


def test_the_group_declares_the_lead_decides_and_everybody_is_told(graded: World) -> None:
    everyone = {"pg-0@example.org", "pg-1@example.org"}
    declared(graded)
    assert grade_of(graded) == "undeveloped"
    told = mails(MessageKind.GROUP_DECLARED)
    assert set(told) == everyone
    assert all(TIE in body for body in told.values())
    decide(graded)
    assert grade_of(graded) == "achieving"
    told = mails(MessageKind.GROUP_STOOD_DOWN)
    assert set(told) == everyone
    for words in (TIE, "Paid by us.", "One person saying so is enough", "until the end of"):
        assert all(words in body for body in told.values()), words
    decide(graded, "allowed", "Looked into it.")
    assert grade_of(graded) == "undeveloped"
    told = mails(MessageKind.GROUP_COUNTS)
    assert set(told) == everyone
    assert all("Looked into it." in body for body in told.values())


def test_one_of_its_people_says_no_and_the_group_counts_for_good(graded: World) -> None:
    decide(declared(graded))
    keep_group_in(by=member(graded))
    assert grade_of(graded) == "undeveloped"
    for decision in ("stand_down", "allowed"):
        with pytest.raises(NotNow, match="One of its people said"):
            decide(graded, decision)
    with pytest.raises(NotNow, match="once"):
        declare_for_group(text=TIE, by=coordinator(graded))
    with pytest.raises(NotNow, match="cannot be said now"):
        keep_group_in(by=member(graded))


def test_what_a_person_declared_never_takes_the_group_along(graded: World) -> None:
    kin = graded.grader("pg", "patient_group", started=False)
    start_grading(beginning=Beginning("family", "My sister."), by=grader_by_pk(kin.pk))
    with pytest.raises(NotNow, match="declared no tie as a whole"):
        decide(graded)
    with pytest.raises(NotPermitted, match="coordinator"):
        declare_for_group(text=TIE, by=member(graded))


def test_a_decision_needs_a_right_a_reason_and_an_answer_of_the_list(graded: World) -> None:
    declared(graded)
    for decision, reason in (("stand_down", " "), ("maybe", "x")):
        with pytest.raises(InvalidInput):
            decide(graded, decision, reason)
    for role in ("board", "contributor", "facilitator", "other_lead"):
        with pytest.raises(NotPermitted):
            decide_for_group(
                participation=group(graded), decision="allowed", reason="x", by=graded.people[role]
            )
    for text in (" ", "x" * 1001, "a\x00b"):
        GroupDeclaration.objects.all().delete()
        with pytest.raises(InvalidInput):
            declare_for_group(text=text, by=coordinator(graded))


def test_nothing_is_closed_while_it_waits_nor_before_its_people_had_a_week(graded: World) -> None:
    declared(graded)
    lead, assessment = graded.people["lead"], graded.assessment
    with pytest.raises(NotNow, match="wait for the equality lead"):
        close_grading(assessment=assessment, reason="All answered.", by=lead)
    assert (
        "pays our rent"
        in graded.client("lead").get(reverse("grading:closing", args=[assessment.pk])).text
    )
    decide(graded)
    for close in (
        lambda: close_grading(assessment=assessment, reason="All answered.", by=lead),
        lambda: settle_and_publish(
            assessment=assessment,
            published_on=timezone.localdate(),
            by=Machine("publish_assessment"),
        ),
    ):
        with pytest.raises(NotNow, match="7 days to say"):
            close()
    Participation.objects.filter(pk=group(graded).pk).update(stood_down_at=timezone.now() - WEEK)
    close_grading(assessment=assessment, reason="All answered.", by=lead)


def test_in_the_last_week_a_group_can_only_be_let_count(graded: World) -> None:
    declared(graded)
    closes_in(graded, 6)
    with pytest.raises(NotNow, match="Move the closing date"):
        decide(graded)
    page = graded.client("lead").get(
        reverse("grading:group_declaration", args=[graded.assessment.pk, group(graded).pk])
    )
    assert "Move the closing date" in page.text
    assert 'value="stand_down"' not in page.text
    decide(graded, "allowed")
    assert grade_of(graded) == "undeveloped"


def test_a_day_that_ends_waits_for_the_decision(graded: World) -> None:
    declared(graded)
    closes_in(graded, -2)
    found = close_due(now=timezone.now())
    assert (len(found.closed), len(found.waiting)) == (0, 1)
    decide(graded, "allowed")
    assert len(close_due(now=timezone.now()).closed) == 1


def test_once_the_grades_could_be_seen_nothing_changes_any_more(graded: World) -> None:
    decide(declared(graded))
    Participation.objects.filter(pk=group(graded).pk).update(stood_down_at=timezone.now() - WEEK)
    lead, assessment = graded.people["lead"], graded.assessment
    close_grading(assessment=assessment, reason="All answered.", by=lead)
    for act in (lambda: decide(graded, "allowed"), lambda: keep_group_in(by=member(graded))):
        with pytest.raises(NotNow):
            act()
    day = timezone.localdate() + timedelta(days=30)
    reopen_grading(assessment=assessment, reason="More.", closes_on=day, by=lead)
    for act in (lambda: decide(graded, "allowed"), lambda: keep_group_in(by=member(graded))):
        with pytest.raises(NotNow):
            act()
    assert grade_of(graded) == "achieving"


def test_a_group_that_was_heard_before_closing_stays_heard(graded: World) -> None:
    """A lead who has read its grades cannot open grading again and stand it down."""
    lead, assessment = graded.people["lead"], graded.assessment
    close_grading(assessment=assessment, reason="All answered.", by=lead)
    day = timezone.localdate() + timedelta(days=30)
    reopen_grading(assessment=assessment, reason="More.", closes_on=day, by=lead)
    with pytest.raises(NotNow, match="could be seen"):
        declare_for_group(text=TIE, by=coordinator(graded))
    # Nor by a declaration that somehow is there.
    GroupDeclaration.objects.create(
        participation=group(graded),
        text=TIE,
        declared_by=coordinator(graded),
        declared_at=timezone.now(),
    )
    with pytest.raises(NotNow, match="could be seen"):
        decide(graded)
    decide(graded, "allowed")


def test_nobodys_answer_goes_who_could_not_say_no(graded: World) -> None:
    """A planted coordinator cannot take out people whose way in was cut before."""
    lead = graded.people["lead"]
    revoke_invitation(grader=member(graded), by=lead)
    declared(graded)
    with pytest.raises(NotNow, match="could not say no"):
        decide(graded)


def test_nobodys_way_in_is_cut_while_they_could_say_no(graded: World) -> None:
    decide(declared(graded))
    with pytest.raises(NotNow, match="can still say"):
        revoke_invitation(grader=member(graded), by=graded.people["lead"])
    assert Invitation.objects.filter(revoked_at__isnull=False).count() == 0


def test_a_question_keeps_enough_groups(graded: World) -> None:
    Assessment.objects.filter(pk=graded.assessment.pk).update(quorum=2)
    declared(graded)
    with pytest.raises(NotNow, match="too few are invited to grade 1A, 1B, 1C, 1D"):
        decide(graded)
    graded.grader("cg", "community_group")
    decide(graded)


@pytest.mark.parametrize("act", ["declare", "stand_down", "allowed", "keep"])
def test_each_change_and_its_event_roll_back_together(
    graded: World, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    if act != "declare":
        declared(graded)
    if act == "keep":
        decide(graded)
    before = (list(GroupDeclaration.objects.values()), list(Participation.objects.values()))

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(group_declaration, "record", fail)
    acts = {
        "declare": lambda: declared(graded),
        "keep": lambda: keep_group_in(by=member(graded)),
    }
    with pytest.raises(RuntimeError), transaction.atomic():
        acts.get(act, lambda: decide(graded, act))()
    assert before == (list(GroupDeclaration.objects.values()), list(Participation.objects.values()))


def test_the_trail_says_each_step_and_never_the_tie(graded: World) -> None:
    decide(declared(graded))
    decide(graded)  # The same again is no new decision.
    decide(graded, "allowed", "Looked into it.")
    decide(graded)
    keep_group_in(by=member(graded))
    events = AuditEvent.objects.filter(subject_kind="grading.participation").order_by("pk")
    assert [(event.event, event.reason) for event in events] == [
        ("group_declared", ""),
        ("local_interest_stood_down", "Paid by us."),
        ("local_interest_counts", "Looked into it."),
        ("local_interest_stood_down", "Paid by us."),
        ("local_interest_kept_in", ""),
    ]
    assert not any("rent" in str(event.details) for event in events)


def test_the_database_holds_both_or_neither(graded: World) -> None:
    declared(graded)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupDeclaration.objects.update(allowed_reason="x")


def test_the_coordinator_declares_on_a_page(graded: World) -> None:
    address = reverse("grading:declare_for_group")
    assert browser_of(member(graded)).get(address).status_code == 403
    browser = browser_of(coordinator(graded))
    assert address in browser.get(reverse("grading:walk")).text
    assert "Everyone in your group gets your words" in browser.get(address).text
    short = browser.post(address, {"text": TIE})
    assert short.status_code == 422
    assert TIE in short.text
    assert browser.post(address, {"text": TIE, "sure": "on"})["Location"] == "/grade/"
    assert TIE in browser.get(address).text
    again = browser.post(address, {"text": "Another tie", "sure": "on"})
    assert again.status_code == 409
    assert "Another tie" in again.text


def test_the_lead_decides_on_a_page_and_a_member_says_no_on_theirs(graded: World) -> None:
    declared(graded)
    lead, pk = graded.client("lead"), graded.assessment.pk
    address = reverse("grading:group_declaration", args=[pk, group(graded).pk])
    listed = lead.get(reverse("grading:declarations", args=[pk])).text
    assert address in listed
    assert TIE in listed
    said = {"decision": "stand_down", "reason": "Paid by us."}
    assert lead.post(address, said).status_code == 422
    assert lead.post(address, {**said, "sure": "on"}).status_code == 302
    assert "The group stood down" in lead.get(reverse("grading:declarations", args=[pk])).text
    newcomer = graded.grader("pg", "patient_group", started=False)
    for person in (member(graded), newcomer):
        entry = browser_of(person).get(f"/i/{graded.secrets[person.pk].token}/").text
        assert "Paid by us." in entry
        assert "Read why, or say no" in entry
    browser = browser_of(newcomer)
    keep = reverse("grading:keep_group_in")
    assert browser.post(f"/i/{graded.secrets[newcomer.pk].token}/")["Location"] == keep
    assert TIE in browser.get(keep).text
    assert keep in browser_of(coordinator(graded)).get("/grade/").text
    assert browser.post(keep)["Location"] == "/grade/"
    assert grade_of(graded) == "undeveloped"
    assert "its people said so" in lead.get(reverse("grading:declarations", args=[pk])).text
    assert browser.post(keep).status_code == 409
    assert "nothing to say here now" in browser.get(keep).text


def test_addresses_of_another_group_or_trust_are_not_there(graded: World) -> None:
    declared(graded)
    pk = graded.assessment.pk
    address = reverse("grading:group_declaration", args=[pk, group(graded).pk])
    roles = {"lead": 200, "board": 403, "contributor": 403, "other_lead": 404, "anonymous": 302}
    for role, status in roles.items():
        assert graded.client(role).get(address).status_code == status, role
    silent = reverse("grading:group_declaration", args=[pk, group(graded, "hw").pk])
    assert graded.client("lead").get(silent).status_code == 404
