"""What somebody saw of a report before they press: so that nothing unseen is published."""

import hashlib
import json
from collections.abc import Iterable

from reports.domain.changed_keys import AROUND
from reports.domain.snapshot import Snapshot

OUTCOME = "outcome:"
BETWEEN = " "
#: Keys of their own beside those of `AROUND`; what the total says follows from the outcomes.
ALSO = ("organisation", "objectives")


def draft_mark(snapshot: Snapshot) -> str:
    """One short hash for each part of a draft, outcome by outcome, in one line of text.

    The day is left out, and what a version says of itself: a page opened before midnight
    shows the same report after it.
    """
    parts: dict[str, object] = {OUTCOME + row["code"]: row for row in snapshot["outcomes"]}
    for what, names in AROUND.items():
        parts[what.value] = [snapshot.get(name) for name in names]
    for name in ALSO:
        parts[name] = snapshot.get(name)
    return BETWEEN.join(f"{name}={_short_hash(part)}" for name, part in parts.items())


def new_in_draft(seen: str, now: str) -> list[str]:
    """Names of the parts that are not as they were seen, in the order of the report."""
    known = dict(_pairs(seen))
    return [name for name, mark in _pairs(now) if known.get(name) != mark]


def _pairs(mark: str) -> Iterable[tuple[str, str]]:
    for part in mark.split(BETWEEN):
        name, _equals, mark_of_part = part.rpartition("=")
        yield name, mark_of_part


def _short_hash(part: object) -> str:
    text = json.dumps(part, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
