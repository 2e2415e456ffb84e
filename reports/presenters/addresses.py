"""Addresses of public pages."""

from functools import lru_cache

from django.urls import reverse

from grading.models import Assessment
from reports.models import ReportSummary
from reports.selectors.report import year_in_address


def report_address(row: ReportSummary | Assessment) -> str:
    """The page of a report's newest version."""
    return _page("report", _place(row), "")


def report_address_at(ods_code: str, framework: str, year: str) -> str:
    """The same, from its parts."""
    return _page("report", _place_at(ods_code, framework, year), "")


def version_address(row: ReportSummary) -> str:
    """The page of the version that is current now, which stays."""
    return _page("report_version", {**_place(row), "version": str(row.version)}, "")


def compare_address(row: ReportSummary, kind: str = "") -> str:
    """The organisation beside others in that edition and year, or that page's file."""
    return _page("compare", _place(row), kind)


def organisation_address(ods_code: str, kind: str = "") -> str:
    """An organisation's page, its file or its feed."""
    if kind == "atom":
        return reverse("reports:organisation_feed", kwargs={"ods_code": ods_code})
    return _page("organisation", {"ods_code": ods_code}, kind)


def outcome_address(code: str, kind: str = "") -> str:
    """An outcome's page, or its file."""
    return _page("outcome", {"code": code}, kind)


def england_address(framework: str, year: str, kind: str = "") -> str:
    """All of England in one edition and year, or that page's file."""
    return _page("england", {"framework": framework, "year": year_in_address(year)}, kind)


def england_list_address(kind: str = "") -> str:
    """Every edition and year, or that page's file."""
    return _page("england_years", {}, kind)


def _page(name: str, where: dict[str, str], kind: str) -> str:
    if kind:
        return _address(f"reports:{name}_file", *where.items(), ("kind", kind))
    return _address(f"reports:{name}", *where.items())


@lru_cache(maxsize=20_000)
def _address(name: str, *where: tuple[str, str]) -> str:
    """Lists of hundreds of reports name the same addresses again after each publication."""
    return reverse(name, kwargs=dict(where))


def _place(row: ReportSummary | Assessment) -> dict[str, str]:
    return _place_at(row.organisation.ods_code, row.framework.key, row.year)


def _place_at(ods_code: str, framework: str, year: str) -> dict[str, str]:
    return {"ods_code": ods_code, "framework": framework, "year": year_in_address(year)}
