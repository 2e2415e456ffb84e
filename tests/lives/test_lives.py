"""Whole lives of assessments, at random; every law of the design at every turn of them."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from grading.domain import local_view, voices
from grading.domain.local_view import Method
from grading.services import local_grade, running
from tests.lives import moves_after, moves_grading
from tests.lives.laws import every_law_holds
from tests.lives.story import Story
from tests.lives.trust import Trust, build_trust

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 1, 5, 12, tzinfo=UTC)
BATCHES, EACH = 8, 25
# One story again: LIVES_SEED=123 pytest tests/lives -k one_story
AGAIN = int(os.environ.get("LIVES_SEED", "2026"))
Move = Callable[[Story], None]

g, a = moves_grading, moves_after
ANY: list[Move] = [
    *(g.grade_oneself, g.open_grading, g.start, g.say_no, g.save, g.hand_in_or_take_back),
    *(g.decide, g.agree_as_group, g.answer_by_phone, g.change_evidence, g.extend, g.close),
    *(a.meet, a.speak_of_meeting, a.ask_reply, a.write, a.answer_reply, a.reopen, a.sign),
    *(a.answer_reply_together, a.go_public),
]
USUAL: dict[str, list[Move]] = {
    "preparing": [*[g.grade_oneself] * 8, g.open_grading],
    "grading": [
        *([g.save] * 14 + [g.start] * 8 + [g.hand_in_or_take_back] * 2 + [g.decide] * 3),
        *(g.say_no, g.agree_as_group, g.answer_by_phone, g.change_evidence, g.extend),
        *(g.the_day_ends, g.close),
    ],
    "reconciling": [
        *([a.meet] + [a.speak_of_meeting] * 3 + [a.ask_reply] * 5 + [a.write] * 5),
        *(
            [a.answer_reply] * 8
            + [a.answer_reply_together] * 3
            + [a.days_go_by, a.reopen]
            + [a.sign] * 2
        ),
    ],
    "agreed": [a.sign, a.go_public, a.go_public],
    "published": [a.go_public],
}


@pytest.fixture
def trust(db: None) -> Trust:
    return build_trust()


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(BEGINS, tick=False) as traveller:
        yield traveller


def live(trust: Trust, clock: Any, seed: int, *, moves: int = 70) -> Story:
    """One story from its seed, forgotten by the database afterwards."""
    clock.move_to(BEGINS)
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
            transaction.set_rollback(True)
    return story


def tell(story: Story, moves: int) -> None:
    """Move after move; the laws at the end of every phase and of the story."""
    for _ in range(moves):
        state = story.ledger.state
        story.pass_time(timedelta(minutes=1))
        usual = story.rng.random() < 0.9
        story.rng.choice(USUAL[state] if usual else ANY)(story)
        if story.ledger.state != state:
            every_law_holds(story)
        if story.ledger.state == "published" and story.rng.random() < 0.2:
            break
    every_law_holds(story)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_law_holds_in_every_life(trust: Trust, clock: Any, batch: int) -> None:
    for seed in range(batch * EACH, (batch + 1) * EACH):
        live(trust, clock, seed)


def test_one_story(trust: Trust, clock: Any) -> None:
    """The story that LIVES_SEED names; without one, a story that is not among the others."""
    live(trust, clock, AGAIN)


def test_the_lives_hold_everything_that_can_happen(trust: Trust, clock: Any) -> None:
    """Every move is made and refused by somebody, or its laws would be held by nothing."""
    stories = [live(trust, clock, seed) for seed in range(1000, 1000 + EACH)]
    tried = set().union(*(story.tried for story in stories))
    sure = ("open grading", "start", "save", "close by hand", "sign off", "publish")
    assert {(name, may) for name in sure for may in (True, False)} <= tried
    assert {story.ledger.state for story in stories} >= {"published"}


def first_of(scale: object, answers: list[str]) -> str | None:
    return answers[0] if answers else None


def anything(*args: object, **kwargs: object) -> None:
    return None


def never(*args: object, **kwargs: object) -> bool:
    return False


BROKEN = {
    "the first person speaks for the group": (voices, "combine_people", first_of),
    "who stood down or handed in may save": (local_grade, "require_may_grade", anything),
    "an unsettled reply may be signed": (running, "require_reply_settled", anything),
    "lack of evidence is nothing": (local_view, "most_lack_evidence", never),
}


def lives_until_one_breaks(trust: Trust, clock: Any) -> None:
    for seed in range(EACH * BATCHES):
        live(trust, clock, seed)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_caught(
    trust: Trust, clock: Any, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    monkeypatch.setattr(*BROKEN[rule])
    with pytest.raises(AssertionError, match="LIVES_SEED="):
        lives_until_one_breaks(trust, clock)


def test_a_method_taken_for_another_is_caught(
    trust: Trust, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(local_view.METHODS, Method.MEDIAN, local_view._majority)
    with pytest.raises(AssertionError, match="LIVES_SEED="):
        lives_until_one_breaks(trust, clock)
