"""What a snapshot says of dissent inside a group: beside its one answer, and at a meeting."""

from collections.abc import Mapping
from typing import TypedDict

from grading.domain.meeting import Standing
from grading.domain.reconciliation import Voice
from grading.domain.results import PartResult
from grading.presenters.agreed_together import counts_shown, words_shown
from reports.domain.snapshot import CommentPart, TogetherPart


class OwnDissentPart(TypedDict, total=False):
    """Fields of `GradedPart` that are there only where there is something to say."""

    together: list[TogetherPart]
    meeting_dissent: list[CommentPart]


def own_dissent(
    part: PartResult, names: Mapping[str, str], *, suppress_below: int
) -> OwnDissentPart:
    """Counts are hidden where small; words are there only by consent. No query."""
    voices = part.reconciliation.voices if part.reconciliation else ()
    found = [_together(voice, suppress_below) for voice in voices]
    together = [row for row in found if row is not None]
    met = _at_the_meeting(part, names)
    said: OwnDissentPart = {"together": together} if together else {}
    if met:
        said["meeting_dissent"] = met
    return said


def _together(voice: Voice, suppress_below: int) -> TogetherPart | None:
    counts = counts_shown(voice, suppress_below=suppress_below)
    if counts is None:
        return None
    return {
        "local_interest": voice.local_interest.name,
        "agreed": counts.agreed,
        "dissented": counts.dissented,
        "dissent": words_shown(voice),
    }


def _at_the_meeting(part: PartResult, names: Mapping[str, str]) -> list[CommentPart]:
    """Only of a meeting whose grade counts: of another there is nothing to differ from."""
    met = part.recorded_meeting
    if met is None or met.standing is not Standing.STANDS:
        return []
    return [
        {"local_interest": names[said.local_interest], "text": said.text}
        for said in met.dissent
        if said.publish
    ]
