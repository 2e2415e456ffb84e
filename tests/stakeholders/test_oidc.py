"""Sign-in by an organisation's own provider: whom it lets in, and what it proves."""

import json
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from edsportal.environment import BadEnvironment, read_environment
from edsportal.oidc_providers import OidcProvider
from stakeholders.models import User
from tests.world import World

SERVER = "https://login.example.nhs.uk"
ENTRY = {
    "id": "nhsmail",
    "name": "NHSmail",
    "server_url": SERVER,
    "client_id": "portal",
    "secret": "hush",
}


class Answer:
    def __init__(self, body: dict[str, object]) -> None:
        self.body, self.status_code, self.headers = body, 200, {"content-type": "application/json"}

    def raise_for_status(self) -> None:
        """The provider answers well."""

    def json(self) -> dict[str, object]:
        return self.body


class Provider:
    """Answers as a provider does, without a network; keeps what it was asked."""

    def __init__(self, claims: dict[str, object]) -> None:
        self.claims, self.asked = claims, []

    def __enter__(self) -> "Provider":
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to close."""

    def get(self, url: str, **_: object) -> Answer:
        if url.endswith("openid-configuration"):
            ends = {name: f"{SERVER}/{name}" for name in ("token", "authorize", "userinfo", "keys")}
            return Answer(
                {
                    "issuer": SERVER,
                    "token_endpoint": ends["token"],
                    "authorization_endpoint": ends["authorize"],
                    "userinfo_endpoint": ends["userinfo"],
                    "jwks_uri": ends["keys"],
                }
            )
        return Answer(self.claims)

    def request(self, method: str, url: str, **sent: object) -> Answer:
        self.asked.append(sent)
        told = {"iss": SERVER, "aud": "portal", "exp": 4_000_000_000, "iat": 1, **self.claims}
        token = jwt.encode(told, "x" * 32, algorithm="HS256")
        return Answer({"access_token": "t", "token_type": "Bearer", "id_token": token})

    post = request


@pytest.fixture
def use(settings: object, monkeypatch: pytest.MonkeyPatch) -> object:
    """Set one provider up, with what it says of the person; returns it."""

    def provide(claims: dict[str, object], **about: object) -> Provider:
        known = OidcProvider(**ENTRY, **about)
        settings.OIDC_PROVIDERS = {known.id: known}
        app = {
            "provider_id": known.id,
            "name": known.name,
            "client_id": known.client_id,
            "secret": known.secret,
            "settings": {"server_url": SERVER},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        provider = Provider({"sub": "1", **claims})
        monkeypatch.setattr(
            "stakeholders.adapters.KnownPeopleOnlyAdapter.get_requests_session",
            lambda self: provider,
        )
        return provider

    return provide


def come_in(client: Client, process: str = "login") -> tuple[object, dict[str, list[str]]]:
    """Press the button, go to the provider and come back; the last answer and what it was asked."""
    start = client.post(f"/account/with/oidc/nhsmail/login/?process={process}&next=/work/")
    assert start.url.startswith(f"{SERVER}/authorize?")
    asked = parse_qs(urlsplit(start.url).query)
    back = client.get(
        "/account/with/oidc/nhsmail/login/callback/", {"code": "c", "state": asked["state"][0]}
    )
    return back, asked


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_somebody_known_comes_in_by_a_verified_address_with_pkce(world: World, use: object) -> None:
    provider = use({"email": "Contributor@example.org", "email_verified": True})
    client = Client()
    assert "Sign in with NHSmail" in client.get("/account/login/").text
    back, asked = come_in(client)
    assert back.url == "/work/"
    assert asked["code_challenge_method"] == ["S256"]
    assert provider.asked[0]["data"]["code_verifier"]
    assert client.get("/work/").context["user"] == world.people["contributor"]
    assert not SocialAccount.objects.exists(), "nothing is linked: the address is checked each time"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "contributor@example.org"},
        {"email": "contributor@example.org", "email_verified": False},
        {"email": "contributor@example.org", "email_verified": "false"},
        {"email": "stranger@example.org", "email_verified": True},
        {"email_verified": True},
    ],
)
def test_nobody_else_comes_in_or_is_made(
    world: World, use: object, claims: dict[str, object]
) -> None:
    use(claims)
    before = User.objects.count()
    client = Client()
    come_in(client)
    assert not signed_in(client)
    assert User.objects.count() == before


def test_a_provider_answers_for_its_own_domains_only(world: World, use: object) -> None:
    use({"email": "contributor@example.org", "email_verified": True}, email_domains=("nhs.net",))
    client = Client()
    come_in(client)
    assert not signed_in(client)
    use({"email": "contributor@example.org"}, email_domains=("example.org",))
    come_in(client)
    assert signed_in(client)


def test_a_closed_account_stays_closed(world: World, use: object) -> None:
    User.objects.filter(pk=world.people["contributor"].pk).update(is_active=False)
    use({"email": "contributor@example.org", "email_verified": True})
    client = Client()
    come_in(client)
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("proves", "page"), [(True, None), (False, "/account/second-step-needed/")]
)
def test_a_second_step_at_the_provider_counts_where_it_is_said_to(
    world: World, use: object, settings: object, proves: bool, page: str | None
) -> None:
    settings.REQUIRE_SECOND_FACTOR = "leads"
    use({"email": "lead@example.org", "email_verified": True}, second_factor=proves)
    client = Client()
    come_in(client)
    assert getattr(client.get("/work/"), "url", None) == page


def test_a_provider_cannot_be_linked_to_an_account(world: World, use: object) -> None:
    use({"email": "somebody@example.org", "email_verified": True})
    client = world.client("lead")
    back, _ = come_in(client, process="connect")
    assert back.url == "/account/"
    assert not SocialAccount.objects.exists()


def test_a_provider_that_is_not_set_up_is_not_there(db: None) -> None:
    assert Client().post("/account/with/oidc/other/login/").status_code == 404


def test_providers_are_read_from_the_environment(tmp_path: object) -> None:
    text = json.dumps(
        [ENTRY, {**ENTRY, "id": "entra", "email_domains": ["NHS.net"], "second_factor": True}]
    )
    read = read_environment({"OIDC_PROVIDERS": text}, base_dir=tmp_path).oidc_providers
    assert [provider.id for provider in read] == ["nhsmail", "entra"]
    assert read[1] == OidcProvider(
        **{**ENTRY, "id": "entra"}, email_domains=("nhs.net",), second_factor=True
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("nhsmail", "not JSON"),
        ("{}", "JSON list"),
        ("[1]", "entry 1 is not an object"),
        (json.dumps([{**ENTRY, "colour": "blue"}]), "unknown colour"),
        (json.dumps([{**ENTRY, "secret": ""}]), "needs a text for secret"),
        (json.dumps([{**ENTRY, "server_url": "http://x"}]), "https"),
        (json.dumps([{**ENTRY, "id": "NHS mail"}]), "small letters"),
        (json.dumps([ENTRY, ENTRY]), "same id"),
        (json.dumps([{**ENTRY, "second_factor": "yes"}]), "true or false"),
        (json.dumps([{**ENTRY, "email_domains": "nhs.net"}]), "list of domains"),
    ],
)
def test_a_bad_list_of_providers_is_named(value: str, words: str, tmp_path: object) -> None:
    with pytest.raises(BadEnvironment, match=f"OIDC_PROVIDERS.*{words}"):
        read_environment({"OIDC_PROVIDERS": value}, base_dir=tmp_path)


def test_a_bad_word_for_who_needs_a_second_step_is_named(tmp_path: object) -> None:
    with pytest.raises(BadEnvironment, match="REQUIRE_SECOND_FACTOR is 'none': use leads or all"):
        read_environment({"REQUIRE_SECOND_FACTOR": "none"}, base_dir=tmp_path)
