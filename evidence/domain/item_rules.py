"""What an evidence item must have."""

from enum import StrEnum

SUMMARY_WORDS = 150
# Kinds whose summary may be the whole account, with nothing to open.
ACCOUNTS = frozenset({"story", "engagement"})


class ItemProblem(StrEnum):
    """What is missing or too long; the value names the field, where one field is meant."""

    NO_TITLE = "title"
    NO_SUMMARY = "summary"
    SUMMARY_TOO_LONG = "summary_too_long"
    NOTHING_TO_OPEN = "url"


def item_problems(
    *, title: str, summary: str, kind: str, has_link: bool, has_file: bool
) -> tuple[ItemProblem, ...]:
    """Everything wrong at once. A story or an account of engagement needs no link or file."""
    words = len(summary.split())
    found = (
        (not title.strip(), ItemProblem.NO_TITLE),
        (not words, ItemProblem.NO_SUMMARY),
        (words > SUMMARY_WORDS, ItemProblem.SUMMARY_TOO_LONG),
        (not (has_link or has_file or kind in ACCOUNTS), ItemProblem.NOTHING_TO_OPEN),
    )
    return tuple(problem for wrong, problem in found if wrong)
