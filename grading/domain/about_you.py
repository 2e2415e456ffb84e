"""What graders may say about themselves, and how counts of it are shown so that nobody is found.

Source: docs/scoring.md, "Small numbers". The nine protected characteristics of the Equality
Act 2010; the answers are our own short ones, and words for them are in
`grading/presenters/about_you.py`.
"""

from collections.abc import Mapping, Sequence

from grading.domain.small_numbers import HIDDEN, shown_count
from stakeholders.domain.characteristics import ProtectedCharacteristic as Of

PREFER_NOT_TO_SAY = "prefer_not_to_say"
FEWEST_PEOPLE = 10

_YES_NO = ("yes", "no", PREFER_NOT_TO_SAY)
QUESTIONS: Mapping[Of, tuple[str, ...]] = {
    Of.AGE: ("under_25", "25_to_44", "45_to_64", "65_or_over", PREFER_NOT_TO_SAY),
    Of.DISABILITY: _YES_NO,
    Of.GENDER_REASSIGNMENT: _YES_NO,
    Of.MARRIAGE_CIVIL_PARTNERSHIP: _YES_NO,
    Of.PREGNANCY_MATERNITY: _YES_NO,
    Of.RACE: ("asian", "black", "mixed", "white", "other", PREFER_NOT_TO_SAY),
    Of.RELIGION_BELIEF: (
        "none",
        "buddhist",
        "christian",
        "hindu",
        "jewish",
        "muslim",
        "sikh",
        "other",
        PREFER_NOT_TO_SAY,
    ),
    Of.SEX: ("female", "male", PREFER_NOT_TO_SAY),
    Of.SEXUAL_ORIENTATION: ("straight", "gay_or_lesbian", "bisexual", "other", PREFER_NOT_TO_SAY),
}


def shown_cells(counts: Sequence[int], *, suppress_below: int, round_to: int = 5) -> list[str]:
    """The counts of one question as they may be shown.

    Where exactly one is hidden, the smallest of the others goes with it (one that counts
    somebody, if there is any), or it could be worked out from a total. People who left the
    question out are in no cell, so the cells need not add up to the people who answered.
    """
    shown = [
        shown_count(count, suppress_below=suppress_below, round_to=round_to) for count in counts
    ]
    if shown.count(HIDDEN) == 1 and len(shown) > 1:
        others = [place for place, words in enumerate(shown) if words != HIDDEN]
        shown[min(others, key=lambda place: (counts[place] == 0, counts[place]))] = HIDDEN
    return shown
