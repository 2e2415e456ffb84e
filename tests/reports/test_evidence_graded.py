"""The report tells on which version of the evidence an outcome was graded."""

from datetime import date

import pytest

from grading.domain.workflow import Move
from grading.services.assessment import move
from reports.domain.snapshot import EvidencePart, GradedPart, OutcomePart
from reports.models import Rendition
from reports.presenters.document import book_html
from reports.presenters.evidence_view import (
    changes_words,
    evidence_files,
    evidence_of_all,
    evidence_shown,
)
from reports.presenters.outcome_view import Words, outcome_view
from reports.services.snapshot import build_snapshot
from tests.grading.seen import NEW, answer, change, open_on_evidence, put_forward, text_file
from tests.reports.small_reports import random_report
from tests.world import TEST, World


def part_of(world: World) -> GradedPart:
    snapshot = build_snapshot(world.assessment, version=1, published_on=date(2026, 2, 1))
    outcome = next(row for row in snapshot["outcomes"] if row["code"] == "1A")
    return next(part for part in outcome["parts"] if part["service"] == "s1")


def graded(world: World, **visible: str) -> GradedPart:
    outcome = world.assessed_outcome("1A", "s1")
    item = put_forward(world, outcome)
    open_on_evidence(world)
    answer(world.grader(), outcome)
    change(world, item, upload=text_file("New words."))
    type(item).objects.filter(pk=item.pk).update(title="Changed later on", **visible)
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    part = part_of(world)
    assert part["evidence_changes"] == 1
    return part


def test_the_version_that_was_graded_is_told(world: World) -> None:
    part = graded(world)
    told = part["evidence"][0]
    assert (told["title"], told["summary"], told["version"]) == (NEW.title, NEW.summary, 2)
    assert len(told["sha256"]) == 64
    shown = evidence_shown(part)
    assert shown is not None
    assert "version 2" in shown.items[0].version
    assert shown.items[0].sha256 == told["sha256"]
    assert shown.changes


def test_of_what_is_for_graders_the_file_is_not_told(world: World) -> None:
    told = graded(world, visibility="graders")["evidence"][0]
    assert told["version"] == 2
    assert told["summary"] == ""
    assert "sha256" not in told


def test_where_nothing_was_kept_nothing_is_told(world: World) -> None:
    put_forward(world, world.assessed_outcome("1A", "s1"))
    part = part_of(world)
    assert "version" not in part["evidence"][0]
    assert "evidence_changes" not in part
    shown = evidence_shown(part)
    assert shown is not None
    assert shown.items[0].version == ""
    assert shown.items[0].sha256 == ""


def test_changes_in_words() -> None:
    assert changes_words(0) == ""
    assert changes_words(1).startswith("Evidence changed 1 time during")
    assert changes_words(2).startswith("Evidence changed 2 times during")


def of_three_services() -> OutcomePart:
    """An outcome whose three services were graded on the same two pieces of evidence."""
    outcome = next(row for row in random_report(0)["outcomes"] if row["by_service"])
    items = [
        EvidencePart(title=title, kind="Data", summary="", url="", groups=[], sha256=title * 64)
        for title in ("a", "b")
    ]
    for part in outcome["parts"]:
        part["evidence"] = list(items)
    return outcome


def test_what_every_service_was_graded_on_is_told_once() -> None:
    outcome = of_three_services()
    shared = evidence_of_all(outcome)
    assert shared is not None
    assert [item.title for item in shared.items] == ["a", "b"]
    shown = outcome_view(outcome, Words(random_report(0)["grades"]))
    assert shown.evidence == shared
    assert [part.evidence for part in shown.parts] == [None, None, None]


@pytest.mark.parametrize("change", [{"evidence": []}, {"evidence_changes": 1}])
def test_what_differs_stands_with_its_service(change: dict) -> None:
    outcome = of_three_services()
    outcome["parts"][1].update(change)
    assert evidence_of_all(outcome) is None
    shown = outcome_view(outcome, Words(random_report(0)["grades"]))
    assert [bool(part.evidence) for part in shown.parts] == [
        True,
        bool(outcome["parts"][1]["evidence"]),
        True,
    ]


def test_each_file_is_listed_once() -> None:
    outcome = of_three_services()
    assert [item.title for item in evidence_files([outcome, outcome])] == ["a", "b"]
    other = of_three_services()
    for part in other["parts"]:
        part["evidence"][0] = {**part["evidence"][0], "title": "The same file"}
    found = evidence_files([outcome, other])
    assert [item.title for item in found] == ["a", "b", "The same file"]
    assert found[0].sha256 == found[2].sha256


@pytest.mark.parametrize("kind", [Rendition.Kind.PDF, Rendition.Kind.LARGE_PRINT])
def test_on_paper_too(kind: str) -> None:
    snapshot = random_report(0)
    at = next(n for n, row in enumerate(snapshot["outcomes"]) if row["by_service"])
    snapshot["outcomes"][at] = of_three_services()
    paper = book_html(kind, snapshot, sha256="c" * 64)
    assert paper.count("Evidence put forward for every service") == 1
    assert "Evidence put forward<" not in paper
    assert paper.count("a" * 64) == 1
