"""Small editions made in code, for rules that need one."""

from grading.domain.edition import (
    Band,
    Certainty,
    Edition,
    Goal,
    GradeWord,
    Outcome,
    TotalRule,
    Wording,
)
from stakeholders.domain.kinds import LocalInterestKind as Kind

GRADES = ("undeveloped", "developing", "achieving", "excelling")
CODES = {"1": ("1A", "1B", "1C", "1D"), "2": ("2A", "2B", "2C", "2D"), "3": ("3A", "3B", "3C")}


def bands(*ends: int) -> tuple[Band, ...]:
    """Four bands from nought to the ends given; the ends are inclusive."""
    starts = (0, *(end + 1 for end in ends))
    return tuple(
        Band(start, end, grade, f"{start} to {end}", Certainty.SEEN, "test")
        for start, end, grade in zip(starts, ends, GRADES, strict=False)
    )


def scored_edition(**changes: object) -> Edition:
    """Eleven outcomes in three goals, the first by service, with scores and a total."""
    values: dict[str, object] = {
        "key": "test2022",
        "name": "Test edition",
        "short_name": "Test",
        "publisher": "Test",
        "published": "2022",
        "goal_word": "domain",
        "goal_word_plural": "domains",
        "in_force": True,
        "publish_by_day": "02-28",
        "grades": tuple(
            GradeWord(key, key.title(), n, n, "red", "", "") for n, key in enumerate(GRADES)
        ),
        "goals": tuple(_goal(key) for key in CODES),
        "counting": (),
        "total": TotalRule(33, bands(7, 21, 32, 33)),
        "services_required": 3,
        "sources": {},
        "own_words_notice": "",
    }
    return Edition(**(values | changes))  # type: ignore[arg-type]


def counting_edition() -> Edition:
    """The same outcomes, counted by groups and not added up; 3A is not counted."""
    return scored_edition(counting=bands(2, 5, 8, 9), total=None, services_required=0)


def _goal(key: str) -> Goal:
    return Goal(
        key=key,
        label=f"Goal {key}",
        label_certainty=Certainty.SEEN,
        narrative="",
        entitled_kinds=frozenset({Kind.HEALTHWATCH if key == "1" else Kind.TRADE_UNION}),
        entitled_source="test",
        by_service=key == "1",
        outcomes=tuple(_outcome(code, key) for code in CODES[key]),
    )


def _outcome(code: str, goal: str) -> Outcome:
    wording = Wording(f"Outcome {code}", Certainty.SEEN, "test")
    return Outcome(code, goal, 0, wording, "", "", "", counts_groups=code != "3A")
