"""A lead opens and closes shared links, and sees how many came by each."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from edsportal.common.audit.reading import entries, events
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.opening import ObstacleCode
from grading.domain.workflow import State
from grading.models import Grader, Participation, SharedLink
from grading.selectors.opening import opening_obstacles
from grading.selectors.shared_link import shared_links_of
from grading.services.assessment import create_assessment
from grading.services.joining_by_link import join_by_shared_link
from grading.services.shared_link import SHARED_KINDS, close_shared_link, open_shared_link
from stakeholders.domain.kinds import LocalInterestKind
from tests.invitations.shared import group, opened, put_into
from tests.world import TEST, World, frameworks


def pages(world: World) -> tuple[str, str]:
    invitations = f"/work/{world.assessment.pk}/invitations/"
    return invitations, f"{invitations}shared/"


def press(world: World, cap: str = "12", role: str = "lead") -> object:
    form = {"local_interest": str(group(world).pk), "cap": cap}
    return world.client(role).post(pages(world)[1], form)


def test_link_and_code_are_shown_once_and_stored_hashed(world: World) -> None:
    response = press(world)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    poster = response.context["poster"]
    for secret in (poster.link, poster.code, poster.code_page):
        assert secret in response.text
    assert "Print this page now" in response.text
    again = "".join(world.client("lead").get(page).text for page in pages(world))
    assert poster.code not in again
    assert "/join-grading/" not in again
    held = str(list(SharedLink.objects.values_list()))
    assert poster.code not in held
    assert poster.link.split("/")[-2] not in held


def test_the_lead_sees_how_many_have_joined_and_closes(world: World) -> None:
    put_into(world, State.GRADING)
    shared = opened(world, cap=2)
    join_by_shared_link(link=shared.link)
    lead, (page, _form) = world.client("lead"), pages(world)
    assert "1 of 2 have joined" in lead.get(page).text
    join_by_shared_link(link=shared.link)
    assert "Full" in lead.get(page).text
    close = f"{page}shared/{shared.link.pk}/close/"
    assert lead.get(close).status_code == 200
    assert SharedLink.objects.get().closed_at is None, "looking closes nothing"
    assert lead.post(close).status_code == 302
    text = lead.get(page).text
    assert "2 of 2 have joined" in text
    assert "Closed" in text
    assert close not in text
    assert lead.post(close).status_code == 409


@pytest.mark.parametrize(
    ("role", "status"),
    [("contributor", 403), ("board", 403), ("reader", 403), ("other_lead", 404)],
)
def test_nobody_but_the_lead(world: World, role: str, status: int) -> None:
    shared = opened(world)
    page, form = pages(world)
    client = world.client(role)
    close = f"{page}shared/{shared.link.pk}/close/"
    for address in (form, close):
        assert client.get(address).status_code == status
        assert client.post(address, {"cap": "3"}).status_code == status
    assert SharedLink.objects.get().closed_at is None
    with pytest.raises(NotPermitted):
        close_shared_link(link=shared.link, by=world.people[role])
    with pytest.raises(NotPermitted):
        open_shared_link(
            assessment=world.assessment,
            local_interest=group(world, name="Others"),
            cap=3,
            by=world.people[role],
        )


def test_a_link_of_another_assessment_is_not_there(world: World) -> None:
    link = opened(world).link
    later = create_assessment(
        organisation=world.organisation,
        framework=frameworks()["eds2022"],
        year="2026/27",
        services=world.services,
        by=TEST,
    )
    close = f"/work/{later.pk}/invitations/shared/{link.pk}/close/"
    assert world.client("lead").post(close).status_code == 404
    assert SharedLink.objects.get().closed_at is None


@pytest.mark.parametrize("kind", sorted(set(LocalInterestKind) - set(SHARED_KINDS)))
def test_only_groups_nobody_can_list(world: World, kind: str) -> None:
    with pytest.raises(InvalidInput, match="only for the public"):
        opened(world, kind=kind)
    assert not Participation.objects.exists()


def test_the_form_offers_only_those(world: World) -> None:
    group(world, "public", "People of the town")
    group(world, "trade_union", "The union")
    text = world.client("lead").get(pages(world)[1]).text
    assert "People of the town" in text
    assert "The union" not in text


@pytest.mark.parametrize("cap", ["0", "501", "-1", "many", ""])
def test_a_cap_from_1_to_500(world: World, cap: str) -> None:
    response = press(world, cap)
    assert response.status_code == 422
    assert 'href="#id_cap"' in response.text
    assert not SharedLink.objects.exists()


@pytest.mark.parametrize("cap", [0, 501])
def test_the_service_and_the_database_hold_the_cap_too(world: World, cap: int) -> None:
    with pytest.raises(InvalidInput, match="1 to 500"):
        opened(world, cap=cap)
    link = opened(world, cap=500).link
    with pytest.raises(IntegrityError), transaction.atomic():
        SharedLink.objects.filter(pk=link.pk).update(cap=cap)


def test_one_open_link_for_a_group(world: World) -> None:
    assert press(world).status_code == 200
    second = press(world)
    assert second.status_code == 409
    assert "has an open shared link" in second.text
    close_shared_link(link=shared_links_of(world.assessment).get(), by=world.people["lead"])
    assert press(world).status_code == 200
    first, second_link = SharedLink.objects.order_by("pk")
    assert [row.pk for row in shared_links_of(world.assessment)] == [second_link.pk, first.pk]


@pytest.mark.parametrize("state", list(State))
def test_opened_while_people_may_be_invited(world: World, state: State) -> None:
    put_into(world, state)
    if state in (State.PREPARING, State.GRADING):
        assert opened(world).link.pk
    else:
        with pytest.raises(NotNow, match="Grading is over"):
            opened(world)


def test_a_group_that_stood_down_gets_none(world: World) -> None:
    close_shared_link(link=opened(world).link, by=world.people["lead"])
    Participation.objects.update(
        stood_down_at="2026-01-01T00:00Z",
        stood_down_by=world.people["lead"],
        stood_down_reason="Paid by the trust.",
    )
    with pytest.raises(NotNow, match="stood down"):
        opened(world)


def test_another_organisations_group_gets_none(world: World) -> None:
    theirs = group(world)
    theirs.organisation = world.other_organisation
    theirs.save()
    with pytest.raises(InvalidInput, match="not in your list"):
        open_shared_link(
            assessment=world.assessment, local_interest=theirs, cap=3, by=world.people["lead"]
        )


def test_opening_and_closing_fail_together_with_their_audit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = opened(world).link

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("grading.services.shared_link.record", broken)
    with pytest.raises(RuntimeError):
        close_shared_link(link=link, by=world.people["lead"])
    assert SharedLink.objects.get().closed_at is None
    with pytest.raises(RuntimeError):
        open_shared_link(
            assessment=world.assessment,
            local_interest=group(world, name="Others"),
            cap=3,
            by=world.people["lead"],
        )
    assert SharedLink.objects.count() == Participation.objects.count() == 1


def test_the_trail_tells_of_it(world: World) -> None:
    put_into(world, State.GRADING)
    link = opened(world, cap=40).link
    join_by_shared_link(link=link, name="Sam Secret")
    close_shared_link(link=link, by=world.people["lead"])
    rows = [row for row in events(organisation="TST") if "link" in row.event]
    told = " ".join(entry.sentence for entry in entries(rows))
    assert "opened a shared link for Anyone who comes, for 40 people at most" in told
    assert "came in by a shared link" in told
    assert "closed the shared link for Anyone who comes" in told
    assert "Sam" not in told + str(list(AuditEvent.objects.values_list()))


def test_an_open_link_counts_as_inviting_its_group(world: World) -> None:
    def codes() -> set[ObstacleCode]:
        return {row.code for row in opening_obstacles(world.assessment)}

    assert ObstacleCode.NOBODY_INVITED in codes()
    link = opened(world).link
    assert ObstacleCode.NOBODY_INVITED not in codes()
    assert ObstacleCode.NOBODY_ENTITLED in codes(), "goals 2 and 3 still have nobody"
    close_shared_link(link=link, by=world.people["lead"])
    assert ObstacleCode.NOBODY_INVITED in codes()


def test_the_page_costs_the_same_for_one_and_for_three(world: World) -> None:
    put_into(world, State.GRADING)
    client, counts = world.client("lead"), []
    for names in (("A",), ("B", "C")):
        for name in names:
            shared = open_shared_link(
                assessment=world.assessment,
                local_interest=group(world, name=name),
                cap=9,
                by=world.people["lead"],
            )
            join_by_shared_link(link=shared.link)
            join_by_shared_link(link=shared.link)
        with CaptureQueriesContext(connection) as found:
            assert client.get(pages(world)[0]).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert Grader.objects.count() == 6
