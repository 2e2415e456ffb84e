"""Reports to list and compare: real trusts' history, and made-up ones beside them."""

import io
from datetime import date
from pathlib import Path

from django.core.management import call_command

from grading.services.assessment import create_assessment
from reports.models import Report
from reports.services.report import publish_imported
from stakeholders.models import Organisation
from tests.world import TEST, frameworks

HISTORY = Path(__file__).resolve().parents[2] / "demo" / "data" / "history"
ON = date(2015, 3, 31)


def body(code: str, **more: object) -> Organisation:
    """A real body with a report of EDS2 in the making."""
    defaults = {"name": f"{code} NHS Trust", "kind": "provider", **more}
    return Organisation.objects.get_or_create(ods_code=code, defaults=defaults)[0]


def history_of(
    organisation: Organisation,
    grade: str = "achieving",
    *,
    year: str = "2014/15",
    on: date = ON,
    edition: str = "eds2",
) -> Report:
    """Every outcome published with one grade."""
    assessment = create_assessment(
        organisation=organisation, framework=frameworks()[edition], year=year, by=TEST
    )
    assessment.source_url = "https://example.org/report"
    assessment.save()
    assessment.assessed_outcomes.update(published_grade=grade)
    return publish_imported(assessment=assessment, published_on=on, by=TEST)


def the_two_real_ones() -> None:
    """Leeds 2023/24 and Royal Liverpool 2015, as the portal brings them."""
    frameworks()
    files = [str(path) for path in sorted(HISTORY.glob("*.json"))]
    call_command("import_assessment", *files, stdout=io.StringIO())
