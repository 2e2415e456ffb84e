"""A short code that tells one set of evidence from another."""

import hashlib
import json
from collections.abc import Iterable

# Where it stands (outcome, service), then what is said there, part by part.
ShownContent = tuple[str, ...]

# No vowels, so no words; nothing that is mistaken for something else on paper.
LETTERS = "CDFGHJKMNPQRTVWXY34679"
LENGTH = 6


def evidence_code(shown: Iterable[ShownContent]) -> str:
    """Six letters made from everything that is shown; its order makes no difference.

    One of 113 million, so two packs with one code hold the same evidence, but for a chance
    that nobody can bring about by accident. "" where nothing is shown.
    """
    rows = sorted(list(row) for row in shown)
    if not rows:
        return ""
    digest = hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).digest()
    number = int.from_bytes(digest[:8], "big")
    letters = []
    for _each in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)
