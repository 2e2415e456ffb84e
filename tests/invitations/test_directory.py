"""The directory: what is held of a group, what cannot change, and who is asked again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edsportal.common.errors import InvalidInput, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.workflow import State
from grading.models import Assessment, Grader, LocalGrade, Participation
from grading.selectors.candidates import directory_contacts, people_of_last_time
from grading.services.assessment import create_assessment
from grading.services.bulk_invitations import invite_people
from grading.services.directory import change_group
from grading.services.invitation import revoke_invitation
from stakeholders.models import Characteristic, LocalInterest
from stakeholders.services.local_interest import Contact, add_local_interest
from tests.world import TEST, World

DIRECTORY = "/work/organisation/TST/directory/"
ZOE = Contact("Zoë O'Brien", "zoe@example.org", "easy_read", "pl")


def group(
    world: World, name: str, kind: str = "healthwatch", contact: Contact = ZOE
) -> LocalInterest:
    return add_local_interest(
        organisation=world.organisation,
        name=name,
        kind=kind,
        contact=contact,
        by=world.people["lead"],
    )


def answered(world: World, grader: Grader) -> None:
    outcome = world.assessed_outcome("1A", "s1")
    LocalGrade.objects.create(
        grader=grader,
        assessed_outcome=outcome,
        answer="achieving",
        comment="SENTINEL",
        version=1,
        saved_at=timezone.now(),
    )


def change(world: World, interest: LocalInterest, by: str = "lead", **changes: object) -> None:
    given = {"name": interest.name, "kind": interest.kind, "represents": [], "contact": Contact()}
    change_group(interest=interest, by=world.people[by], **{**given, **changes})


def test_a_group_is_added_and_changed_on_pages(world: World) -> None:
    lead = world.client("lead")
    form = {
        "name": "Café d'Été",
        "kind": "community_group",
        "represents": ["race"],
        "contact_name": "Zoë O'Brien",
        "contact_email": "zoe@example.org",
        "preferred_format": "bsl",
        "preferred_language": "pl",
    }
    assert lead.post(DIRECTORY + "add/", form).status_code == 302
    held = LocalInterest.objects.get()
    page = lead.get(DIRECTORY).text
    for words in (
        "Café d&#x27;Été",
        "Zoë O&#x27;Brien",
        "zoe@example.org",
        "British Sign Language, Polish",
        "Race",
    ):
        assert words in page
    assert (
        lead.post(f"{DIRECTORY}{held.pk}/", {**form, "preferred_format": "paper"}).status_code
        == 302
    )
    held.refresh_from_db()
    assert held.preferred_format == "paper"
    assert (
        AuditEvent.objects.filter(event="local_interest_changed", subject_id=str(held.pk)).count()
        == 1
    )
    assert "zoe@example.org" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_a_taken_name_keeps_what_was_typed(world: World) -> None:
    group(world, "First")
    page = world.client("lead").post(DIRECTORY + "add/", {"name": "FIRST", "kind": "council"})
    assert page.status_code == 422
    assert 'value="FIRST"' in page.text
    assert LocalInterest.objects.count() == 1


def test_the_kind_is_settled_by_the_first_answer(world: World) -> None:
    grader = world.grader("hw", "healthwatch")
    interest = grader.participation.local_interest
    change(world, interest, kind="council")
    answered(world, grader)
    with pytest.raises(InvalidInput, match="has graded"):
        change(world, interest, kind="healthwatch", name="New name")
    interest.refresh_from_db()
    assert (interest.kind, interest.name) == ("council", "Example hw")
    change(world, interest, name="New name", kind="council")
    assert LocalInterest.objects.get().name == "New name"


def test_change_and_audit_fail_together(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    interest = group(world, "Before")

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("stakeholders.services.local_interest.record", broken)
    with pytest.raises(RuntimeError):
        change(world, interest, name="After")
    assert LocalInterest.objects.get().name == "Before"


@pytest.mark.parametrize("by", ["contributor", "board", "reader", "other_lead"])
def test_only_a_lead_changes_the_list(world: World, by: str) -> None:
    interest = group(world, "Before")
    with pytest.raises(NotPermitted):
        change(world, interest, by=by, name="After")


def test_history_says_when_and_never_what(world: World) -> None:
    grader = world.grader("hw", "healthwatch")
    answered(world, grader)
    lead = world.client("lead")
    for page in (DIRECTORY, f"{DIRECTORY}{grader.participation.local_interest_id}/"):
        text = lead.get(page).text
        assert "2025/26" in text
        assert "SENTINEL" not in text
        assert "Achieving" not in text
    other = world.client("other_lead")
    assert (
        other.get(
            f"/work/organisation/OTH/directory/{grader.participation.local_interest_id}/"
        ).status_code
        == 404
    )


def queries(world: World, page: str) -> int:
    client = world.client("lead")
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return len(found)


@pytest.mark.parametrize("page", ["directory", "several", "last-time"])
def test_lists_cost_the_same_for_one_and_for_three(world: World, page: str) -> None:
    earlier = last_year(world)
    address = (
        DIRECTORY if page == "directory" else f"/work/{world.assessment.pk}/invitations/{page}/"
    )
    world.assessment, now = earlier, world.assessment
    counts = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            grader = world.grader(f"g{number}", "healthwatch")
            interest = grader.participation.local_interest
            interest.contact_email = f"contact-{number}@example.org"
            interest.save()
            interest.represents.set(Characteristic.objects.filter(key__in=("age", "race")))
            Participation.objects.create(assessment=now, local_interest=interest)
        counts.append(queries(world, address))
    assert counts[0] == counts[1]


def last_year(world: World, framework: str = "eds2022") -> Assessment:
    from grading.models import Framework

    return create_assessment(
        organisation=world.organisation,
        framework=Framework.objects.get(key=framework),
        year="2024/25",
        services=world.services,
        by=TEST,
    )


def test_several_are_invited_by_ticking(world: World) -> None:
    one, two = group(world, "One"), group(world, "Two", contact=Contact("Tom", "tom@example.org"))
    group(world, "Without address", contact=Contact())
    group(world, "Staff of ours", contact=Contact("Pat", "lead@example.org"))
    address = f"/work/{world.assessment.pk}/invitations/several/"
    lead = world.client("lead")
    page = lead.get(address).text
    assert "works for the organisation" in page
    assert "Without address" in page
    assert lead.post(address, {}).status_code == 422
    assert lead.post(address, {"groups": [str(one.pk), str(two.pk)]}).status_code == 302
    made = {g.invitation.email: g.invitation for g in Grader.objects.select_related("invitation")}
    assert set(made) == {"zoe@example.org", "tom@example.org"}
    assert (made["zoe@example.org"].language, made["zoe@example.org"].format) == ("pl", "easy_read")
    assert lead.post(address, {"groups": [str(one.pk)]}).status_code == 422, "invited already"
    assert Grader.objects.count() == 2


def test_whom_the_lead_withdrew_no_tick_brings_back(world: World) -> None:
    one = group(world, "One")
    people = directory_contacts(world.assessment)
    invite_people(assessment=world.assessment, people=people, by=world.people["lead"])
    revoke_invitation(grader=Grader.objects.get(), by=world.people["lead"])
    address = f"/work/{world.assessment.pk}/invitations/several/"
    assert "The invitation was withdrawn" in world.client("lead").get(address).text
    assert world.client("lead").post(address, {"groups": [str(one.pk)]}).status_code == 422
    assert Grader.objects.get().invitation.revoked_at is not None


def test_another_trusts_group_cannot_be_ticked(world: World) -> None:
    foreign = add_local_interest(
        organisation=world.other_organisation,
        name="Theirs",
        kind="healthwatch",
        contact=ZOE,
        by=TEST,
    )
    address = f"/work/{world.assessment.pk}/invitations/several/"
    assert "Theirs" not in world.client("lead").get(address).text
    assert world.client("lead").post(address, {"groups": [str(foreign.pk)]}).status_code == 422
    assert not Grader.objects.exists()


def test_one_button_invites_those_of_last_time_once(world: World) -> None:
    now, world.assessment = world.assessment, last_year(world)
    stays = world.grader("hw", "healthwatch")
    withdrawn, declined = world.grader("hw"), world.grader("hw", started=False)
    stood_down = world.grader("union", "trade_union")
    works_here_now = world.grader("net", "staff_network")
    Grader.objects.filter(pk=declined.pk).update(
        declined_at="2024-12-01T12:00Z", decline_reason="No time"
    )
    type(stays.invitation).objects.filter(pk=withdrawn.invitation_id).update(
        revoked_at="2024-12-01T12:00Z", revoked_by=world.people["lead"]
    )
    Participation.objects.filter(pk=stood_down.participation_id).update(
        stood_down_at="2024-12-01T12:00Z",
        stood_down_by=world.people["lead"],
        stood_down_reason="Paid by us",
    )
    type(stays.invitation).objects.filter(pk=works_here_now.invitation_id).update(
        email="board@example.org"
    )

    address = f"/work/{now.pk}/invitations/last-time/"
    lead = world.client("lead")
    page = lead.get(address).text
    assert "2024/25" in page
    assert stays.invitation.email in page
    assert "works for the organisation" in page
    assert declined.invitation.email not in page
    assert stood_down.invitation.email not in page
    assert lead.post(address).status_code == 302
    assert lead.post(address).status_code == 302
    again = Grader.objects.filter(participation__assessment=now)
    assert [grader.invitation.email for grader in again] == [stays.invitation.email]


def test_a_group_of_an_imported_year_is_asked_through_its_contact(world: World) -> None:
    now, world.assessment = world.assessment, last_year(world)
    for name, contact in (("Reached", ZOE), ("Unreached", Contact())):
        row = Participation.objects.create(
            assessment=world.assessment, local_interest=group(world, name, contact=contact)
        )
        for key in ("g1", "g2"):
            Grader.objects.create(participation=row, import_key=key)
    last = people_of_last_time(now)
    assert last is not None
    assert [(one.interest.name, one.email) for one in last.people] == [
        ("Reached", "zoe@example.org")
    ]
    assert last.without_address == ("Unreached",)


def test_the_first_year_has_no_last_time(world: World) -> None:
    assert people_of_last_time(world.assessment) is None
    page = world.client("lead").get(f"/work/{world.assessment.pk}/invitations/last-time/")
    assert "no earlier assessment" in page.text


def test_what_changed_since_the_page_was_shown_is_asked_again(world: World) -> None:
    one, two = group(world, "One"), group(world, "Two", contact=Contact("Tom", "tom@example.org"))
    shown = directory_contacts(world.assessment)
    Participation.objects.create(
        assessment=world.assessment,
        local_interest=two,
        stood_down_at="2025-12-01T12:00Z",
        stood_down_by=world.people["lead"],
        stood_down_reason="Paid by us",
    )
    done = invite_people(assessment=world.assessment, people=shown, by=world.people["lead"])
    assert done.queued == 1
    assert "stood down" in str(done.refused[0])
    assert Grader.objects.get().participation.local_interest == one


PAGES = (
    DIRECTORY,
    DIRECTORY + "add/",
    "/work/{pk}/invitations/upload/",
    "/work/{pk}/invitations/several/",
    "/work/{pk}/invitations/last-time/",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "role", ["lead", "contributor", "board", "reader", "other_lead", "anonymous"]
)
def test_who_sees_which_page(world: World, role: str, page: str) -> None:
    response = world.client(role).get(page.format(pk=world.assessment.pk))
    expected = {"lead": 200, "other_lead": 404, "anonymous": 302}
    assert response.status_code == expected.get(role, 403)


def test_pages_refuse_once_grading_is_over(world: World) -> None:
    one = group(world, "One")
    world.assessment.state = State.RECONCILING
    world.assessment.save()
    address = f"/work/{world.assessment.pk}/invitations/several/"
    assert world.client("lead").post(address, {"groups": [str(one.pk)]}).status_code == 409
    assert not Grader.objects.exists()
