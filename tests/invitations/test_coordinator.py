"""A group's coordinator: bringing people in, seeing who answered, never what."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import MessageKind, OutgoingMessage
from grading.domain.workflow import State
from grading.models import Grader, LocalGrade
from grading.services import coordinator as service
from grading.services.coordinator import bring_in, let_coordinate, remove_person
from tests.world import World

PEOPLE = "/grade/people/"


@pytest.fixture
def coordinator(world: World) -> Grader:
    world.assessment.state = State.GRADING
    world.assessment.save()
    grader = world.grader("hw")
    let_coordinate(grader=grader, may_bring_in=True, by=world.people["lead"])
    return fresh(grader)


def fresh(grader: Grader) -> Grader:
    return Grader.objects.select_related(
        "invitation", "participation__assessment__organisation", "participation__local_interest"
    ).get(pk=grader.pk)


def browser(world: World, grader: Grader) -> Client:
    client = Client()
    client.post("/code/", {"code": world.secrets[grader.pk].code})
    return client


def answer(world: World, grader: Grader) -> None:
    outcome = world.assessed_outcome("1A", "s1")
    LocalGrade.objects.create(
        grader=grader,
        assessed_outcome=outcome,
        answer="excelling",
        comment="SENTINEL",
        version=1,
        saved_at=timezone.now(),
    )


def test_the_lead_names_and_ends_a_coordinator(world: World, coordinator: Grader) -> None:
    page = world.client("lead").get(f"/work/{world.assessment.pk}/invitations/").text
    assert "Coordinator of the group" in page
    address = f"/work/{world.assessment.pk}/invitations/{coordinator.pk}/coordinator/"
    assert world.client("board").post(address, {"coordinator": "no"}).status_code == 403
    assert world.client("other_lead").post(address, {"coordinator": "no"}).status_code == 404
    assert world.client("lead").post(address, {"coordinator": "no"}).status_code == 302
    assert not fresh(coordinator).coordinator
    assert AuditEvent.objects.filter(event__startswith="coordinator_").count() == 2


def test_each_person_gets_their_own_link_and_the_group_one_voice(
    world: World, coordinator: Grader
) -> None:
    client = browser(world, coordinator)
    form = {"name": "Zoë O'Brien", "email": "zoe@example.org", "asked": "on"}
    assert client.post(PEOPLE, {**form, "asked": ""}).status_code == 422
    assert client.post(PEOPLE, form).status_code == 302
    made = Grader.objects.get(brought_in_by=coordinator)
    assert made.participation_id == coordinator.participation_id
    assert OutgoingMessage.objects.get(kind=MessageKind.INVITATION).to == "zoe@example.org"
    event = AuditEvent.objects.get(event="invitation_made")
    assert (event.actor_kind, event.actor_id) == ("grader", str(coordinator.pk))
    assert client.post(PEOPLE, form).status_code == 422, "already asked"
    assert "Zoë O&#x27;Brien" in client.get(PEOPLE).text


def test_the_coordinator_sees_who_answered_and_never_what(
    world: World, coordinator: Grader
) -> None:
    made = bring_in(name="Zoë", email="zoe@example.org", by=coordinator)
    client = browser(world, coordinator)
    assert "Not answered yet" in client.get(PEOPLE).text
    answer(world, made)
    text = client.get(PEOPLE).text
    assert "Has begun" in text
    for secret in ("SENTINEL", "excelling", "Excelling", "1 answer"):
        assert secret not in text


def test_the_list_holds_only_people_brought_in(world: World, coordinator: Grader) -> None:
    colleague = world.grader("hw")
    stranger = world.grader("union", "trade_union")
    client = browser(world, coordinator)
    text = client.get(PEOPLE).text
    for other in (colleague, stranger):
        assert other.invitation.email not in text
        assert client.post(f"{PEOPLE}{other.pk}/remove/").status_code == 404
        with pytest.raises(NotPermitted):
            remove_person(grader=other, by=coordinator)


def test_others_of_the_group_bring_in_nobody(world: World, coordinator: Grader) -> None:
    plain = fresh(world.grader("hw"))
    client = browser(world, plain)
    form = {"name": "Zoë", "email": "zoe@example.org", "asked": "on"}
    assert client.get(PEOPLE).status_code == 403
    assert client.post(PEOPLE, form).status_code == 403
    with pytest.raises(NotPermitted):
        bring_in(name="Zoë", email="zoe@example.org", by=plain)
    assert not Grader.objects.filter(brought_in_by__isnull=False).exists()


def test_who_works_there_is_refused_without_saying_as_what(
    world: World, coordinator: Grader
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        bring_in(name="Pat", email="board@example.org", by=coordinator)
    assert "Board" not in refusal.value.reason


def test_the_twenty_first_is_refused(
    world: World, coordinator: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service.MOST_PEOPLE == 20
    for number in range(20):
        bring_in(name="Pat", email=f"p{number}@example.org", by=coordinator)
    with pytest.raises(NotNow, match="20 people"):
        bring_in(name="Pat", email="one-more@example.org", by=coordinator)
    first = Grader.objects.filter(brought_in_by=coordinator).first()
    remove_person(grader=first, by=coordinator)
    bring_in(name="Pat", email="one-more@example.org", by=coordinator)
    monkeypatch.setattr(service, "MOST_EVER", 21)
    monkeypatch.setattr(service, "MOST_PEOPLE", 30)
    with pytest.raises(NotNow, match="brought in and removed"):
        bring_in(name="Pat", email="again@example.org", by=coordinator)


def test_removing_erases_the_person_and_ends_their_link(world: World, coordinator: Grader) -> None:
    made = bring_in(name="Zoë", email="zoe@example.org", by=coordinator)
    client = browser(world, coordinator)
    assert client.get(f"{PEOPLE}{made.pk}/remove/").status_code == 200
    assert client.post(f"{PEOPLE}{made.pk}/remove/").status_code == 302
    held = fresh(made).invitation
    assert held.revoked_at is not None
    assert "zoe" not in f"{held.name} {held.email}".casefold()
    assert "Zoë" not in client.get(PEOPLE).text
    assert AuditEvent.objects.filter(event="group_member_removed").count() == 1
    assert not OutgoingMessage.objects.filter(to="zoe@example.org", status="queued").exists()


def test_who_has_answered_cannot_be_removed(world: World, coordinator: Grader) -> None:
    made = bring_in(name="Zoë", email="zoe@example.org", by=coordinator)
    answer(world, made)
    assert browser(world, coordinator).post(f"{PEOPLE}{made.pk}/remove/").status_code == 409
    assert fresh(made).invitation.revoked_at is None


def test_when_grading_is_over_nobody_is_brought_in(world: World, coordinator: Grader) -> None:
    world.assessment.state = State.RECONCILING
    world.assessment.save()
    with pytest.raises(NotNow):
        bring_in(name="Zoë", email="zoe@example.org", by=fresh(coordinator))


def test_bringing_in_and_its_audit_fail_together(
    world: World, coordinator: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("grading.services.invitation.record", broken)
    with pytest.raises(RuntimeError):
        bring_in(name="Zoë", email="zoe@example.org", by=coordinator)
    assert not Grader.objects.filter(brought_in_by__isnull=False).exists()
    assert not OutgoingMessage.objects.filter(to="zoe@example.org").exists()


def test_the_list_costs_the_same_for_one_and_for_three(world: World, coordinator: Grader) -> None:
    client = browser(world, coordinator)
    counts = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            bring_in(name=f"P{number}", email=f"p{number}@example.org", by=coordinator)
        with CaptureQueriesContext(connection) as found:
            assert client.get(PEOPLE).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]
