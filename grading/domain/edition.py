"""An edition of the Equality Delivery System, as plain values.

Editions are data (see docs/editions.md): they are read from a file by
`grading.domain.edition_file`, which refuses a bad one. The classes here therefore
trust what they hold and only answer questions about it.
"""

from dataclasses import dataclass
from enum import StrEnum

from stakeholders.domain.kinds import LocalInterestKind


class UnknownGrade(ValueError):
    """A grade key that is not on this edition's scale."""


class UnknownOutcome(LookupError):
    """An outcome code that this edition does not have."""


class UnknownSource(LookupError):
    """A source key that this edition does not list."""


class Certainty(StrEnum):
    """How sure we are that a text or rule is the standard's own, surest first.

    `seen` was read in a public copy; `likely`, `probable` and `doubtful` are generally
    known but not checked against the official document; `inferred` was worked out.
    """

    SEEN = "seen"
    LIKELY = "likely"
    PROBABLE = "probable"
    DOUBTFUL = "doubtful"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Source:
    """A document or page; other parts of an edition name it by `key`.

    `url` is empty where the document has no public address that we know of.
    """

    key: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Where something in the edition comes from that is no wording or band of its own."""

    about: str
    certainty: Certainty
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The standard's own words, where they were found and how sure that is.

    `source` is the key of one of the edition's sources.
    """

    text: str
    certainty: Certainty
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class GradeWord:
    """One grade; `plain` and `easy_read` are the portal's words, not the standard's.

    `order` counts from 0 at the lowest grade. `score` is None where the edition adds
    no scores.
    """

    key: str
    label: str
    order: int
    score: int | None
    colour: str
    plain: str
    easy_read: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that is graded. `question`, `explanation` and `easy_read` are ours.

    `position` counts from 0 through the whole edition. `counts_groups` says whether the
    group counting rule may suggest a grade here.
    """

    code: str
    goal_key: str
    position: int
    official: Wording
    question: str
    explanation: str
    easy_read: str
    counts_groups: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """A group of outcomes that the same kinds of local interest grade.

    `by_service` means each outcome is graded once per service put forward. `narrative`
    is the standard's own sentence about the goal, empty where it has none; then its
    certainty is None.
    """

    key: str
    label: str
    label_certainty: Certainty
    narrative: str
    entitled_kinds: frozenset[LocalInterestKind]
    entitled_source: str
    by_service: bool
    outcomes: tuple[Outcome, ...]
    narrative_certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A run of counts or totals, both ends included, that gives one grade."""

    minimum: int
    maximum: int
    grade: str
    words: str
    certainty: Certainty
    source: str

    def __contains__(self, number: int) -> bool:
        return self.minimum <= number <= self.maximum


@dataclass(frozen=True, slots=True)
class TotalRule:
    """How the scores of all outcomes, added up, give one rating."""

    maximum: int
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class GradeScale:
    """Grade keys, lowest first."""

    keys: tuple[str, ...]

    def __contains__(self, key: object) -> bool:
        return key in self.keys

    @property
    def lowest(self) -> str:
        """The grade that a settled "not enough evidence" comes to."""
        return self.keys[0]

    def order(self, key: str) -> int:
        """Place on the scale, 0 the lowest; UnknownGrade for a key not on it."""
        if key not in self.keys:
            raise UnknownGrade(f"“{key}” is not a grade here. Use one of: {', '.join(self.keys)}.")
        return self.keys.index(key)

    def at(self, order: int) -> str:
        """The grade at this place; UnknownGrade outside the scale (also below 0)."""
        if not 0 <= order < len(self.keys):
            raise UnknownGrade(f"There is no grade {order}: the scale has {len(self.keys)}.")
        return self.keys[order]

    def distance(self, a: str, b: str) -> int:
        """How many steps lie between two grades, whichever is higher."""
        return abs(self.order(a) - self.order(b))


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: goals, outcomes, grades, and the rules that use them.

    `published` is a date as written, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as sure as the
    source is. `publish_by_day` is `MM-DD`, or None where the edition names no day.
    `counting` is empty and `total` None where the edition has no such rule;
    `services_required` is 0 where no goal is graded by service.
    """

    key: str
    name: str
    short_name: str
    publisher: str
    published: str
    goal_word: str
    goal_word_plural: str
    in_force: bool
    publish_by_day: str | None
    grades: tuple[GradeWord, ...]
    goals: tuple[Goal, ...]
    counting: tuple[Band, ...]
    total: TotalRule | None
    services_required: int
    sources: tuple[Source, ...]
    own_words_notice: str
    facts: tuple[Fact, ...] = ()

    @property
    def scale(self) -> GradeScale:
        """The grades as an ordered scale."""
        return GradeScale(tuple(grade.key for grade in self.grades))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every outcome, in the edition's order."""
        return tuple(outcome for goal in self.goals for outcome in goal.outcomes)

    def goal_of(self, code: str) -> Goal:
        """The goal an outcome belongs to; UnknownOutcome if there is no such code."""
        for goal in self.goals:
            if any(outcome.code == code for outcome in goal.outcomes):
                return goal
        codes = ", ".join(outcome.code for outcome in self.outcomes)
        raise UnknownOutcome(
            f"“{code}” is not an outcome of {self.short_name}. Use one of: {codes}."
        )

    def outcome(self, code: str) -> Outcome:
        """The outcome with this code; UnknownOutcome if there is none."""
        return next(o for o in self.goal_of(code).outcomes if o.code == code)

    def grade(self, key: str) -> GradeWord:
        """The grade with this key; UnknownGrade if there is none."""
        return self.grades[self.scale.order(key)]

    def entitled_kinds(self, code: str) -> frozenset[LocalInterestKind]:
        """The kinds of local interest whose grade for this outcome counts."""
        return self.goal_of(code).entitled_kinds

    def by_service(self, code: str) -> bool:
        """Whether this outcome is graded once for each service."""
        return self.goal_of(code).by_service

    def source(self, key: str) -> Source:
        """The document that a `source` field names; UnknownSource if it is not listed."""
        for source in self.sources:
            if source.key == key:
                return source
        raise UnknownSource(f"“{key}” is not among the sources of {self.short_name}.")
