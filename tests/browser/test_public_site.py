"""Somebody from outside looks up grades, compares them and reads what the data mean."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.public.published import body, history_of
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed_db")]


# Table by table, whether all that its cells hold is inside the window: no grade is out of sight.
IN_SIGHT = """[...document.querySelectorAll(".app-wide > table")].map(table =>
    [...table.querySelectorAll("th > *, td > *")]
        .every(held => held.getBoundingClientRect().right <= window.innerWidth))"""


@pytest.fixture
def published(committed_db: None) -> None:
    for number in range(1, 7):
        trust = body(f"RX{number}", name=f"Rex {number} Trust", region="Far North", place="Rexham")
        history_of(trust, "achieving" if number % 2 else "developing")
    history_of(body("RX1"), "excelling", year="2015/16")
    history_of(body("RX1"), "developing", year="2012/13", edition="eds2011")


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, True), (320, False)])
def test_looking_up_and_comparing(
    arrive: Callable[..., Person], published: None, width: int, javascript: bool
) -> None:
    sam = arrive("Sam", width=width, javascript=javascript)
    sam.goes("/").types("Search by name, town, region, ODS code or year", "rexham 2015/16")
    sam.presses("Search", exact=True).reads("1 organisation found", "Rex 1 Trust")
    sam.presses("Rex 1 Trust", exact=True).reads("EDS2, year by year", "Excelling")
    assert sam.page.evaluate(IN_SIGHT) == [True] * 4
    sam.presses("compare with others").reads("EDS2 2015/16 beside others", "too few to compare")
    sam.goes("/compare/rx1/eds2/2014-15/").reads("beside others", "D 3, A 3", "Far North")
    assert sam.page.evaluate(IN_SIGHT) == [True]
    sam.presses("1.1", exact=True).reads("The words changed since EDS", "2012/13")
    sam.goes("/england/").reads("Reports by year")
    sam.presses("EDS2 2014/15").reads("6 reports are published here", "names no day")
    sam.presses("What each column means").reads("hangs_on_one", "own grade minus local view")
    sam.presses("For programs: the API").reads("GET /api/v1/reports", "300 calls a minute")
    assert sam.faults == []


@pytest.mark.parametrize("width", [1280, 320])
def test_a_lead_lets_the_gap_be_shown(
    arrive: Callable[..., Person], committed_db: None, settings: object, width: int
) -> None:
    settings.DEMO_SIGN_IN = True
    world: World = build_world()
    pat = arrive("Pat", width=width)
    pat.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    pat.presses("Sign in", exact=True)
    pat.goes("/work/candour/TST/").reads("The gap is not shown now.")
    pat.chooses("Yes, show it").presses("Save", exact=True).reads("The gap is shown.")
    pat.chooses("No, do not show it").presses("Save", exact=True).reads("The gap is not shown.")
    assert pat.faults == []
