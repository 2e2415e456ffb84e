"""A commissioner sees its providers' published grades beside its own, and is asked; it decides."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edsportal.common.models import AuditEvent
from grading.models import Assessment, Framework
from grading.services.assessment import create_assessment
from reports.models import Report, ReportSummary
from reports.selectors.for_commissioners import published_by_providers
from reports.services.report import publish
from stakeholders.models import CommissionerLink, Organisation
from tests.reports.cases import ON, agreed
from tests.world import TEST, World, make_person


@pytest.fixture
def board_of_care(world: World) -> Assessment:
    """An integrated care board that answers for TST, with its own assessment."""
    organisation = Organisation.objects.create(
        ods_code="QEX", name="Example Integrated Care Board", kind="commissioner"
    )
    make_person("icb_lead", organisation, "equality_lead")
    CommissionerLink.objects.create(commissioner=organisation, provider=world.organisation)
    return create_assessment(
        organisation=organisation,
        framework=Framework.objects.get(key="eds2022"),
        year="2025/26",
        by=TEST,
    )


def client() -> Client:
    from stakeholders.models import User

    browser = Client()
    browser.force_login(User.objects.get(email="icb_lead@example.org"))
    return browser


def address(assessment: Assessment, code: str) -> str:
    row = assessment.assessed_outcomes.filter(outcome_code=code).first()
    return f"/work/{assessment.pk}/grades/{row.pk}/"


def test_nothing_of_a_grading_that_is_not_published(
    world: World, board_of_care: Assessment
) -> None:
    agreed(world)
    page = client().get(address(board_of_care, "2B")).text
    assert "Test Community NHS Trust" in page
    assert "No report yet" in page
    given = published_by_providers(board_of_care)
    assert {each.grade for grades in given.values() for each in grades} == {None}


def test_published_grades_prompt_and_change_nothing(
    world: World, board_of_care: Assessment
) -> None:
    publish(assessment=agreed(world), published_on=ON, by=TEST)
    (given,) = published_by_providers(board_of_care)["2B"]
    assert (given.name, given.year) == ("Test Community NHS Trust", "2025/26")
    assert given.grade == "achieving"
    where = address(board_of_care, "2B")
    browser = client()
    assert "Should you downgrade" not in browser.get(where).text
    sent = {"grade": "excelling", "reason": "We keep it: our own survey.", "version": "0"}
    assert browser.post(where, sent).status_code == 302
    page = browser.get(where).text
    assert "Should you downgrade your own grade?" in page
    assert "Lower than yours: Test Community NHS Trust." in page
    row = board_of_care.assessed_outcomes.get(outcome_code="2B")
    assert (row.organisation_grade, row.organisation_reason) == (
        "excelling",
        "We keep it: our own survey.",
    )
    assert AuditEvent.objects.filter(event="organisation_graded", organisation="QEX").count() == 1


def test_a_withdrawn_report_and_a_later_year_are_not_told(
    world: World, board_of_care: Assessment
) -> None:
    publish(assessment=agreed(world), published_on=ON, by=TEST)
    for change in ({"withdrawn": True}, {"withdrawn": False, "year": "2026/27"}):
        ReportSummary.objects.update(**change)
        assert published_by_providers(board_of_care)["2B"][0].grade is None
    assert Report.objects.exists()


def test_a_trust_is_shown_no_such_thing(world: World) -> None:
    row = world.assessed_outcome("2B")
    page = world.client("lead").get(f"/work/{world.assessment.pk}/grades/{row.pk}/").text
    assert "Your providers" not in page


def test_as_many_queries_for_three_providers_as_for_one(
    world: World, board_of_care: Assessment
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            published_by_providers(board_of_care)
        return len(captured)

    publish(assessment=agreed(world), published_on=ON, by=TEST)
    one = cost()
    for code in ("PRA", "PRB"):
        more = Organisation.objects.create(ods_code=code, name=f"Example {code}", kind="provider")
        CommissionerLink.objects.create(commissioner=board_of_care.organisation, provider=more)
    assert cost() == one == 3
