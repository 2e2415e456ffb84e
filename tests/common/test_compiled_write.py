"""A write that is compiled once does what the ordinary one does, and no constraint is passed by."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from edsportal.common.compiled_write import CompiledInsert, CompiledUpdate
from grading.models import LocalGrade, LocalGradeRevision
from tests.world import World

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 6, 30, 23, 59, 59, 123456, tzinfo=UTC)
FIELDS = ("grader", "assessed_outcome", "version", "answer", "groups_faring_well", "saved_at")


@pytest.fixture
def given(world: World) -> dict[str, object]:
    """The columns of one revision."""
    return {
        "grader": world.grader().pk,
        "assessed_outcome": world.assessed_outcome("2A").pk,
        "version": 1,
        "answer": "developing",
        "groups_faring_well": ["age", "sex"],
        "saved_at": WHEN,
    }


def kept(row: LocalGradeRevision) -> dict[str, object]:
    return {name: getattr(row, LocalGradeRevision._meta.get_field(name).attname) for name in FIELDS}


def test_it_writes_what_it_was_given(given: dict[str, object]) -> None:
    pk = CompiledInsert(LocalGradeRevision, *FIELDS, "evidence_round")(**given, evidence_round=0)
    assert kept(LocalGradeRevision.objects.get(pk=pk)) == given


def test_each_row_has_its_own_values(given: dict[str, object]) -> None:
    insert = CompiledInsert(LocalGradeRevision, *FIELDS, "evidence_round")
    first = insert(**given, evidence_round=0)
    second = insert(**{**given, "version": 2, "answer": "' OR 1=1"}, evidence_round=3)
    assert LocalGradeRevision.objects.get(pk=first).answer == "developing"
    found = LocalGradeRevision.objects.get(pk=second)
    assert (found.version, found.answer, found.evidence_round) == (2, "' OR 1=1", 3)


def test_constraints_hold(given: dict[str, object]) -> None:
    insert = CompiledInsert(LocalGradeRevision, *FIELDS, "evidence_round")
    insert(**given, evidence_round=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(**given, evidence_round=0)


def test_a_missing_value_is_an_error(given: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        CompiledInsert(LocalGradeRevision, *FIELDS, "evidence_round")(**given)


@pytest.fixture
def grade(given: dict[str, object]) -> LocalGrade:
    names = LocalGrade._meta.get_field
    return LocalGrade.objects.create(
        **{names(name).attname: value for name, value in given.items()}, comment="First"
    )


CHANGE = CompiledUpdate(
    LocalGrade,
    lambda grader, version, comment, groups_faring_well, saved_at: (
        LocalGrade.objects.filter(grader=grader, version=version).exclude(
            comment=comment, groups_faring_well=groups_faring_well
        ),
        {
            "comment": comment,
            "groups_faring_well": groups_faring_well,
            "saved_at": saved_at,
            "version": F("version") + 1,
        },
    ),
    *("grader", "version", "comment", "groups_faring_well", "saved_at"),
)
LATER = WHEN.replace(year=2027)


def change(grade: LocalGrade, **other: object) -> int:
    usual = {
        "grader": grade.grader_id,
        "version": 1,
        "comment": "Second",
        "groups_faring_well": ["race"],
        "saved_at": LATER,
    }
    return CHANGE(**{**usual, **other})


def test_it_changes_what_it_finds(grade: LocalGrade) -> None:
    assert change(grade) == 1
    grade.refresh_from_db()
    assert (grade.comment, grade.groups_faring_well) == ("Second", ["race"])
    assert (grade.version, grade.saved_at, grade.answer) == (2, LATER, "developing")


@pytest.mark.parametrize(
    "other",
    [
        {"version": 2},
        {"grader": 0},
        # The same again: text and list are compared as they are kept.
        {"comment": "First", "groups_faring_well": ["age", "sex"]},
    ],
)
def test_it_changes_nothing_else(grade: LocalGrade, other: dict[str, object]) -> None:
    assert change(grade, **other) == 0
    grade.refresh_from_db()
    assert (grade.comment, grade.version, grade.saved_at) == ("First", 1, WHEN)


def test_history_is_as_fixed_as_before(given: dict[str, object]) -> None:
    CompiledInsert(LocalGradeRevision, *FIELDS, "evidence_round")(**given, evidence_round=0)
    rewrite = CompiledUpdate(
        LocalGradeRevision,
        lambda answer: (LocalGradeRevision.objects.all(), {"answer": answer}),
        "answer",
    )
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rewrite(answer="excelling")
