"""How much must happen in a batch of 50 stories, so that no law is held by nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tests.lives.story import Story
from tests.lives.things import LONDON

# How often, at least, a batch of stories makes a move, and is refused one.
MADE = {
    "save": 300,
    "save in the last minutes": 10,
    "save in the hidden hour": 10,
    "save in a room": 15,
    "show the room": 4,
    "start": 60,
    "agree as a group": 6,
    "answer by telephone": 4,
    "print paper": 15,
    "type paper first": 8,
    "check paper": 4,
    "decide an interest": 10,
    "declare for the group": 10,
    "stand a group down": 1,
    "let a group count": 6,
    "keep the group in": 1,
    "close by hand": 5,
    "close by date": 6,
    "record a meeting": 8,
    "answer a meeting": 12,
    "ask for a reply": 4,
    "write a reply": 10,
    "send replies": 2,
    "keep an answer": 2,
    "change an answer": 3,
    "answer a reply as a group": 1,
    "reopen": 1,
    "sign off": 15,
    "publish": 15,
    "correct": 4,
    "withdraw": 4,
}
REFUSED = {
    "save": 100,
    "save on an old version": 50,
    "save after the hour": 15,
    "save in a room": 4,
    "agree as a group": 15,
    "open grading": 8,
    "decide an interest": 30,
    "declare for the group": 20,
    "stand a group down": 15,
    "let a group count": 3,
    "close by hand": 4,
    "close by date": 6,
    "record a meeting": 3,
    "answer a meeting": 2,
    "ask for a reply": 6,
    "write a reply": 2,
    "sign off": 8,
    "publish": 1,
    "correct": 1,
    "withdraw": 1,
}
EDITIONS = ("eds2011", "eds2", "eds2022")


def everything_happens(stories: Sequence[Story]) -> None:
    """Enough of every move was made, and refused, in every edition and season."""
    tried: Counter[tuple[str, bool]] = Counter()
    for story in stories:
        tried.update(story.tried)
    seldom = {
        "made": too_few(tried, MADE, allowed=True),
        "refused": too_few(tried, REFUSED, allowed=False),
    }
    assert not any(seldom.values()), f"These came too seldom: {seldom}"
    for edition in EDITIONS:
        assert sum(story.ledger.framework == edition for story in stories) >= 6
    assert sum(story.ledger.state == "published" for story in stories) >= 15
    seasons = {(offset(story.began), offset(story.ended)) for story in stories}
    # Winter, summer, and across the days when the clocks go forward and back.
    assert seasons == {(began, ended) for began in (0, 1) for ended in (0, 1)}, seasons


def too_few(
    tried: Counter[tuple[str, bool]], least: Mapping[str, int], *, allowed: bool
) -> dict[str, int]:
    """Moves that came too seldom, with how often they came."""
    return {name: tried[name, allowed] for name, n in least.items() if tried[name, allowed] < n}


def offset(moment: datetime) -> int:
    """How many hours London's clocks are ahead of UTC."""
    ahead = moment.astimezone(LONDON).utcoffset()
    assert ahead is not None
    return ahead // timedelta(hours=1)
