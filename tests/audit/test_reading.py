"""The page of the trail: who may read it, what it says, and what it never says."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from evidence.models import EvidenceItem
from grading.domain.workflow import Move
from grading.services.assessment import move
from grading.services.handing_in import hand_in
from grading.services.local_grade import save_local_grade
from stakeholders.models import Membership, User
from stakeholders.selectors.audit import trails_open_to
from tests.world import TEST, World

PAGE = "/work/audit/TST/"
ROLES = [
    ("lead", 200),
    ("contributor", 403),
    ("board", 403),
    ("reader", 403),
    ("other_lead", 404),
    ("anonymous", 302),
]
COMMENT = "Nobody told the deaf patients"


def administrator() -> Client:
    client = Client()
    user = User.objects.create_user(
        "boss@example.org", name="Bo Administrator", is_platform_administrator=True
    )
    client.force_login(user)
    return client


def note(
    world: World, *, by: object = None, reason: str = "", title: str = "Survey"
) -> EvidenceItem:
    item = EvidenceItem.objects.create(organisation=world.organisation, title=title, summary="s")
    record(
        Event.EVIDENCE_ADDED,
        by=by or world.people["lead"],
        organisation="TST",
        subject=item,
        reason=reason,
    )
    return item


@pytest.mark.parametrize(("role", "status"), ROLES)
@pytest.mark.parametrize(
    "address", [PAGE, f"{PAGE}?format=csv", f"{PAGE}?event=state_changed&page=7"]
)
def test_who_may_read(world: World, role: str, status: int, address: str) -> None:
    assert world.client(role).get(address).status_code == status


@pytest.mark.parametrize("address", ["/work/audit/NOPE/", "/work/audit/tst/"])
def test_an_organisation_that_is_not_there(world: World, address: str) -> None:
    assert world.client("lead").get(address).status_code == 404


def test_a_refusal_says_whom_to_ask(world: World) -> None:
    assert "read who did what" in world.client("contributor").get(PAGE).text
    assert world.client("board").get("/work/audit/").status_code == 403


def test_the_short_address_leads_a_lead_to_their_own(world: World) -> None:
    answer = world.client("lead").get("/work/audit/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)


def test_an_administrator_reads_every_trail_and_the_platforms(world: World) -> None:
    client = administrator()
    note(world)
    everything = client.get("/work/audit/").text
    assert "added the evidence “Survey”" in everything
    assert "loaded the edition" in everything
    assert client.get(PAGE).status_code == 200
    assert "loaded the edition" not in client.get(PAGE).text


def test_one_trust_never_reads_of_another(world: World) -> None:
    note(world, title="Of the test trust")
    answer = world.client("other_lead").get("/work/audit/OTH/")
    assert answer.status_code == 200
    assert "Of the test trust" not in answer.text


def test_a_trail_cannot_be_posted_to(world: World) -> None:
    assert world.client("lead").post(PAGE).status_code == 405


def graded_by_a_grader(world: World) -> None:
    grader = world.grader("hw", "healthwatch")
    move(world.assessment, move=Move.OPEN_GRADING, by=world.people["lead"])
    world.assessment.refresh_from_db()
    grader.participation.assessment = world.assessment
    save_local_grade(
        assessed_outcome=world.assessed_outcome("1A", "s1"),
        answer="undeveloped",
        comment=COMMENT,
        expected_version=0,
        by=grader,
    )
    hand_in(by=grader)


@pytest.mark.parametrize("suffix", ["", "?format=csv"])
def test_a_grader_is_their_group_and_nothing_else(world: World, suffix: str) -> None:
    graded_by_a_grader(world)
    for client in (world.client("lead"), administrator()):
        text = client.get(PAGE + suffix).text
        assert "A grader of Example hw handed in their grades" in text
        assert "Pat Lead opened grading for" in text
        for never in ("Person of hw", "hw-0@example.org", COMMENT, "undeveloped", "Undeveloped"):
            assert never not in text


def test_one_grader_cannot_be_picked_out(world: World) -> None:
    first, second = world.grader("hw", "healthwatch"), world.grader("hw", "healthwatch")
    for grader in (first, second):
        record(Event.GRADER_STARTED, by=grader, organisation="TST", subject=grader)
    lead = world.client("lead")
    assert lead.get(PAGE, {"actor": f"grader:{first.pk}"}).status_code == 422
    shown = lead.get(PAGE, {"actor": "grader"})
    assert "2 things happened" in shown.text


def test_filters_by_kind_person_and_days(world: World) -> None:
    lead, contributor = world.people["lead"], world.people["contributor"]
    for day, who, title in ((1, lead, "First"), (2, contributor, "Second"), (3, lead, "Third")):
        # Ten to midnight in UK summer time is still that day, whatever the clock of UTC says.
        with time_machine.travel(dt.datetime(2031, 7, day, 22, 50, tzinfo=dt.UTC), tick=False):
            note(world, by=who, title=title)
    client = world.client("lead")

    def found(**asked: object) -> list[str]:
        text = client.get(PAGE, asked).text
        return [title for title in ("First", "Second", "Third") if f"“{title}”" in text]

    days = {"earliest-day": 2, "earliest-month": 7, "earliest-year": 2031}
    until = {"latest-day": 2, "latest-month": 7, "latest-year": 2031}
    assert found(actor=f"user:{lead.pk}") == ["First", "Third"]
    assert found(event="evidence_added") == ["First", "Second", "Third"]
    assert found(event="state_changed") == []
    assert found(actor="machine") == []
    assert found(**days) == ["Second", "Third"]
    assert found(**days, **until) == ["Second"]
    assert client.get(PAGE, {"event": "no_such"}).status_code == 422
    wrong = client.get(PAGE, {"earliest-day": 31, "earliest-month": 2, "earliest-year": 2031})
    assert wrong.status_code == 422
    assert "must be a real date" in wrong.text


def test_pages_keep_the_filters(world: World) -> None:
    for number in range(51):
        note(world, title=f"Item {number:02}")
    client = world.client("lead")
    first = client.get(PAGE, {"event": "evidence_added"})
    assert "Item 50" in first.text
    assert "Item 00" not in first.text
    assert "?event=evidence_added&amp;page=2" in first.text
    assert "Item 00" in client.get(PAGE, {"event": "evidence_added", "page": 2}).text
    assert client.get(PAGE, {"page": "99999"}).status_code == 200


@pytest.mark.parametrize("suffix", ["", "?format=csv"])
def test_as_many_queries_for_one_line_as_for_many(world: World, suffix: str) -> None:
    client = world.client("lead")
    client.get(PAGE)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE + suffix).status_code == 200
        return len(captured)

    note(world, by=world.people["lead"])
    one = queries()
    for number in range(20):
        note(world, by=world.people["board" if number % 2 else "contributor"])
    assert queries() == one


def test_the_file_has_every_line_and_runs_nothing(world: World) -> None:
    for title in ("=HYPERLINK(1)", "Plain"):
        note(world, title=title, reason="=1+1" if title == "Plain" else "@SUM(A1)")
    answer = world.client("lead").get(PAGE, {"event": "evidence_added", "format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="audit-TST.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["When", "Who", "What happened", "Why", "ODS code", "Kind"]
    assert len(rows) == 3
    assert [row[3] for row in rows[1:]] == ["'=1+1", "'@SUM(A1)"]
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row
    )


def test_a_name_that_is_a_formula_is_inert(world: World) -> None:
    lead = world.people["lead"]
    lead.name = "=cmd|' /C calc'!A0"
    lead.save()
    note(world)
    answer = world.client("lead").get(PAGE, {"event": "evidence_added", "format": "csv"})
    row = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1]
    assert row[1].startswith("'=cmd")
    assert row[2].startswith("'=cmd")


def test_the_portal_itself_is_named_as_such(world: World) -> None:
    note(world, by=Machine("test_robot"))
    assert "The portal (test robot) added the evidence" in world.client("lead").get(PAGE).text


def test_what_is_gone_is_said_to_be_gone(world: World) -> None:
    note(world).delete()
    record(
        Event.MEMBER_JOINED,
        by=TEST,
        organisation="TST",
        subject=world.people["lead"].memberships.get(),
    )
    text = world.client("lead").get(PAGE).text
    assert "something that is no longer here" in text
    assert "gave Pat Lead a role" in text


def test_a_role_that_ended_opens_no_trail(world: World) -> None:
    lead = world.people["lead"]
    assert list(trails_open_to(lead)) == [world.organisation]
    lead.memberships.update(ended_at=timezone.now())
    Membership.objects.create(
        user=lead, organisation=world.organisation, role=Membership.Role.CONTRIBUTOR
    )
    assert list(trails_open_to(lead)) == []
