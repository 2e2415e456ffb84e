"""What graders' pages are told of published reports: agreed grades, and only published ones."""

import pytest

from grading.models import Assessment
from grading.selectors.afterwards import place_of_outcome
from grading.services.assessment import create_assessment
from objectives.models import Action
from reports.models import Report, Withdrawal
from reports.selectors.for_graders import earlier_grades, own_grades
from reports.services.report import publish
from tests.reports.cases import ON, agreed
from tests.world import TEST, World, frameworks


@pytest.fixture
def published(world: World) -> Assessment:
    assessment = agreed(world)
    publish(assessment=assessment, published_on=ON, by=world.people["board"])
    return assessment


@pytest.fixture
def following(world: World, published: Assessment) -> Assessment:
    return create_assessment(
        organisation=world.organisation,
        framework=frameworks()["eds2022"],
        year="2026/27",
        services=world.services,
        by=TEST,
    )


def test_the_year_before_is_told_with_what_was_done(
    published: Assessment, following: Assessment
) -> None:
    action = Action.objects.filter(assessment=published).exclude(outcome_code="").first()
    action.done_on = ON
    action.save()
    told = earlier_grades(following)
    assert told.year == "2025/26"
    assert [row.text for row in told.done[action.outcome_code]] == [action.text]
    assert told.planned[action.outcome_code] >= 1
    places = {place_of_outcome(row) for row in following.assessed_outcomes.all()}
    assert set(told.grades) <= places
    assert told.grades["1B", "s1"] == "Achieving activity"
    # Out of scope then, and graded by nobody then: no grade, whatever the organisation said.
    assert ("3C", "") not in told.grades
    assert ("2D", "") not in told.grades


def test_own_grades_are_told_of_the_own_report(
    published: Assessment, following: Assessment
) -> None:
    assert own_grades(following) is None
    assert own_grades(published).grades == earlier_grades(following).grades
    assert earlier_grades(published) is None


def test_a_withdrawn_report_is_not_last_years_grade(
    world: World, published: Assessment, following: Assessment
) -> None:
    report = Report.objects.get(assessment=published)
    Withdrawal.objects.create(report=report, reason="Wrong.", by=world.people["board"])
    assert earlier_grades(following) is None
    assert own_grades(published).withdrawn


def test_the_queries(
    published: Assessment, following: Assessment, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(2):
        earlier_grades(following)
    with django_assert_max_num_queries(1):
        own_grades(published)
