"""Passwords, lockout shared by processes, invented headers, and what cannot be done by oneself."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.test import Client

from stakeholders.models import User
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long enough secret"


@pytest.fixture
def contributor(world: World) -> User:
    user = world.people["contributor"]
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(password: str, email: str, client: Client | None = None, **headers: str) -> bool:
    """Whether signing in got through."""
    sent = {"login": email, "password": password}
    return (client or Client()).post("/account/login/", sent, headers=headers).status_code == 302


def test_passwords_are_hashed_by_argon2() -> None:
    from edsportal import settings as plain

    assert plain.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_five_wrong_passwords_lock_the_account_for_a_while(contributor: User) -> None:
    assert attempt(PASSWORD, contributor.email)
    for _ in range(5):
        assert not attempt("wrong", contributor.email)
    assert not attempt(PASSWORD, contributor.email)


def test_an_invented_forwarded_address_does_not_start_the_count_again(
    contributor: User, world: World
) -> None:
    for n in range(20):
        attempt("wrong", f"nobody{n}@example.org", **{"X-Forwarded-For": f"10.0.0.{n}"})
    assert not attempt(PASSWORD, contributor.email, **{"X-Forwarded-For": "10.9.9.9"})


def test_behind_a_trusted_proxy_the_address_it_wrote_is_counted(
    contributor: User, settings: object
) -> None:
    settings.TRUSTED_PROXY = True
    for n in range(20):
        attempt("wrong", f"nobody{n}@example.org", **{"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.7"})
    assert not attempt(PASSWORD, contributor.email, **{"X-Forwarded-For": "10.9.9.9, 192.0.2.7"})
    assert attempt(PASSWORD, contributor.email, **{"X-Forwarded-For": "192.0.2.7, 198.51.100.8"})


ANOTHER_PROCESS = """
    import django; django.setup()
    from django.conf import settings
    from django.test import RequestFactory
    from allauth.account.adapter import get_adapter
    from allauth.core.internal import ratelimit
    from allauth.account import app_settings
    request = RequestFactory().post("/account/login/", REMOTE_ADDR="192.0.2.1")
    for _ in range({tries}):
        usage = ratelimit.consume(
            request, app="account", action="login_failed",
            config=app_settings.RATE_LIMITS, key="who@example.org",
        )
    print(bool(usage))
"""


def test_wrong_passwords_are_counted_across_processes(tmp_path: Path) -> None:
    """Two processes that share only the cache's folder share the count (ADR 0013)."""

    def run(tries: int) -> str:
        environment = {
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "edsportal.settings",
            "PATH": "/usr/bin:/bin",
        }
        script = textwrap.dedent(ANOTHER_PROCESS.format(tries=tries))
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    assert run(3) == "True"
    assert run(2) == "True"
    assert run(1) == "False"


def test_a_forged_host_gets_nothing(world: World, client: Client) -> None:
    assert client.get("/account/login/", headers={"Host": "evil.example"}).status_code == 400
    sent = {"email": "lead@example.org"}
    assert (
        client.post("/account/password/reset/", sent, headers={"Host": "evil.example"}).status_code
        == 400
    )
    page = client.get("/account/login/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in page.text


def test_nobody_signs_up_or_changes_their_own_address(world: World) -> None:
    sent = {"email": "new@example.org", "password1": PASSWORD}
    assert "by invitation" in Client().post("/account/signup/", sent).text
    assert not User.objects.filter(email="new@example.org").exists()
    lead = world.client("lead")
    lead.post("/account/email/", {"action_add": "", "email": "other@example.org"})
    assert not lead.get("/account/").text.count("other@example.org")


def test_known_and_unknown_addresses_get_the_same_answer(contributor: User) -> None:
    answers = []
    for email in (contributor.email, "nobody@example.org"):
        client = Client()
        first = client.post("/account/login/code/", {"email": email})
        page = client.get(first.url).text.replace(email, "")
        answers.append((first.status_code, first.url, "we have sent a code" in page))
    assert answers[0] == answers[1]


def test_the_account_page_tells_what_is_set_up(contributor: User, world: World) -> None:
    page = world.client("contributor").get("/account/").text
    assert contributor.email in page
    assert "Not set up" in page
