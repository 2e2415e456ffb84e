"""Organisations' own sign-in (OpenID Connect), read from one variable."""

import json
from dataclasses import dataclass
from typing import Any

NEEDED = ("id", "name", "server_url", "client_id", "secret")
OPTIONAL = ("email_domains", "second_factor")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


class BadProviders(ValueError):
    """The variable cannot be used; the text says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class OidcProvider:
    """One identity provider.

    ``email_domains`` are those whose addresses the provider is known to have verified, for
    providers that do not say so themselves. ``second_factor`` means that the provider
    always asks for one, so that the portal need not.
    """

    id: str
    name: str
    server_url: str
    client_id: str
    secret: str
    email_domains: tuple[str, ...] = ()
    second_factor: bool = False


def read_providers(text: str) -> tuple[OidcProvider, ...]:
    """The providers of a JSON list; none for an empty text. Raises `BadProviders`."""
    if not text:
        return ()
    try:
        listed = json.loads(text)
    except ValueError as error:
        raise BadProviders(f"it is not JSON ({error}).") from error
    if not isinstance(listed, list):
        raise BadProviders("use a JSON list of objects.")
    providers = tuple(_provider(entry, number) for number, entry in enumerate(listed, start=1))
    if len({provider.id for provider in providers}) < len(providers):
        raise BadProviders("two providers have the same id.")
    return providers


def _provider(entry: Any, number: int) -> OidcProvider:
    if not isinstance(entry, dict):
        raise BadProviders(f"entry {number} is not an object.")
    if unknown := sorted(entry.keys() - {*NEEDED, *OPTIONAL}):
        raise BadProviders(f"entry {number} has unknown {', '.join(unknown)}.")
    for name in NEEDED:
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise BadProviders(f"entry {number} needs a text for {name}.")
    if not LETTERS.issuperset(entry["id"]):
        raise BadProviders(f"entry {number}: use small letters, digits and dashes for id.")
    if not entry["server_url"].startswith("https://"):
        raise BadProviders(f"entry {number}: server_url must start with https://.")
    return OidcProvider(
        **{name: entry[name].strip() for name in NEEDED},
        email_domains=_domains(entry.get("email_domains", []), number),
        second_factor=_truth(entry.get("second_factor", False), number),
    )


def _domains(value: Any, number: int) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(domain, str) for domain in value):
        raise BadProviders(f"entry {number}: email_domains is a list of domains.")
    return tuple(domain.strip().lower() for domain in value)


def _truth(value: Any, number: int) -> bool:
    if not isinstance(value, bool):
        raise BadProviders(f"entry {number}: second_factor is true or false, without quotes.")
    return value
