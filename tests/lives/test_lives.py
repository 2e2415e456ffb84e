"""Whole lives of assessments, at random; every law of the design at every turn of them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from grading.domain import local_view, voices
from grading.domain.local_view import Method
from grading.services import group_declaration, local_grade, running
from tests.lives.enough import everything_happens
from tests.lives.laws import every_law_holds, own_grades_of_all_change_nothing
from tests.lives.story import Story
from tests.lives.trust import Trust, build_trust
from tests.lives.usual import next_move
from workshops.services import paper

pytestmark = pytest.mark.django_db
# In winter, in summer, and a fortnight before London's clocks go forward and back.
BEGINNINGS = (
    datetime(2026, 1, 5, 12, tzinfo=UTC),
    datetime(2026, 3, 16, 12, tzinfo=UTC),
    datetime(2026, 6, 15, 12, tzinfo=UTC),
    datetime(2026, 10, 12, 12, tzinfo=UTC),
)
BATCHES, EACH = 4, 50
# One story again: LIVES_SEED=123 pytest tests/lives -k one_story
AGAIN = int(os.environ.get("LIVES_SEED", "2026"))


@pytest.fixture
def trust(db: None) -> Trust:
    return build_trust()


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(BEGINNINGS[0], tick=False) as traveller:
        yield traveller


def live(trust: Trust, clock: Any, seed: int, *, moves: int = 85) -> Story:
    """One story from its seed, forgotten by the database afterwards."""
    clock.move_to(BEGINNINGS[seed // 4 % len(BEGINNINGS)])
    with transaction.atomic():
        story = Story(trust, seed, clock)
        try:
            tell(story, moves)
        except Exception as broken:
            told = "\n  ".join(story.told[-25:])
            raise AssertionError(
                f"Story {seed} (LIVES_SEED={seed}), {story.ledger.framework}, "
                f"{story.ledger.method}, quorum {story.ledger.quorum}:\n  {told}\n{broken!r}"
            ) from broken
        finally:
            story.ended = story.now
            transaction.set_rollback(True)
    return story


def tell(story: Story, moves: int) -> None:
    """Move after move; the laws at the end of every phase and of the story."""
    for _ in range(moves):
        state = story.ledger.state
        story.pass_time(timedelta(minutes=1))
        next_move(story)(story)
        if story.ledger.state != state:
            story.turns += 1
            every_law_holds(story)
        if story.ledger.state == "published" and story.rng.random() < 0.3:
            break
    every_law_holds(story)
    own_grades_of_all_change_nothing(story)


@pytest.mark.parametrize(
    "batch", [0, 1, *(pytest.param(batch, marks=pytest.mark.lean) for batch in range(2, BATCHES))]
)
def test_every_law_holds_in_every_life(trust: Trust, clock: Any, batch: int) -> None:
    stories = [live(trust, clock, seed) for seed in range(batch * EACH, (batch + 1) * EACH)]
    everything_happens(stories)


def test_one_story(trust: Trust, clock: Any) -> None:
    """The story that LIVES_SEED names; without one, a story that is not among the others."""
    live(trust, clock, AGAIN)


def first_of(scale: object, answers: list[str]) -> str | None:
    return answers[0] if answers else None


def anything(*args: object, **kwargs: object) -> None:
    return None


def never(*args: object, **kwargs: object) -> bool:
    return False


def no_difference(*args: object) -> list[object]:
    return []


BROKEN = {
    "the first person speaks for the group": (voices, "combine_people", first_of),
    "who stood down or handed in may save": (local_grade, "require_may_grade", anything),
    "an unsettled reply may be signed": (running, "require_reply_settled", anything),
    "lack of evidence is nothing": (local_view, "most_lack_evidence", never),
    "a lead stands any group down": (group_declaration, "why_not_stand_down", anything),
    "grading never ends by its day": (local_grade, "is_past", never),
    "one person's typing is enough": (paper, "differences", no_difference),
}


#: A rule that few of the stories try: the search starts where it was found last, and goes round.
FOUND_LAST_BY = {"an unsettled reply may be signed": 147}


def lives_until_one_breaks(trust: Trust, clock: Any, first: int = 0) -> None:
    stories = EACH * BATCHES
    for number in range(stories):
        live(trust, clock, (first + number) % stories)


@pytest.mark.lean
@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_caught(
    trust: Trust, clock: Any, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    monkeypatch.setattr(*BROKEN[rule])
    with pytest.raises(AssertionError, match="LIVES_SEED="):
        lives_until_one_breaks(trust, clock, FOUND_LAST_BY.get(rule, 0))


@pytest.mark.lean
def test_a_method_taken_for_another_is_caught(
    trust: Trust, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(local_view.METHODS, Method.MEDIAN, local_view._majority)
    with pytest.raises(AssertionError, match="LIVES_SEED="):
        lives_until_one_breaks(trust, clock)
