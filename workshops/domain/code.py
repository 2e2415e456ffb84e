"""The short code by which a room joins."""

from collections.abc import Sequence

from stakeholders.domain.invitation_token import CODE_ALPHABET, normalise_code

CODE_LENGTH = 6


def code_from(digest: bytes) -> str:
    """Six letters from a secret digest of at least 16 bytes: one of about 113 million.

    Capitals and figures without vowels (so no words) and without look-alikes.
    """
    number, letters = int.from_bytes(digest[:16], "big"), []
    for _place in range(CODE_LENGTH):
        number, letter = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[letter])
    return "".join(letters)


def looks_like_code(typed: str) -> bool:
    """Whether ``typed`` could be a workshop's code, however it was spaced."""
    code = normalise_code(typed)
    return len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET)


def in_halves(code: str) -> str:
    """As it is read out and shown: ``CDF GHJ``."""
    return f"{code[:3]} {code[3:]}"


def dark_squares(matrix: Sequence[Sequence[bool]]) -> str:
    """The dark squares of a QR code as one SVG path, a run of each row at a time.

    ``matrix`` holds rows of modules; one module is one unit of the drawing.
    """
    parts = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            length = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
            if length:
                parts.append(f"M{x} {y}h{length}v1h-{length}z")
            x += max(length, 1)
    return "".join(parts)
