"""What stands around a report on its page: which version it is, its files, its fingerprints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.urls import reverse
from django.utils.timezone import localtime

from edsportal.common.release import release
from reports.domain.standing import Standing
from reports.models import Rendition, Report
from reports.selectors.report import year_in_address


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version in the list of versions."""

    number: int
    href: str
    published_on: date
    correction_reason: str
    withdrawn: bool
    newest: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """One file that is made: what it is called, where it is, how large, its fingerprint."""

    kind: str
    label: str
    href: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything of a report page but the report itself. `pdf` is None until it is made."""

    sha256: str
    href: str
    newest_href: str
    superseded: bool
    newest_withdrawn: bool
    withdrawn_reason: str
    withdrawn_on: date | None
    json_href: str
    csv_href: str
    figures_href: str
    pdf_href: str
    pdf: Rendition | None
    files: list[FileView]
    unmade: list[str]
    versions: list[VersionView]


def report_page(report: Report, versions: Sequence[Report]) -> ReportPage:
    """Shape the page of one version; costs no query when the versions were selected light."""
    withdrawal = getattr(report, "withdrawal", None)
    return ReportPage(
        sha256=report.sha256,
        href=version_href(report),
        newest_href=report_href(report),
        superseded=report.pk != versions[0].pk,
        newest_withdrawn=hasattr(versions[0], "withdrawal"),
        withdrawn_reason=withdrawal.reason if withdrawal else "",
        withdrawn_on=localtime(withdrawal.at).date() if withdrawal else None,
        json_href=rendition_href(report, "json"),
        csv_href=rendition_href(report, "csv"),
        figures_href=rendition_href(report, "figures.csv"),
        pdf_href=rendition_href(report, "pdf"),
        pdf=pdf_of(report),
        files=file_views(report),
        unmade=unmade_files(report),
        versions=[_version(row, versions[0], shown=row.pk == report.pk) for row in versions],
    )


def report_href(report: Report) -> str:
    """Where the newest version of this report is."""
    return reverse("reports:report", kwargs=_place(report))


def version_href(report: Report) -> str:
    """Where this very version stays."""
    return reverse(
        "reports:report_version", kwargs={**_place(report), "version": str(report.version)}
    )


def rendition_href(report: Report, kind: str) -> str:
    """Where this very version's file is: `json`, `csv` or `pdf`."""
    where = {**_place(report), "version": str(report.version), "kind": kind}
    return reverse("reports:rendition_version", kwargs=where)


def pdf_of(report: Report) -> Rendition | None:
    """The PDF among the loaded renditions."""
    return next((made for made in report.renditions.all() if made.kind == Rendition.Kind.PDF), None)


def file_views(report: Report) -> list[FileView]:
    """The loaded renditions in the order of their kinds, the annual report first."""
    made = {row.kind: row for row in report.renditions.all()}
    return [
        FileView(kind.value, str(kind.label), file_href(report, kind), row.size, row.sha256)
        for kind in Rendition.Kind
        if (row := made.get(kind.value))
    ]


def unmade_files(report: Report) -> list[str]:
    """What the forms are called that are not made yet."""
    made = {row.kind for row in report.renditions.all()}
    return [str(kind.label) for kind in Rendition.Kind if kind.value not in made]


def file_href(report: Report, kind: str) -> str:
    """Where this very version's file of a kind is."""
    if kind == Rendition.Kind.PDF:
        return rendition_href(report, "pdf")
    book, extension = address_of(kind)
    where = {**_place(report), "version": str(report.version), "book": book, "kind": extension}
    return reverse("reports:book_version", kwargs=where)


def address_of(kind: str) -> tuple[str, str]:
    """A kind's name and ending in its address."""
    if kind == Rendition.Kind.TEMPLATE_DOCX:
        return "template", "docx"
    return kind, "pdf"


def page_etag(report: Report, versions: Sequence[Report]) -> str:
    """Changes whenever the page does: a version, a withdrawal, the PDF, an answer, the release."""
    answers = getattr(report, "answers_mark", None) or ""
    parts = [release(), version_href(report), str(answers)]
    for row in versions:
        parts += [str(row.version), row.sha256, "w" if hasattr(row, "withdrawal") else ""]
        parts += sorted(made.sha256 for made in row.renditions.all())
    return f'"{sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def data_etag(report: Report, kind: str, standing: Standing) -> str:
    """Changes when the report, what it is now or the way its data is written does.

    ``kind`` is the format.
    """
    return f'"{report.sha256[:32]}-{release()}-{kind}-{standing}"'


def file_etag(made: Rendition, standing: Standing) -> str:
    """The same of a stored file."""
    return f'"{made.sha256[:32]}-{standing}"'


def changed_at(report: Report, versions: Sequence[Report]) -> datetime:
    """When a report's page last changed; no query with everything loaded."""
    answered = getattr(report, "answers_at", None)
    made = [row.made_at for version in versions for row in version.renditions.all()]
    return max([standing_since(versions), *made, *([answered] if answered else [])])


def standing_since(versions: Sequence[Report]) -> datetime:
    """Since when a version is what it is: published, corrected or withdrawn."""
    times = [row.created_at for row in versions]
    times += [row.withdrawal.at for row in versions if hasattr(row, "withdrawal")]
    return max(times)


def _place(report: Report) -> dict[str, str]:
    assessment = report.assessment
    return {
        "ods_code": assessment.organisation.ods_code,
        "framework": assessment.framework.key,
        "year": year_in_address(assessment.year),
    }


def _version(row: Report, newest: Report, *, shown: bool) -> VersionView:
    return VersionView(
        number=row.version,
        href=version_href(row),
        published_on=row.published_on,
        correction_reason=row.correction_reason,
        withdrawn=hasattr(row, "withdrawal"),
        newest=row.pk == newest.pk,
        shown=shown,
    )
