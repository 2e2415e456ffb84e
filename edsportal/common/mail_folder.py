"""The folder that messages are written to where no mail server is set."""

import email
import email.policy
from collections.abc import Collection
from pathlib import Path

SEPARATOR = b"\n" + b"-" * 79 + b"\n"  # What Django's backend writes after each message.


def remove_messages(folder: Path, *, naming: Collection[str]) -> int:
    """Take out every message to, from or about someone; how many. A missing folder holds none.

    ``naming`` holds addresses and names; capitals make no difference. These are copies of
    what a mail server would have carried away, so one too many is no loss.
    """
    wanted = [words.casefold() for words in naming if words.strip()]
    removed = 0
    for path in sorted(folder.glob("*.log")):
        messages = [part for part in path.read_bytes().split(SEPARATOR) if part.strip()]
        kept = [raw for raw in messages if not any(words in _text(raw) for words in wanted)]
        removed += len(messages) - len(kept)
        if not kept:
            path.unlink()
        elif len(kept) < len(messages):
            path.write_bytes(b"".join(raw + SEPARATOR for raw in kept))
    return removed


def _text(raw: bytes) -> str:
    """Head and body as a reader sees them, without capitals."""
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    body = parsed.get_body(("plain",))
    heads = [str(value) for value in parsed.values()]
    return "\n".join([*heads, body.get_content() if body else ""]).casefold()
