"""What fits on the first of the board's two pages: how close it is set, and how much of a question
is shown."""

from reports.domain.movement import last_year
from reports.domain.snapshot import Snapshot

FEW_OUTCOMES = 12
#: How much of a question is shown: the longest of any edition has 151 characters. The first that
#: fits on the first page counts.
WHOLE, TWO_LINES, ONE_LINE = 160, 96, 46
#: That page in millimetres, as report-board.css sets it: room for the outcomes, what takes of it.
ROOM, NAME_LINE, CHART, CORRECTION_LINE = 168.0, 8.2, 37.0, 5.2
#: A line of a question and what stands between two outcomes, set close or wide.
CLOSE, WIDE = (3.5, 1.1), (4.0, 1.9)
#: Characters in a line of the name, of the correction, and of a question with and without movement.
NAME_WIDTH, CORRECTION_WIDTH, BESIDE_MOVEMENT, ALONE = 42, 90, 49, 65


def is_dense(snapshot: Snapshot) -> bool:
    """Whether the first page has more to hold than a dozen outcomes."""
    return (
        len(snapshot["outcomes"]) > FEW_OUTCOMES
        or bool(snapshot["correction_reason"])
        or _has_total(snapshot)
    )


def longest_question(snapshot: Snapshot) -> int:
    """How many characters of each question fit, so that there are two pages and no third."""
    lengths = [len(row["question"]) for row in snapshot["outcomes"]]
    width = BESIDE_MOVEMENT if last_year(snapshot) else ALONE
    line, between = CLOSE if is_dense(snapshot) else WIDE
    room = ROOM - CHART * _has_total(snapshot)
    room -= NAME_LINE * (_lines_of(len(snapshot["organisation"]["name"]), NAME_WIDTH) - 1)
    # A correction is cut at two hundred characters.
    if reason := snapshot["correction_reason"][:200]:
        room -= CORRECTION_LINE * (_lines_of(len(reason), CORRECTION_WIDTH) + 1)
    for most in (WHOLE, TWO_LINES):
        lines = sum(_lines_of(min(length, most), width) for length in lengths)
        if lines * line + len(lengths) * between <= room:
            return most
    return ONE_LINE


def truncated(text: str, most: int) -> str:
    """Cut at a word, with dots, where it is longer."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"


def _has_total(snapshot: Snapshot) -> bool:
    total = snapshot["total"]
    return bool(total and total["score"] is not None)


def _lines_of(length: int, width: int) -> int:
    return max(1, -(-length // width))
