"""Published comments, each known by what it says and where. Data in, answer out."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reports.domain.snapshot import GradedPart, OutcomePart, Snapshot


@dataclass(frozen=True, slots=True)
class Comment:
    """Words a grader let us publish; ``local_interest`` is "" where they gave no name."""

    key: str
    outcome: str
    service: str
    service_name: str
    question: str
    local_interest: str
    text: str


def comments_in(snapshot: Snapshot) -> list[Comment]:
    """Every published comment of a report, in the order the report shows them."""
    return [
        comment
        for outcome in snapshot["outcomes"]
        for part in outcome["parts"]
        for comment in comments_of_part(outcome, part)
    ]


def comments_of_part(outcome: OutcomePart, part: GradedPart) -> Iterator[Comment]:
    """Those of one assessed outcome: first the named ones, then those without a name."""
    seen: Counter[str] = Counter()
    named = [(comment["local_interest"], comment["text"]) for comment in part["comments"]]
    nameless = [("", text) for text in part.get("comments_without_name", [])]
    for name, text in [*named, *nameless]:
        yield Comment(
            key=comment_key(outcome["code"], part["service"], text, seen[text]),
            outcome=outcome["code"],
            service=part["service"] or "",
            service_name=part["service_name"],
            question=outcome["question"],
            local_interest=name,
            text=text,
        )
        seen[text] += 1


def comment_key(outcome: str, service: str | None, text: str, earlier: int) -> str:
    """Names a comment by its place and words, the same in every version of a report.

    ``earlier`` counts those of the same words before it in the same place. Not by its group's
    name: that may change, or be taken off, and the words are still the same person's.
    """
    told = json.dumps([outcome, service or "", text, earlier], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:32]
