"""The report tells on which version of the evidence an outcome was graded."""

from datetime import date

from grading.domain.workflow import Move
from grading.services.assessment import move
from reports.domain.snapshot import EvidencePart, GradedPart
from reports.presenters.evidence_view import changes_words, evidence_views
from reports.services.snapshot import build_snapshot
from tests.grading.seen import NEW, answer, change, open_on_evidence, put_forward, text_file
from tests.world import TEST, World


def part_of(world: World) -> GradedPart:
    snapshot = build_snapshot(world.assessment, version=1, published_on=date(2026, 2, 1))
    outcome = next(row for row in snapshot["outcomes"] if row["code"] == "1A")
    return next(part for part in outcome["parts"] if part["service"] == "s1")


def graded(world: World, **visible: str) -> EvidencePart:
    outcome = world.assessed_outcome("1A", "s1")
    item = put_forward(world, outcome)
    open_on_evidence(world)
    answer(world.grader(), outcome)
    change(world, item, upload=text_file("New words."))
    type(item).objects.filter(pk=item.pk).update(title="Changed later on", **visible)
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    part = part_of(world)
    assert part["evidence_changes"] == 1
    return part["evidence"][0]


def test_the_version_that_was_graded_is_told(world: World) -> None:
    told = graded(world)
    assert (told["title"], told["summary"], told["version"]) == (NEW.title, NEW.summary, 2)
    assert len(told["sha256"]) == 64
    (view,) = evidence_views([told])
    assert "version 2" in view.version
    assert told["sha256"] in view.version


def test_of_what_is_for_graders_the_file_is_not_told(world: World) -> None:
    told = graded(world, visibility="graders")
    assert told["version"] == 2
    assert told["summary"] == ""
    assert "sha256" not in told


def test_where_nothing_was_kept_nothing_is_told(world: World) -> None:
    put_forward(world, world.assessed_outcome("1A", "s1"))
    part = part_of(world)
    assert "version" not in part["evidence"][0]
    assert "evidence_changes" not in part
    assert evidence_views(part["evidence"])[0].version == ""


def test_changes_in_words() -> None:
    assert changes_words(0) == ""
    assert changes_words(1).startswith("Evidence changed 1 time during")
    assert changes_words(2).startswith("Evidence changed 2 times during")
