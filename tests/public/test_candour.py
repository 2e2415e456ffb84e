"""A lead chooses whether the gap is shown; nobody else, and nothing unseen is overwritten."""

import pytest
from django.db import transaction

from edsportal.common.errors import Clash, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.public_stamp import public_stamp
from stakeholders.services import candour as service
from stakeholders.services.candour import candour_stamp, choose_candour
from tests.world import World

ADDRESS = "/work/candour/TST/"


def choose(world: World, *, shows: bool = True, who: str = "lead", seen: str | None = None) -> bool:
    return choose_candour(
        organisation=world.organisation, shows=shows, seen=seen, by=world.people[who]
    )


def test_it_is_off_until_a_lead_turns_it_on_and_the_trail_says_so(world: World) -> None:
    assert not world.organisation.shows_candour_gap
    assert choose(world)
    assert not choose(world)  # The same again changes nothing.
    assert choose(world, shows=False)
    events = AuditEvent.objects.filter(event__startswith="candour").order_by("pk")
    assert [event.event for event in events] == ["candour_shown", "candour_hidden"]
    assert public_stamp().mark


@pytest.mark.parametrize("who", ["contributor", "board", "reader", "other_lead"])
def test_nobody_else_chooses(world: World, who: str) -> None:
    with pytest.raises(NotPermitted):
        choose(world, who=who)
    assert world.client(who).get(ADDRESS).status_code == (404 if who == "other_lead" else 403)


def test_two_leads_at_once(world: World) -> None:
    seen = candour_stamp(world.organisation)
    choose(world, seen=seen)
    with pytest.raises(Clash):
        choose(world, shows=False, seen=seen)
    posted = world.client("lead").post(ADDRESS, {"gap": "hide", "seen": seen})
    assert posted.status_code == 409


def test_without_the_trail_nothing_is_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("The trail is full.")

    monkeypatch.setattr(service, "record", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        choose(world)
    world.organisation.refresh_from_db()
    assert not world.organisation.shows_candour_gap


def test_the_page_asks_and_says_what_is_chosen(world: World) -> None:
    lead = world.client("lead")
    assert b"The gap is not shown now." in lead.get(ADDRESS).content
    empty = lead.post(ADDRESS, {})
    assert empty.status_code == 422
    assert b"Choose whether to show it" in empty.content
    done = lead.post(ADDRESS, {"gap": "show"}, follow=True)
    assert b"The gap is shown." in done.content
