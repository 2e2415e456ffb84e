"""A query that is compiled once gives what the ordinary one gives, for every value."""

import threading

import pytest
from django.db import connection
from django.db.models import Count, QuerySet

from edsportal.common.compiled_query import CompiledQuery
from grading.models import AssessedOutcome, Assessment
from tests.world import World

pytestmark = pytest.mark.django_db


def _outcomes(assessment: object, code: object) -> QuerySet[AssessedOutcome]:
    return (
        AssessedOutcome.objects.filter(assessment=assessment, outcome_code=code, in_scope=True)
        .select_related("assessment__organisation", "service")
        .annotate(grades=Count("local_grades"))
        .order_by("position")
    )


def _shown(rows: list[AssessedOutcome]) -> list[object]:
    return [
        (row, row.grades, row.organisation_graded_at, row.service, row.assessment.organisation.name)
        for row in rows
    ]


def test_it_gives_the_same_rows_for_each_value(world: World) -> None:
    compiled = CompiledQuery(_outcomes, "assessment", "code")
    codes = {row.outcome_code for row in AssessedOutcome.objects.all()}
    for code in [*sorted(codes), "none such"]:
        asked = compiled.all(assessment=world.assessment.pk, code=code)
        assert _shown(asked) == _shown(list(_outcomes(world.assessment.pk, code)))


def test_it_asks_one_query_and_related_rows_are_loaded(
    world: World, django_assert_num_queries: object
) -> None:
    compiled = CompiledQuery(_outcomes, "assessment", "code")
    for _again in range(2):
        with django_assert_num_queries(1):
            _shown(compiled.all(assessment=world.assessment.pk, code="1A"))


def test_the_sql_is_built_once_and_sees_what_changes(world: World) -> None:
    built = []

    def build(pk: object) -> QuerySet[Assessment]:
        built.append(pk)
        return Assessment.objects.filter(pk=pk)

    compiled = CompiledQuery(build, "pk")
    assert compiled.first(pk=world.assessment.pk).year == world.assessment.year
    Assessment.objects.filter(pk=world.assessment.pk).update(year="2031/32")
    assert compiled.first(pk=world.assessment.pk).year == "2031/32"
    assert compiled.first(pk=0) is None
    assert len(built) == 1


def test_a_value_is_never_part_of_the_text(world: World) -> None:
    compiled = CompiledQuery(_outcomes, "assessment", "code")
    hostile = "1A' OR '1'='1"
    assert compiled.all(assessment=world.assessment.pk, code=hostile) == []


def test_a_number_too_large_for_any_column_finds_nothing(world: World) -> None:
    compiled = CompiledQuery(lambda pk: Assessment.objects.filter(pk=pk), "pk")
    assert compiled.all(pk=10**30) == compiled.all(pk=-(10**30)) == []


def test_a_missing_value_is_an_error(world: World) -> None:
    compiled = CompiledQuery(_outcomes, "assessment", "code")
    with pytest.raises(KeyError):
        compiled.all(assessment=world.assessment.pk)


def test_each_thread_builds_its_own() -> None:
    compiled = CompiledQuery(lambda pk: Assessment.objects.filter(pk=pk), "pk")
    mine = compiled._compiled()[2]
    theirs = []

    def build() -> None:
        theirs.append(compiled._compiled()[2])
        connection.close()

    thread = threading.Thread(target=build)
    thread.start()
    thread.join()
    assert theirs[0] is not mine
    assert theirs[0].connection is not mine.connection


def test_columns_named_by_the_query_come_as_rows(world: World) -> None:
    def build(assessment: object) -> QuerySet[AssessedOutcome]:
        rows = AssessedOutcome.objects.filter(assessment=assessment).order_by("position")
        return rows.values_list("outcome_code", "organisation_graded_at")

    compiled = CompiledQuery(build, "assessment")
    asked = compiled.rows(assessment=world.assessment.pk)
    assert [tuple(row) for row in asked] == list(build(world.assessment.pk))
