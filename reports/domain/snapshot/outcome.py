"""What was graded, how, and on what evidence."""

from typing import NotRequired, TypedDict

from reports.domain.snapshot.edition import OfficialPart
from reports.domain.snapshot.reply import ReplyPart


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


class TogetherPart(TypedDict):
    """A group that gave one answer together: how many people agreed and did not, safe to show.

    `dissent` is how those who did not said it, where the group let it be published, else "".
    """

    local_interest: str
    agreed: str
    dissented: str
    dissent: str


class EvidencePart(TypedDict):
    """Evidence put forward; `groups` are labels.

    `version` is the one that was graded, kept on `version_on`; `sha256` is of its file, where
    everybody may read the evidence and it has one. None of them in the first reports, nor
    where grading took place elsewhere.
    """

    title: str
    kind: str
    summary: str
    url: str
    groups: list[str]
    version: NotRequired[int]
    version_on: NotRequired[str]
    sha256: NotRequired[str]


class FaringWellGroupPart(TypedDict):
    """How many local interests named this group as faring well."""

    key: str
    label: str
    local_interests: int


class FaringWellPart(TypedDict):
    """Which groups local interests think fare well; `of` is how many named any group."""

    of: int
    groups: list[FaringWellGroupPart]


class EvidenceChangesPart(TypedDict, total=False):
    """How often the evidence changed while grading was open; not in the first reports.

    `reply` is there only where the organisation replied and local interests were told.
    """

    reply: ReplyPart
    evidence_changes: int


class CertaintyPart(TypedDict, total=False):
    """How sure a grade as published is; only where its source was said to show it, or not.

    `certainty` is `seen` or `inferred`; `certainty_note` tells from what.
    """

    certainty: str
    certainty_note: str


class GradedPart(EvidenceChangesPart, CertaintyPart):
    """One assessed outcome: the outcome itself, or the outcome for one service.

    `local_interests` is how many were heard; `pivotal` names those each of whom, left
    out, would have changed the grade. `met` names who agreed the grade at a meeting.
    `comments_without_name` (not in the first reports) are words of any of the groups heard.
    `together` is there where groups gave one answer each, `meeting_dissent` where a group that
    met lets us publish how it saw it otherwise.
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
    together: NotRequired[list[TogetherPart]]
    meeting_dissent: NotRequired[list[CommentPart]]
    faring_well: NotRequired[FaringWellPart]
    met: list[str]
    working: list[str]
    evidence: list[EvidencePart]


class OutcomePart(TypedDict):
    """One outcome with its wording and its parts (at least one); `easy_read` is ours too.

    `pivotal` names those each of whom, left out of every part, would have changed the grade;
    not in the first reports (`reports.domain.firmness` reads both).
    """

    code: str
    goal: str
    question: str
    explanation: str
    easy_read: NotRequired[str]
    official: OfficialPart
    grade: str | None
    basis: str
    by_service: bool
    pivotal: NotRequired[list[str]]
    parts: list[GradedPart]
