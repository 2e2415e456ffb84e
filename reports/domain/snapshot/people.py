"""Who graded, and how they were reached."""

from typing import TypedDict


class LocalInterestPart(TypedDict):
    """A local interest that was asked to grade."""

    name: str
    kind: str
    kind_label: str
    speaks_for: list[str]
    answered: bool
    stood_down: bool


class DeclarationsPart(TypedDict):
    """How many declared interests were allowed and how many people stood down, safe to show."""

    allowed: str
    stood_down: str


class WayPart(TypedDict):
    """How many people's answers came one way (`grading.CameBy`); `people` is safe to show."""

    way: str
    people: str


class EngagementPart(TypedDict):
    """One question of the engagement checklist and its answer."""

    question: str
    answer: str


class WhoGradesPart(TypedDict):
    """A goal that fewer kinds grade than the edition allows; `kinds` are their keys."""

    goal: str
    kinds: list[str]
    words: str
