"""Coming in by a shared link: who gets in, when, and what scanners and others cannot do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edsportal.common.errors import NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.workflow import State
from grading.models import Grader, Participation, SharedLink
from grading.selectors.grader import SESSION_KEY, grader_by_pk
from grading.services.invitation import revoke_invitation
from grading.services.joining_by_link import join_by_shared_link
from grading.services.shared_link import Shared, close_shared_link
from stakeholders.models import Invitation
from tests.invitations.shared import form_of, opened, page_of, put_into
from tests.world import World

START = {"interest": "none", "comment_consent": "none"}


@pytest.fixture
def shared(world: World) -> Shared:
    put_into(world, State.GRADING)
    return opened(world)


def test_joining_makes_a_grader_without_an_address(world: World, shared: Shared) -> None:
    client, address = Client(), page_of(shared)
    page = client.get(address)
    assert "Test Community NHS Trust asks you, speaking for Anyone who comes" in page.text
    response = client.post(address, form_of(client, address, name="  Zoë   O'Brien "))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    grader = Grader.objects.get()
    assert (grader.invitation.name, grader.invitation.email) == ("Zoë O'Brien", "")
    assert grader.invitation.created_by == world.people["lead"]
    assert grader.invitation.opened_at
    assert grader.joined_by == shared.link
    assert grader.participation == shared.link.participation
    assert client.session[SESSION_KEY] == grader.pk
    code = response.context["page"].code
    assert code in response.text
    assert code not in str(list(Invitation.objects.values_list()))
    assert client.post("/grade/start/", START).status_code == 302
    assert client.get("/grade/").status_code == 200
    assert code not in client.get("/grade/").text


def test_the_own_code_brings_back_to_the_same_answers(shared: Shared) -> None:
    made = join_by_shared_link(link=shared.link)
    client = Client()
    response = client.post("/code/", {"code": made.secrets.code})
    assert response["Location"] == "/grade/start/"
    assert client.session[SESSION_KEY] == made.grader.pk


def test_without_a_name_one_is_a_guest(shared: Shared) -> None:
    client, address = Client(), page_of(shared)
    client.post(address, form_of(client, address))
    assert Invitation.objects.get().name == "Guest"


@pytest.mark.parametrize("method", ["get", "head"])
def test_scanners_spend_nothing(shared: Shared, method: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        for _time in range(5):
            assert getattr(Client(), method)(page_of(shared)).status_code == 200
    assert {query["sql"].split()[0] for query in queries.captured_queries} == {"SELECT"}
    assert not Grader.objects.exists()


def test_a_typed_code_leads_to_the_page_and_joins_nobody(shared: Shared) -> None:
    client = Client()
    typed = f" {shared.secrets.code.lower().replace('-', ' ')} "
    address = client.post("/code/", {"code": typed})["Location"]
    assert address.startswith("/join-grading/")
    assert not Grader.objects.exists()
    assert client.post(address, form_of(client, address)).status_code == 200
    assert Grader.objects.get().joined_by == shared.link


def test_what_a_typed_code_led_to_ends_with_the_day(shared: Shared, time_machine: object) -> None:
    time_machine.move_to("2026-03-01T10:00:00Z", tick=False)
    address = Client().post("/code/", {"code": shared.secrets.code})["Location"]
    time_machine.move_to("2026-03-01T18:00:01Z", tick=False)
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("token", ["wrong", "MQ:1abc:forged", ":", "x" * 300])
def test_a_wrong_link_is_not_there(db: None, token: str) -> None:
    response = Client().get(f"/join-grading/{token}/")
    assert response.status_code == 404
    assert "does not work any more" in response.text
    assert Client().post(f"/join-grading/{token}/").status_code == 404


def test_the_same_browser_joins_once(shared: Shared) -> None:
    client, address = Client(), page_of(shared)
    form = form_of(client, address)
    client.post(address, form)
    assert client.post(address, {"name": "Again"})["Location"] == "/grade/start/"
    page = client.get(address)
    assert "You have come in already" in page.text
    assert page.context["form"] is None
    client.post("/grade/start/", START)
    assert client.post(address)["Location"] == "/grade/"
    assert Grader.objects.count() == 1


def test_a_double_press_joins_once_and_its_code_works(shared: Shared) -> None:
    """The second press left before the first one's cookie came back."""
    client, address = Client(), page_of(shared)
    form = form_of(client, address)
    first = client.post(address, form)
    second = Client().post(address, form)
    assert Grader.objects.count() == 1
    codes = [response.context["page"].code for response in (first, second)]
    assert Client().post("/code/", {"code": codes[1]})["Location"] == "/grade/start/"
    assert Client().post("/code/", {"code": codes[0]}).status_code == 422


@pytest.mark.parametrize("ended", ["late", "started", "withdrawn"])
def test_a_page_found_open_lets_nobody_in_as_the_first(
    world: World, shared: Shared, ended: str
) -> None:
    client, address = Client(), page_of(shared)
    form = form_of(client, address)
    client.post(address, form)
    grader = Grader.objects.select_related("invitation").get()
    if ended == "late":
        long_ago = timezone.now() - timedelta(minutes=3)
        Invitation.objects.update(created_at=long_ago)
    elif ended == "started":
        Grader.objects.update(started_at=timezone.now())
    else:
        revoke_invitation(grader=grader, by=world.people["lead"])
    other = Client()
    response = other.post(address, form)
    assert response.status_code == 409
    assert "Open the link again" in response.text
    assert SESSION_KEY not in other.session
    fresh = {"form_key": response.context["form"]["form_key"].value(), "name": ""}
    assert other.post(address, fresh).status_code == 200
    assert Grader.objects.count() == 2


def test_the_cap_holds(shared: Shared) -> None:
    for _place in range(3):
        join_by_shared_link(link=shared.link)
    client, address = Client(), page_of(shared)
    assert "All places of this link are taken" in client.get(address).text
    response = client.post(address, {"form_key": "new", "name": ""})
    assert response.status_code == 409
    assert Grader.objects.count() == 3
    Invitation.objects.update(revoked_at=timezone.now(), forgotten_at=timezone.now())
    with pytest.raises(NotNow, match="taken"):
        join_by_shared_link(link=shared.link)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.PREPARING, "Grading has not opened yet"),
        (State.RECONCILING, "Grading has closed"),
        (State.AGREED, "Grading has closed"),
        (State.PUBLISHED, "Grading has closed"),
    ],
)
def test_only_while_grading_is_open(world: World, shared: Shared, state: State, words: str) -> None:
    put_into(world, state)
    client, address = Client(), page_of(shared)
    page = client.get(address)
    assert words in page.text
    assert page.context["form"] is None
    response = client.post(address, {"name": "Sam"})
    assert response.status_code == 409
    assert words in response.text
    assert not Grader.objects.exists()


def test_a_closed_link_says_so_and_who_joined_comes_back(world: World, shared: Shared) -> None:
    made = join_by_shared_link(link=shared.link)
    close_shared_link(link=shared.link, by=world.people["lead"])
    client, address = Client(), page_of(shared)
    assert "has been closed" in client.get(address).text
    assert client.post(address, {"name": ""}).status_code == 409
    assert Client().post("/code/", {"code": shared.secrets.code}).status_code == 302
    assert Client().post("/code/", {"code": made.secrets.code}).status_code == 302
    assert Grader.objects.count() == 1


def test_a_group_that_stood_down_takes_nobody(world: World, shared: Shared) -> None:
    Participation.objects.update(
        stood_down_at=timezone.now(), stood_down_by=world.people["lead"], stood_down_reason="Paid."
    )
    assert "has stood down" in Client().get(page_of(shared)).text
    with pytest.raises(NotNow, match="stood down"):
        join_by_shared_link(link=shared.link)


@pytest.mark.parametrize("role", ["lead", "contributor", "board"])
def test_who_is_signed_in_and_works_there_is_refused(
    world: World, shared: Shared, role: str
) -> None:
    client, address = world.client(role), page_of(shared)
    response = client.post(address, form_of(client, address))
    assert response.status_code == 403
    assert "People who work for it cannot grade it" in response.text
    assert not Grader.objects.exists()
    with pytest.raises(NotPermitted):
        join_by_shared_link(link=shared.link, by=world.people[role])


def test_who_works_elsewhere_is_signed_out_and_joins(world: World, shared: Shared) -> None:
    client, address = world.client("other_lead"), page_of(shared)
    assert "signs you out first" in client.get(address).text
    assert client.post(address, form_of(client, address)).status_code == 200
    assert client.get("/work/")["Location"].startswith("/account/login/")


def test_a_name_that_is_too_long_comes_back(shared: Shared) -> None:
    client, address = Client(), page_of(shared)
    response = client.post(address, form_of(client, address, name="x" * 151))
    assert response.status_code == 422
    assert 'href="#id_name"' in response.text
    assert "x" * 151 in response.text
    assert not Grader.objects.exists()


def test_joining_and_its_audit_fail_together(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("grading.services.joining_by_link.record", broken)
    with pytest.raises(RuntimeError):
        join_by_shared_link(link=shared.link)
    assert not Grader.objects.exists()
    assert not Invitation.objects.exists()


def test_nobody_else_learns_who_or_how_many_joined(world: World, shared: Shared) -> None:
    link = SharedLink.objects.get()
    link.cap = 431
    link.save()
    for _person in range(2):
        join_by_shared_link(link=link, name="SENTINEL")
    client, address = Client(), page_of(shared)
    texts = [client.get(address).text]
    texts.append(client.post(address, form_of(client, address)).text)
    client.post("/grade/start/", START)
    texts += [
        client.get(page).text
        for page in ("/grade/", "/grade/own-code/", "/grade/your-data/", "/grade/check/", address)
    ]
    for text in texts:
        for secret in ("SENTINEL", "431", "people have joined", "3 of", "2 of 4"):
            assert secret not in text


class TestOwnCode:
    def test_a_new_code_replaces_the_old_one(self, shared: Shared) -> None:
        made = join_by_shared_link(link=shared.link)
        client = Client()
        client.post("/code/", {"code": made.secrets.code})
        assert "Make me a new code" in client.get("/grade/own-code/").text
        assert Client().post("/code/", {"code": made.secrets.code}).status_code == 302
        new = client.post("/grade/own-code/").context["page"].code
        assert Client().post("/code/", {"code": made.secrets.code}).status_code == 422
        assert Client().post("/code/", {"code": new}).status_code == 302
        assert client.get("/grade/start/").status_code == 200, "the visit goes on"
        assert AuditEvent.objects.filter(event="own_code_renewed").count() == 1

    def test_it_is_not_for_people_with_a_message(self, world: World) -> None:
        put_into(world, State.GRADING)
        grader = world.grader()
        client = Client()
        client.post("/code/", {"code": world.secrets[grader.pk].code})
        assert client.get("/grade/own-code/").status_code == 403
        assert client.post("/grade/own-code/").status_code == 403
        assert "own-code" not in client.get("/grade/").text
        assert client.post("/code/", {"code": world.secrets[grader.pk].code}).status_code == 302


@pytest.mark.parametrize("others", [0, 2])
def test_the_page_costs_the_same_however_many_joined(shared: Shared, others: int) -> None:
    for _other in range(others):
        join_by_shared_link(link=shared.link)
    with CaptureQueriesContext(connection) as found:
        Client().get(page_of(shared))
    assert len(found) == 2


def test_whoever_joined_is_a_grader_like_others(world: World, shared: Shared) -> None:
    made = join_by_shared_link(link=shared.link)
    grader = grader_by_pk(made.grader.pk)
    assert grader is not None
    revoke_invitation(grader=grader, by=world.people["lead"])
    assert grader_by_pk(made.grader.pk) is None
