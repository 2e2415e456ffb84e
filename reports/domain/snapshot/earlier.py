"""What came before: earlier years' reports, and what a correction changed."""

from typing import NotRequired, TypedDict

from reports.domain.snapshot.edition import TotalPart


class EarlierOutcomePart(TypedDict):
    """The grade of one outcome then; None where it had none.

    `certainty` is there for history alone, as in `CertaintyPart`.
    """

    code: str
    grade: str | None
    certainty: NotRequired[str]


class EarlierPart(TypedDict):
    """A report of an earlier year as it was published; `framework` is its edition's key."""

    year: str
    framework: str
    framework_name: str
    version: int
    published_on: str
    outcomes: list[EarlierOutcomePart]
    outcomes_graded: int
    total: TotalPart | None


class ChangePart(TypedDict):
    """One thing that differs between a version and the one before.

    `what` is a code of `reports.domain.changed_keys.What`; `outcome` and `service_name` say
    where, "" for the report as a whole. `before` and `after` are absent where the
    texts are too long to be set side by side.
    """

    what: str
    outcome: str
    service_name: str
    name: str
    before: NotRequired[str]
    after: NotRequired[str]
