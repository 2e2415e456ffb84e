"""The frozen content of a published report: `eds-snapshot/1`.

Everything any rendition says comes from this one value, so it holds whole texts, not
references. docs/open-data.md tells each field. A change of shape is a new format name.
"""

import hashlib
import json
from typing import NotRequired, TypedDict

from reports.domain.snapshot.coverage import CoveragePart, CoverageRowPart
from reports.domain.snapshot.earlier import ChangePart, EarlierOutcomePart, EarlierPart
from reports.domain.snapshot.edition import (
    BandPart,
    FrameworkPart,
    GoalPart,
    GradePart,
    OfficialPart,
    OrganisationPart,
    TotalPart,
)
from reports.domain.snapshot.figures import FigureRowPart, IndicatorPart, MeasurePart
from reports.domain.snapshot.form import DatesPart, FormPart
from reports.domain.snapshot.outcome import (
    CertaintyPart,
    CommentPart,
    DissentPart,
    EvidenceChangesPart,
    EvidencePart,
    FaringWellGroupPart,
    FaringWellPart,
    GradedPart,
    OutcomePart,
    TogetherPart,
)
from reports.domain.snapshot.people import (
    DeclarationsPart,
    EngagementPart,
    LocalInterestPart,
    WayPart,
    WhoGradesPart,
)
from reports.domain.snapshot.plans import ActionPart, ObjectivePart
from reports.domain.snapshot.questions import QuestionsPart
from reports.domain.snapshot.reply import ReplyPart

__all__ = [
    "FORMAT",
    "ActionPart",
    "BandPart",
    "CertaintyPart",
    "ChangePart",
    "CommentPart",
    "CoveragePart",
    "CoverageRowPart",
    "DatesPart",
    "DeclarationsPart",
    "DissentPart",
    "EarlierOutcomePart",
    "EarlierPart",
    "EngagementPart",
    "EvidenceChangesPart",
    "EvidencePart",
    "FaringWellGroupPart",
    "FaringWellPart",
    "FigureRowPart",
    "FormPart",
    "FrameworkPart",
    "GoalPart",
    "GradePart",
    "GradedPart",
    "IndicatorPart",
    "LocalInterestPart",
    "MeasurePart",
    "ObjectivePart",
    "OfficialPart",
    "OrganisationPart",
    "OutcomePart",
    "QuestionsPart",
    "ReplyPart",
    "Snapshot",
    "SourcePart",
    "TogetherPart",
    "TotalPart",
    "WayPart",
    "WhoGradesPart",
    "canonical_text",
    "read_snapshot",
    "sha256_of",
]

FORMAT = "eds-snapshot/1"


class SourcePart(TypedDict):
    """Where grades of history were published."""

    url: str
    note: str


class Snapshot(TypedDict):
    """A whole report. Dates are ISO 8601; `graders` is a count already made safe to show.

    `previous` are the organisation's reports of earlier years, newest first; `changes` is
    what a correction changed; neither is in the first reports, nor are `bands`.
    `declarations` and `coverage` are not in the first reports, and `coverage` not in history.
    `ways`, how answers came, are not in the first reports.
    `form` and `dates`, what an official form asks beyond the grades, are not in the first
    reports, nor in history. `indicators` are there where evidence for everybody holds figures.
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
    bands: NotRequired[list[BandPart]]
    goals: list[GoalPart]
    outcomes: list[OutcomePart]
    outcomes_graded: int
    total: TotalPart | None
    local_interests: list[LocalInterestPart]
    graders: str
    declarations: NotRequired[DeclarationsPart]
    ways: NotRequired[list[WayPart]]
    coverage: NotRequired[CoveragePart]
    questions: NotRequired[QuestionsPart]
    indicators: NotRequired[list[IndicatorPart]]
    who_grades: NotRequired[list[WhoGradesPart]]
    engagement: list[EngagementPart]
    objectives: list[ObjectivePart]
    form: NotRequired[FormPart]
    dates: NotRequired[DatesPart]
    source: SourcePart | None
    previous: NotRequired[list[EarlierPart]]
    changes: NotRequired[list[ChangePart]]


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
