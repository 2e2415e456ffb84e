"""The pages of a preparation: who sees them, that they are well made, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grading.models import Assessment
from stakeholders.models import Membership, Organisation
from tests.common.markup import parse_page
from tests.grading.preparing import people
from tests.world import World, make_person

PAGES = ("", "settings/", "services/", "scope/", "evidence/", "grades/", "checklist/")
ROLES = ("lead", "contributor", "board", "reader")


def addresses(world: World) -> dict[str, str]:
    """Every page of one assessment, by its name."""
    root = f"/work/{world.assessment.pk}/"
    row = world.assessed_outcome("2A")
    used = people.use(world, row)
    people.item(world, "Not used yet")
    named = {page or "task list": root + page for page in PAGES}
    return named | {
        "scope of one": f"{root}scope/{row.pk}/",
        "grade of one": f"{root}grades/{row.pk}/",
        "add evidence": f"{root}evidence/{row.pk}/add/",
        "library": f"{root}evidence/{row.pk}/library/",
        "change evidence": f"{root}evidence/item/{used.item_id}/",
        "remove evidence": f"{root}evidence/use/{used.pk}/remove/",
    }


NEEDS_MORE = {
    "add evidence": {"lead", "contributor"},
    "library": {"lead", "contributor"},
    "change evidence": {"lead", "contributor"},
    "remove evidence": {"lead"},
}


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_what(world: World, role: str) -> None:
    client = world.client(role)
    for name, address in addresses(world).items():
        response = client.get(address)
        allowed = role in NEEDS_MORE.get(name, set(ROLES))
        assert response.status_code == (200 if allowed else 403), (name, role)
        if not allowed:
            assert "You cannot" in response.content.decode()


def test_another_trust_finds_nothing(world: World) -> None:
    client = world.client("other_lead")
    for name, address in addresses(world).items():
        assert client.get(address).status_code == 404, name
        assert client.post(address, {}).status_code == 404 or name in {
            "scope/",
            "evidence/",
            "grades/",
            "task list",
        }, name
    assert client.get("/work/start/TST/").status_code == 404


def test_everybody_else_is_asked_to_sign_in(world: World) -> None:
    client = world.client("anonymous")
    for address in [*addresses(world).values(), "/work/", "/work/start/TST/"]:
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("state", ["preparing", "grading", "published"])
def test_pages_are_well_made(world: World, state: str) -> None:
    found = addresses(world)
    Assessment.objects.filter(pk=world.assessment.pk).update(state=state)
    client = world.client("lead")
    for name, address in [*found.items(), ("home", "/work/"), ("start", "/work/start/TST/")]:
        page = parse_page(client.get(address).content.decode())
        assert not page.dangling, name
        assert not page.inline_code, name
        assert len(page.tree.findall(".//h1")) == 1, name
        if state != "preparing" and name not in {"home", "start"}:
            main = page.tree.find(".//main")
            assert not main.findall(".//form"), f"{name} still asks for something"
            if name not in {"task list"}:
                why = "Grading has opened"
                if (name, state) == ("remove evidence", "grading"):
                    why = "People are grading by this evidence"
                assert why in "".join(main.itertext()), name


@pytest.mark.parametrize("path", ["", "evidence/", "grades/", "scope/"])
def test_a_page_costs_the_same_for_one_and_three(
    world: World, path: str, django_assert_num_queries: object
) -> None:
    client = world.client("lead")
    rows = list(world.assessment.assessed_outcomes.order_by("position"))
    people.use(world, rows[0])
    address = f"/work/{world.assessment.pk}/{path}"
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for row in rows[:3]:
        people.use(world, row, "Another")
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_home_costs_the_same_for_one_and_three(
    world: World, django_assert_num_queries: object
) -> None:
    client = world.client("lead")
    with CaptureQueriesContext(connection) as one:
        client.get("/work/")
    for number in (1, 2):
        organisation = Organisation.objects.create(
            ods_code=f"XX{number}", name=f"Third trust {number}", kind="provider"
        )
        Membership.objects.create(
            user=world.people["lead"], organisation=organisation, role="equality_lead"
        )
        Assessment.objects.create(
            organisation=organisation, framework=world.assessment.framework, year="2025/26"
        )
    with django_assert_num_queries(len(one)):
        content = client.get("/work/").content.decode()
    assert "Third trust 2" in content


def test_home_says_what_to_do_without_an_organisation(world: World) -> None:
    world.people["nobody"] = make_person("nobody")
    content = world.client("nobody").get("/work/").content.decode()
    assert "You do not belong to an organisation here yet" in content
    assert "Ask the equality lead" in content


def test_home_says_what_an_administrator_of_the_platform_can_do(world: World) -> None:
    administrator = make_person("admin")
    administrator.is_platform_administrator = True
    administrator.save()
    world.people["admin"] = administrator
    content = world.client("admin").get("/work/").content.decode()
    assert "You run the platform" in content
    assert "You do not belong to an organisation" not in content


@pytest.mark.parametrize(
    ("role", "words"),
    [("other_lead", "Start one to gather evidence"), ("other_board", "can start one")],
)
def test_home_says_what_to_do_without_an_assessment(world: World, role: str, words: str) -> None:
    world.people["other_board"] = make_person(
        "other_board", world.other_organisation, Membership.Role.BOARD_MEMBER
    )
    content = world.client(role).get("/work/").content.decode()
    assert words in content
    assert "Test Community" not in content


@pytest.mark.parametrize("role", ["contributor", "board", "reader"])
def test_only_a_lead_starts_an_assessment(world: World, role: str) -> None:
    client = world.client(role)
    assert "Start a new assessment" not in client.get("/work/").content.decode()
    response = client.get("/work/start/TST/")
    assert response.status_code == 403
    assert (
        "You cannot prepare the assessment for Test Community NHS Trust"
        in response.content.decode()
    )


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("lead", "Next: Settings"),
        ("contributor", "You can add evidence now"),
        ("board", "there is nothing to do yet"),
    ],
)
def test_the_task_list_says_what_can_be_done_now(world: World, role: str, words: str) -> None:
    assert words in people.page(world.client(role), world)
