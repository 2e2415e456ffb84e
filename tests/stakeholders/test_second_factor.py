"""No work without a second step, for those who need one; setting it up; getting in by it."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client

from edsportal.common.actors import Machine
from stakeholders.models import User
from stakeholders.services.demo_sign_in import demo_token
from stakeholders.services.joining import create_administrator
from tests.world import World

NEEDED = "/account/second-step-needed/"
PASSWORD = "a long enough secret"


@pytest.fixture(autouse=True)
def _asked(settings: object) -> None:
    settings.REQUIRE_SECOND_FACTOR = "leads"


def code_for(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(user: User, next_page: str = "/work/") -> tuple[Client, object]:
    client = Client()
    response = client.post(
        "/account/login/", {"login": user.email, "password": PASSWORD, "next": next_page}
    )
    return client, response


def set_up_app(client: Client) -> str:
    """Walk the page that sets an app up; returns its secret."""
    page = client.get("/account/second-step/totp/activate/")
    secret = re.search(r'app-secret">([A-Z2-7]+)<', page.text)[1]
    response = client.post("/account/second-step/totp/activate/", {"code": code_for(secret)})
    assert response.url == "/account/second-step/recovery-codes/", response.text
    return secret


@pytest.mark.parametrize("who", ["lead", "other_lead"])
def test_a_lead_reaches_nothing_but_the_set_up(world: World, who: str) -> None:
    client = world.client(who)
    for page in (
        "/work/",
        f"/work/{world.assessment.pk}/",
        "/account/",
        "/work/organisation/TST/people/",
    ):
        assert client.get(page).url == NEEDED
        assert client.post(page).url == NEEDED
    page = client.get(NEEDED)
    assert (page.status_code, "Set up an app" in page.text) == (200, True)
    for open_page in (
        "/",
        "/account/logout/",
        "/account/second-step/",
        "/account/second-step/webauthn/add/",
    ):
        assert client.get(open_page).status_code == 200


def test_an_administrator_needs_one_and_others_do_not(world: World) -> None:
    person, _ = create_administrator(email="root@example.org", name="Ash", by=Machine("test"))
    client = Client()
    client.force_login(person)
    assert client.get("/platform/organisations/").url == NEEDED
    for who in ("contributor", "board", "reader"):
        assert world.client(who).get("/work/").status_code == 200


def test_all_staff_need_one_where_it_is_set(world: World, settings: object) -> None:
    settings.REQUIRE_SECOND_FACTOR = "all"
    assert world.client("reader").get("/work/").url == NEEDED


def test_the_whole_walk_by_app_and_by_recovery_code(world: World) -> None:
    lead = with_password(world.people["lead"])
    client, response = sign_in(lead)
    assert client.get(response.url).url == NEEDED
    secret = set_up_app(client)
    codes = re.findall(
        r"<code>(\d+)</code>", client.get("/account/second-step/recovery-codes/").text
    )
    assert len(codes) == 10
    assert client.get("/work/").status_code == 200

    client, response = sign_in(lead)
    assert response.url.startswith("/account/second-step/authenticate/")
    assert client.get("/work/").status_code == 302
    wrong = client.post("/account/second-step/authenticate/", {"code": "000000"})
    assert "That code is not right" in wrong.text
    right = client.post("/account/second-step/authenticate/", {"code": code_for(secret, steps=1)})
    assert right.url == "/work/"
    assert client.get("/work/").status_code == 200

    for expected in ("/work/", None):
        client, _ = sign_in(lead)
        answer = client.post("/account/second-step/authenticate/", {"code": codes[0]})
        assert getattr(answer, "url", None) == expected, "a recovery code works once"


def test_its_owner_is_told_by_mail(committed_db: None) -> None:
    user = with_password(User.objects.create_user("told@example.org", name="Pat"))
    client, _ = sign_in(user)
    set_up_app(client)
    assert {message.to[0] for message in mail.outbox} == {"told@example.org"}


def test_the_secret_is_not_readable_in_the_database(world: World) -> None:
    client, _ = sign_in(with_password(world.people["lead"]))
    secret = set_up_app(client)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_a_code_by_mail_is_no_second_step(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    lead = with_password(world.people["lead"])
    client, _ = sign_in(lead)
    set_up_app(client)
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/login/code/", {"email": lead.email})
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.outbox[-1].body, re.M)[1]
    response = client.post("/account/login/code/confirm/", {"code": code})
    assert response.url.startswith("/account/second-step/authenticate/")


def test_a_new_password_by_mail_does_not_sign_in(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    lead = with_password(world.people["lead"])
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/password/reset/", {"email": lead.email})
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[-1].body)[0]
    page = client.get(link, follow=True)
    client.post(
        page.request["PATH_INFO"],
        {"password1": "another long secret", "password2": "another long secret"},
    )
    lead.refresh_from_db()
    assert lead.check_password("another long secret")
    assert "_auth_user_id" not in client.session


def test_those_who_need_one_cannot_remove_their_last(world: World) -> None:
    client, _ = sign_in(with_password(world.people["lead"]))
    set_up_app(client)
    client.post("/account/second-step/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").exists()
    contributor, _ = sign_in(with_password(world.people["contributor"]))
    set_up_app(contributor)
    contributor.post("/account/second-step/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp", user=world.people["contributor"]).exists()


def test_demonstration_links_need_none_where_the_demonstration_is_on(
    world: World, settings: object
) -> None:
    settings.DEMO_SIGN_IN = True
    client = Client()
    client.post(f"/demo/sign-in/{demo_token(world.people['lead'])}/")
    assert client.get("/work/").status_code == 200
    settings.DEMO_SIGN_IN = False
    assert client.get("/work/").url == NEEDED


def test_graders_and_the_public_are_never_asked(world: World, settings: object) -> None:
    settings.REQUIRE_SECOND_FACTOR = "all"
    client = world.client("lead")
    assert client.get("/").status_code == 200
    assert client.get("/code/").status_code == 200


def test_signing_out_everywhere_else(world: World) -> None:
    contributor = with_password(world.people["contributor"])
    here, _ = sign_in(contributor)
    there, _ = sign_in(contributor)
    assert there.get("/work/").status_code == 200
    page = here.get("/account/sessions/")
    assert "Sign out everywhere else" in page.text
    here.post("/account/sessions/")
    assert there.get("/work/").status_code == 302
    assert here.get("/work/").status_code == 200


def test_secrets_are_made_of_random_bits() -> None:
    assert len(generate_totp_secret()) >= 32
