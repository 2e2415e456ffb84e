"""What the API answers, typed. Rows are those of the public tables: a test holds them together."""

from typing import Annotated, Generic, TypeVar

from ninja import Field, Path, Query, Schema

Item = TypeVar("Item")

OdsCode = Annotated[
    str, Path(pattern="^[A-Za-z0-9]{3,10}$", description="ODS code, in any case", example="RR8")
]
Edition = Annotated[
    str, Path(pattern="^[-a-zA-Z0-9_]{1,40}$", description="key of the edition", example="eds2022")
]
YearInAddress = Annotated[
    str,
    Path(
        pattern="^(19|20)[0-9]{2}(-[0-9]{2})?$",
        description="reporting year with a hyphen, as in an address",
        example="2023-24",
    ),
]
OutcomeCode = Annotated[
    str,
    Path(
        pattern="^[A-Za-z0-9][-A-Za-z0-9_.]{0,19}$", description="code of the outcome", example="1A"
    ),
]
WhichPage = Annotated[int, Query(ge=1, le=100_000, description="from 1")]
PerPage = Annotated[int, Query(ge=1, le=100, description="items on a page")]
Words = Annotated[
    str,
    Query(max_length=200, description="words of name, place or region, an ODS code, or a year"),
]
MaybeOds = Annotated[str, Query(pattern="^([A-Za-z0-9]{3,10})?$", description="ODS code")]
MaybeEdition = Annotated[
    str, Query(pattern="^[-a-zA-Z0-9_]{0,40}$", description="key of the edition")
]
MaybeYear = Annotated[
    str,
    Query(
        pattern="^((19|20)[0-9]{2}([-/][0-9]{2})?)?$",
        description="reporting year, 2023-24 or 2015",
    ),
]


class Refusal(Schema):
    """Why there is no answer."""

    detail: str


class BadValue(Schema):
    """A value that cannot be used, and where it stands."""

    loc: list[str | int]
    msg: str
    type: str


class BadRequest(Schema):
    """Every value that cannot be used."""

    detail: list[BadValue]


class Page(Schema, Generic[Item]):
    """Some of all rows: `count` of them in all, on `pages` pages."""

    count: int
    page: int
    pages: int
    items: list[Item]


class OrganisationItem(Schema):
    """An organisation with a published report."""

    ods_code: str
    organisation: str
    organisation_kind: str
    region: str | None
    place: str | None
    fictional: bool
    address: str = Field(description="its public page; .json and .csv stand beside it")


class ReportItem(Schema):
    """A row of the table `reports`."""

    ods_code: str
    organisation: str
    organisation_kind: str
    region: str | None
    place: str | None
    fictional: bool
    framework: str
    year: str
    version: int
    published_on: str
    first_published_on: str
    withdrawn: bool
    history: bool
    graded: int | None
    outcomes: int
    total_score: int | None
    total_of: int | None
    total_rating: str | None
    sha256: str
    report: str


class GradeItem(Schema):
    """A row of the table `grades`."""

    ods_code: str
    organisation: str
    framework: str
    year: str
    version: int
    outcome: str
    grade: str | None
    score: int | None
    basis: str
    certainty: str | None
    firmness: str | None
    local_interests: int
    own_grade: str | None
    gap: int | None


class DistributionItem(Schema):
    """A row of the table `distribution`."""

    framework: str
    year: str
    outcome: str
    compared_with: str
    set: str | None
    organisations: int
    grade: str
    count: int | None


class ComparisonItem(DistributionItem):
    """A row of the table `comparison`."""

    ods_code: str
    own_result: str | None
    own_grade: str | None
    gap: int | None


class YearItem(Schema):
    """A row of the table `years`."""

    framework: str
    year: str
    reports: int
    publish_by: str | None
    in_time: int | None
