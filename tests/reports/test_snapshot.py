"""The frozen content: complete, canonical, and silent about what is not for the public."""

import json
from datetime import date
from pathlib import Path

import pytest
import time_machine

from grading.models import Grader, LocalGrade
from reports.domain.snapshot import canonical_text, read_snapshot, sha256_of
from reports.services.snapshot import build_snapshot
from stakeholders.models import LocalInterest, Organisation
from tests.reports.cases import AT, ON, OPEN_WORDS, SECRET_WORDS, graded, history
from tests.world import World

GOLDEN = Path(__file__).parent / "golden" / "snapshot.json"


def outcome_of(snapshot: dict, code: str) -> dict:
    return next(outcome for outcome in snapshot["outcomes"] if outcome["code"] == code)


def test_golden(world: World) -> None:
    """The whole snapshot of a small assessment, so that any change of shape is seen and meant.

    After a meant change: write the new text to golden/snapshot.json and read the difference.
    """
    with time_machine.travel(AT):
        assessment = graded(world)
    snapshot = build_snapshot(assessment, version=1, published_on=ON)
    assert snapshot == json.loads(GOLDEN.read_text())


def test_canonical_text_is_one_way_to_write_it() -> None:
    text = canonical_text({"b": "é", "a": [1, None]})  # type: ignore[typeddict-item]
    assert text == '{"a":[1,null],"b":"é"}'
    assert sha256_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="eds-snapshot/2"):
        read_snapshot('{"format": "eds-snapshot/2"}')


def test_it_says_why_the_local_view_prevailed(world: World) -> None:
    part = outcome_of(build_snapshot(graded(world), version=1, published_on=ON), "1A")["parts"][0]
    assert (part["grade"], part["basis"], part["organisation_grade"]) == (
        "developing",
        "local_view_prevails",
        "excelling",
    )
    assert part["tally"] == {
        "undeveloped": 0,
        "developing": 2,
        "achieving": 1,
        "excelling": 0,
        "not_enough_evidence": 0,
    }
    assert [(row["local_interest"], row["distance"]) for row in part["dissent"]] == [
        ("Example cg", 1)
    ]
    assert len(part["working"]) == 4
    assert [item["title"] for item in part["evidence"]] == ["Patient survey 2025"]


def test_only_comments_meant_for_publication_are_in_it(world: World) -> None:
    text = canonical_text(build_snapshot(graded(world), version=1, published_on=ON))
    assert SECRET_WORDS not in text
    assert json.dumps(OPEN_WORDS, ensure_ascii=False)[1:-1] in text


def test_no_grader_is_named_or_numbered(world: World) -> None:
    snapshot = build_snapshot(graded(world), version=1, published_on=ON)
    text = canonical_text(snapshot)
    for grader in Grader.objects.select_related("invitation"):
        assert grader.invitation.name not in text
        assert grader.invitation.email not in text
    assert "Pat " not in text


@pytest.mark.parametrize(
    ("people", "below", "shown"),
    [(0, 8, "0"), (1, 8, "*"), (7, 8, "*"), (8, 8, "10"), (12, 8, "10"), (12, 15, "*")],
)
def test_few_people_are_not_counted_out(world: World, people: int, below: int, shown: str) -> None:
    Organisation.objects.filter(pk=world.organisation.pk).update(suppress_below=below)
    world.assessment.organisation.refresh_from_db()
    row = world.assessed_outcome("2A")
    for _number in range(people):
        LocalGrade.objects.create(
            grader=world.grader("sn", "staff_network"),
            assessed_outcome=row,
            answer="achieving",
            saved_at=AT,
        )
    world.grader("sn", "staff_network")  # was asked, said nothing
    assert build_snapshot(world.assessment, version=1, published_on=ON)["graders"] == shown


def test_history_is_as_published_with_its_source(world: World) -> None:
    snapshot = build_snapshot(
        history(world, {"1.1": "excelling"}), version=1, published_on=date(2015, 3, 31)
    )
    first = snapshot["outcomes"][0]
    assert (snapshot["history"], first["grade"], first["basis"]) == (
        True,
        "excelling",
        "as_published",
    )
    assert snapshot["source"] == {
        "url": "https://example.org/eds2-2015",
        "note": "Outcome 4.3 is inferred from the total.",
    }
    assert snapshot["total"] is None
    assert first["parts"][0]["working"] == []


def test_queries_do_not_grow(world: World, django_assert_num_queries) -> None:
    assessment = graded(world)
    with django_assert_num_queries(26):
        build_snapshot(assessment, version=1, published_on=ON)
    for number in range(3):
        interest = world.grader(f"more{number}", LocalInterest.Kind.STAFF)
        LocalGrade.objects.create(
            grader=interest,
            assessed_outcome=world.assessed_outcome("2B"),
            answer="achieving",
            saved_at=AT,
        )
    with django_assert_num_queries(26):
        build_snapshot(assessment, version=1, published_on=ON)
