"""The frozen content of a published report: `eds-snapshot/1`.

Everything any rendition says comes from this one value, so it holds whole texts, not
references. docs/open-data.md tells each field. A change of shape is a new format name.
"""

import hashlib
import json
from typing import NotRequired, TypedDict

FORMAT = "eds-snapshot/1"


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


class OfficialPart(TypedDict):
    """The standard's own wording, with where it was read and how sure that is."""

    text: str
    certainty: str
    source_title: str
    source_url: str


class DissentPart(TypedDict):
    """A local interest that saw it otherwise. `distance` is None for missing evidence."""

    local_interest: str
    kind: str
    answer: str
    distance: int | None
    comments: list[str]


class CommentPart(TypedDict):
    """Words a grader chose to have published, under their group's name."""

    local_interest: str
    text: str


class EvidencePart(TypedDict):
    """Evidence put forward; `groups` are labels."""

    title: str
    kind: str
    summary: str
    url: str
    groups: list[str]


class GradedPart(TypedDict):
    """One assessed outcome: the outcome itself, or the outcome for one service.

    `local_interests` is how many were heard; `pivotal` names those each of whom, left
    out, would have changed the grade. `met` names who agreed the grade at a meeting.
    `comments_without_name` (not in the first reports) are words of any of the groups heard.
    """

    service: str | None
    service_name: str
    grade: str | None
    basis: str
    view_from: str | None
    organisation_grade: str | None
    organisation_reason: str
    out_of_scope_reason: str
    local_interests: int
    tally: dict[str, int]
    dissent: list[DissentPart]
    comments: list[CommentPart]
    pivotal: list[str]
    comments_without_name: NotRequired[list[str]]
    met: list[str]
    working: list[str]
    evidence: list[EvidencePart]


class OutcomePart(TypedDict):
    """One outcome with its wording and its parts (at least one)."""

    code: str
    goal: str
    question: str
    explanation: str
    official: OfficialPart
    grade: str | None
    basis: str
    by_service: bool
    parts: list[GradedPart]


class GoalPart(TypedDict):
    """A group of outcomes."""

    key: str
    label: str


class TotalPart(TypedDict):
    """The score of all outcomes; score and rating are None while any lacks a grade."""

    score: int | None
    of: int
    graded: int
    outcomes: int
    rating: str | None
    to_next: int | None
    next_rating: str | None


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


class EngagementPart(TypedDict):
    """One question of the engagement checklist and its answer."""

    question: str
    answer: str


class ActionPart(TypedDict):
    """Something that will be done, by a post and a date."""

    text: str
    outcome: str
    owner: str
    due_on: str
    done_on: str | None


class ObjectivePart(TypedDict):
    """An equality objective with its actions."""

    title: str
    starts_on: str
    ends_on: str
    actions: list[ActionPart]


class CoverageRowPart(TypedDict):
    """One graded outcome (and service): its items, and how many speak of each group in turn."""

    outcome: str
    service_name: str
    items: int
    by_group: list[int]


class CoveragePart(TypedDict):
    """Whom the evidence speaks of; `groups` are labels, in the order of each row's counts."""

    groups: list[str]
    rows: list[CoverageRowPart]


class SourcePart(TypedDict):
    """Where grades of history were published."""

    url: str
    note: str


class Snapshot(TypedDict):
    """A whole report. Dates are ISO 8601; `graders` is a count already made safe to show.

    `declarations` and `coverage` are not in the first reports, and `coverage` not in history.
    """

    format: str
    organisation: OrganisationPart
    framework: FrameworkPart
    year: str
    version: int
    published_on: str
    correction_reason: str
    history: bool
    method: str
    method_label: str
    quorum: int
    grades: list[GradePart]
    goals: list[GoalPart]
    outcomes: list[OutcomePart]
    outcomes_graded: int
    total: TotalPart | None
    local_interests: list[LocalInterestPart]
    graders: str
    declarations: NotRequired[DeclarationsPart]
    coverage: NotRequired[CoveragePart]
    engagement: list[EngagementPart]
    objectives: list[ObjectivePart]
    source: SourcePart | None


def canonical_text(snapshot: Snapshot) -> str:
    """The one way to write a snapshot down: sorted names, no spaces, letters as they are."""
    return json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_snapshot(text: str) -> Snapshot:
    """The snapshot a stored text holds; ValueError where the format is another."""
    snapshot: Snapshot = json.loads(text)
    if snapshot["format"] != FORMAT:
        raise ValueError(f"This is {snapshot['format']}, not {FORMAT}.")
    return snapshot
