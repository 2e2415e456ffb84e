"""The report says how many people's answers came which way, and hides small numbers."""

from datetime import date

import pytest

from grading.models import CameBy, Grader
from reports.domain.eds_report import eds_report
from reports.presenters.ways import WORDS, ways_words
from reports.services.snapshot import build_snapshot
from tests.workshops.rooms import Room, room
from tests.world import World


def snapshot_of(world: World) -> dict:
    return build_snapshot(world.assessment, version=1, published_on=date(2026, 2, 27))


def answered(a_room: Room, count: int, way: CameBy) -> None:
    for _ in range(count):
        grader = a_room.join()
        a_room.answers(grader, 0, "achieving")
        Grader.objects.filter(pk=grader.pk).update(came_by=way, sitting=None)


def test_each_way_is_counted_apart_and_small_numbers_are_hidden(world: World) -> None:
    a_room = room(world)
    answered(a_room, 12, CameBy.LINK)
    answered(a_room, 3, CameBy.PAPER)
    a_room.join()  # Joined, and answered nothing.
    snapshot = snapshot_of(world)
    assert snapshot["ways"] == [{"way": "link", "people": "10"}, {"way": "paper", "people": "*"}]
    assert ways_words(snapshot) == (
        "How answers came: 10 by their own link, a small number, not shown, on paper."
    )
    assert eds_report(snapshot, sha256="")["ways"] == snapshot["ways"]


def test_a_report_from_before_says_nothing(world: World) -> None:
    snapshot = snapshot_of(world)
    del snapshot["ways"]
    assert ways_words(snapshot) == ""
    assert "ways" not in eds_report(snapshot, sha256="")


@pytest.mark.parametrize("way", CameBy.values)
def test_every_way_has_words(way: str) -> None:
    assert "%(people)s" in str(WORDS[way])
