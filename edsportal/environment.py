"""The one place that reads environment variables, typed and checked.

Everything else reads ``django.conf.settings``. ``.env.example`` lists the same
variables; a test compares the two.
"""

import contextlib
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import environ

from edsportal.oidc_providers import BadProviders, OidcProvider, read_providers

SECRET_MINIMUM = 50


class BadEnvironment(Exception):
    """The environment cannot be run with; the text says which variable and how to mend it."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable the portal reads: its default and what it is for."""

    name: str
    default: str
    purpose: str


VARIABLES = (
    Variable("PORTAL_MODE", "embedded", "embedded (one machine, no settings) or production"),
    Variable(
        "SECRET_KEY",
        "",
        f"at least {SECRET_MINIMUM} random characters; made by itself when embedded",
    ),
    Variable("DEBUG", "false", "Django's debug pages; never in production"),
    Variable("ALLOWED_HOSTS", "", "host names the portal answers to, separated by commas"),
    Variable("SITE_URL", "http://127.0.0.1:8000", "address used in e-mails and documents"),
    Variable("DATA_DIR", "var", "folder for the database, files, mail and broker when embedded"),
    Variable(
        "DATABASE_URL", "", "postgres://user:password@host:5432/name; empty: SQLite in DATA_DIR"
    ),
    Variable(
        "REDIS_URL", "", "redis://host:6379/0 for tasks and cache; empty: folders in DATA_DIR"
    ),
    Variable("S3_BUCKET", "", "bucket for private files; empty: a folder in DATA_DIR"),
    Variable("S3_ENDPOINT_URL", "", "address of an S3-compatible store other than AWS"),
    Variable(
        "CLAMAV_URL",
        "",
        "virus scanner: tcp://host:3310 or unix:///run/clamav/clamd.ctl; empty: none",
    ),
    Variable("EMAIL_URL", "", "smtp+tls://user:password@host:587; empty: a folder in DATA_DIR"),
    Variable(
        "NOTIFY_API_KEY", "", "GOV.UK Notify instead of EMAIL_URL: the key of an account there"
    ),
    Variable("NOTIFY_TEMPLATE_ID", "", "an e-mail template there with ((subject)) and ((body))"),
    Variable("DEFAULT_FROM_EMAIL", "portal@localhost", "sender of e-mails"),
    Variable("MAX_UPLOAD_MB", "50", "largest evidence file in megabytes"),
    Variable(
        "DEMO_SIGN_IN",
        "",
        "true: demonstration people may sign in by a printed link; never in production",
    ),
    Variable(
        "OIDC_PROVIDERS",
        "",
        "JSON list of organisations' own sign-in; docs/running.md has an example",
    ),
    Variable(
        "REQUIRE_SECOND_FACTOR",
        "leads",
        "leads (with platform administrators) or all: staff who must use a second step",
    ),
    Variable(
        "TRUSTED_PROXY",
        "false",
        "true: believe X-Forwarded-Proto and X-Forwarded-For of the proxy in front",
    ),
)


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, in Python's types."""

    production: bool
    secret_key: str
    debug: bool
    allowed_hosts: tuple[str, ...]
    site_url: str
    data_dir: Path
    database_url: str
    redis_url: str
    s3_bucket: str
    s3_endpoint_url: str
    clamav_url: str
    email_url: str
    notify_api_key: str
    notify_template_id: str
    default_from_email: str
    max_upload_mb: int
    demo_sign_in: bool
    oidc_providers: tuple[OidcProvider, ...]
    require_second_factor: str
    trusted_proxy: bool


def read_environment(variables: Mapping[str, str], *, base_dir: Path) -> Environment:
    """Read and check ``variables`` (usually ``os.environ``).

    Raises `BadEnvironment` naming the variable and the mend, so that a production
    process stops at start-up instead of running open.
    """
    text = {v.name: variables.get(v.name, v.default).strip() for v in VARIABLES}
    if text["PORTAL_MODE"] not in {"embedded", "production"}:
        raise BadEnvironment(f"PORTAL_MODE is '{text['PORTAL_MODE']}': use embedded or production.")
    production = text["PORTAL_MODE"] == "production"
    hosts = tuple(h.strip() for h in text["ALLOWED_HOSTS"].split(",") if h.strip())
    debug = _truth(text, "DEBUG")
    data_dir = base_dir / text["DATA_DIR"]
    if production:
        _refuse_unsafe(text, debug=debug, hosts=hosts)
    _refuse_half_of_notify(text)
    return Environment(
        production=production,
        secret_key=text["SECRET_KEY"] or _embedded_secret(data_dir),
        debug=debug,
        allowed_hosts=hosts or ("127.0.0.1", "localhost", "[::1]"),
        site_url=text["SITE_URL"].rstrip("/"),
        data_dir=data_dir,
        database_url=text["DATABASE_URL"] or f"sqlite:///{data_dir / 'portal.sqlite3'}",
        redis_url=text["REDIS_URL"],
        s3_bucket=text["S3_BUCKET"],
        s3_endpoint_url=text["S3_ENDPOINT_URL"],
        clamav_url=_scanner(text["CLAMAV_URL"]),
        email_url=text["EMAIL_URL"],
        notify_api_key=text["NOTIFY_API_KEY"],
        notify_template_id=text["NOTIFY_TEMPLATE_ID"],
        default_from_email=text["DEFAULT_FROM_EMAIL"],
        max_upload_mb=_whole_number(text, "MAX_UPLOAD_MB"),
        demo_sign_in=_truth(text, "DEMO_SIGN_IN") if text["DEMO_SIGN_IN"] else not production,
        oidc_providers=_providers(text["OIDC_PROVIDERS"]),
        require_second_factor=_one_of(text, "REQUIRE_SECOND_FACTOR", "leads", "all"),
        trusted_proxy=_truth(text, "TRUSTED_PROXY"),
    )


def _truth(text: Mapping[str, str], name: str) -> bool:
    value = text[name].lower()
    if value in environ.Env.BOOLEAN_TRUE_STRINGS:
        return True
    if value in {"", "0", "false", "no", "off", "n", "f"}:
        return False
    raise BadEnvironment(f"{name} is '{text[name]}': use true or false.")


def _whole_number(text: Mapping[str, str], name: str) -> int:
    if not text[name].isdigit() or int(text[name]) < 1:
        raise BadEnvironment(f"{name} is '{text[name]}': use a whole number of at least 1.")
    return int(text[name])


def _scanner(url: str) -> str:
    parts = urlsplit(url)
    if (
        not url
        or (parts.scheme == "unix" and parts.path)
        or (parts.scheme == "tcp" and parts.hostname)
    ):
        return url
    raise BadEnvironment(
        f"CLAMAV_URL is '{url}': use tcp://host:3310 or unix:///path/of/the/socket."
    )


def _one_of(text: Mapping[str, str], name: str, *allowed: str) -> str:
    if text[name] not in allowed:
        raise BadEnvironment(f"{name} is '{text[name]}': use {' or '.join(allowed)}.")
    return text[name]


def _providers(text: str) -> tuple[OidcProvider, ...]:
    try:
        return read_providers(text)
    except BadProviders as error:
        raise BadEnvironment(f"OIDC_PROVIDERS: {error}") from error


def _refuse_half_of_notify(text: Mapping[str, str]) -> None:
    key, template = text["NOTIFY_API_KEY"], text["NOTIFY_TEMPLATE_ID"]
    if bool(key) != bool(template):
        raise BadEnvironment(
            "NOTIFY_API_KEY and NOTIFY_TEMPLATE_ID go together: set both or neither."
        )
    if key and text["EMAIL_URL"]:
        raise BadEnvironment("EMAIL_URL and NOTIFY_API_KEY are two ways to send e-mail: set one.")
    if key and len(key) < 2 * 36 + 1:
        raise BadEnvironment(
            "NOTIFY_API_KEY is too short: copy all of it, with the name before it."
        )


def _refuse_unsafe(text: Mapping[str, str], *, debug: bool, hosts: tuple[str, ...]) -> None:
    if debug:
        raise BadEnvironment("DEBUG is on in production: remove it or set it to false.")
    secret = text["SECRET_KEY"]
    if len(secret) < SECRET_MINIMUM or secret.startswith(("change-me", "django-insecure")):
        raise BadEnvironment(
            f"SECRET_KEY must be {SECRET_MINIMUM} or more random characters in production."
        )
    if not hosts or "*" in hosts:
        raise BadEnvironment(
            "ALLOWED_HOSTS must name the portal's host names in production, without '*'."
        )
    if text["DEMO_SIGN_IN"] and _truth(text, "DEMO_SIGN_IN"):
        raise BadEnvironment("DEMO_SIGN_IN lets anyone with a link in: remove it in production.")
    if not text["DATABASE_URL"].startswith(("postgres://", "postgresql://")):
        raise BadEnvironment("DATABASE_URL must name a PostgreSQL database in production.")


def _embedded_secret(data_dir: Path) -> str:
    """A secret made once per data folder, so that no two embedded portals share one.

    Processes that start together get the same one: the file appears whole, or not at all.
    """
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=data_dir, prefix="secret-") as draft:
            draft.write(secrets.token_urlsafe(64))
            draft.flush()
            with contextlib.suppress(FileExistsError):  # Another process was first.
                path.hardlink_to(draft.name)
    return path.read_text()
