"""Addresses for pages."""

from django.urls import NoReverseMatch, reverse

from grading.models import Assessment


def public_report(assessment: Assessment) -> str:
    """The address of an assessment's published report."""
    return address(
        "reports:report",
        ods_code=assessment.organisation.ods_code,
        framework=assessment.framework.key,
        year=assessment.year.replace("/", "-"),
    )


def address(name: str, **kwargs: object) -> str:
    """The address of a page, "" where this installation has no such page."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
