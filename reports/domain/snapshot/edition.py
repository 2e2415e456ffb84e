"""The body, its edition and the score."""

from typing import NotRequired, TypedDict


class OrganisationPart(TypedDict):
    """The body the report is about; `kind` is `provider` or `commissioner`."""

    ods_code: str
    name: str
    kind: str
    is_fictional: bool


class FrameworkPart(TypedDict):
    """The edition, with what a page says about it."""

    key: str
    name: str
    short_name: str
    publisher: str
    goal_word: str
    own_words_notice: str


class GradePart(TypedDict):
    """A grade of the edition, lowest first; `plain` is the portal's own wording."""

    key: str
    label: str
    colour: str
    order: int
    score: int | None
    plain: str
    easy_read: NotRequired[str]


class OfficialPart(TypedDict):
    """The standard's own wording, with where it was read and how sure that is."""

    text: str
    certainty: str
    source_title: str
    source_url: str


class GoalPart(TypedDict):
    """A group of outcomes."""

    key: str
    label: str


class BandPart(TypedDict):
    """Totals from `minimum` to `maximum`, both included, and the rating they give."""

    minimum: int
    maximum: int
    grade: str


class TotalPart(TypedDict):
    """The score of all outcomes; score and rating are None while any lacks a grade."""

    score: int | None
    of: int
    graded: int
    outcomes: int
    rating: str | None
    to_next: int | None
    next_rating: str | None
