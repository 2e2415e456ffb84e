"""Secrets that let a grader in: a long link and a short code, stored only as hashes."""

import hashlib
import secrets
from dataclasses import dataclass

# No vowels, so no words; no 0/O, 1/I/L, 2/Z, 5/S, 8/B to mistake for one another.
CODE_ALPHABET = "CDFGHJKMNPQRTVWXY34679"
CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class InvitationSecrets:
    """What goes in one person's message. It exists only until the message is made."""

    token: str
    code: str

    @property
    def token_hash(self) -> str:
        return hash_secret(self.token)

    @property
    def code_hash(self) -> str:
        return hash_secret(normalise_code(self.code))


def new_secrets() -> InvitationSecrets:
    """A 256-bit token and a 10-character code (about 44 bits, read out in two halves)."""
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    return InvitationSecrets(token=secrets.token_urlsafe(32), code=f"{letters[:5]}-{letters[5:]}")


def normalise_code(typed: str) -> str:
    """The code as it was made: capitals, without the spaces and dashes people add."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def hash_secret(secret: str) -> str:
    """SHA-256 as 64 hexadecimal digits. The secrets are random, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
