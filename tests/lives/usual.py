"""What people usually do next, and now and then anything at all."""

from collections.abc import Callable, Mapping

from tests.lives import moves_answers as answers
from tests.lives import moves_end as end
from tests.lives import moves_meeting as meeting
from tests.lives import moves_people as people
from tests.lives import moves_phase as phase
from tests.lives import moves_reply as reply
from tests.lives import moves_room as room
from tests.lives.story import Story

Move = Callable[[Story], None]
Weights = Mapping[Move, int]

GRADING: Weights = {
    answers.walk: 12,
    answers.save: 12,
    people.start: 14,
    people.decide: 2,
    answers.agree_as_group: 3,
    answers.hand_in_or_take_back: 3,
    room.room: 3,
    room.paper: 6,
    people.declare_for_all: 4,
    people.say_no: 1,
    answers.answer_by_phone: 1,
    phase.change_evidence: 1,
    phase.extend: 1,
    phase.the_day_ends: 1,
    phase.around_midnight: 1,
    phase.close: 1,
}
# While somebody's tie waits for the lead, and while a group stands down.
DECIDING: Weights = {**GRADING, people.decide: 8, people.decide_for_all: 8}
DOWN: Weights = {**GRADING, people.keep_in: 20, people.decide_for_all: 1}
# The day is over and a decision is missing.
OVERDUE: Weights = {
    people.decide: 6,
    people.decide_for_all: 6,
    phase.the_day_ends: 4,
    phase.extend: 1,
    answers.save: 1,
}
USUAL: Mapping[str, Weights] = {
    "preparing": {phase.grade_oneself: 5, phase.open_grading: 2},
    "grading": GRADING,
    "agreed": {end.sign: 1, end.go_public: 3},
    "published": {end.go_public: 1},
}
# While reconciling, by how far the right of reply is.
REPLYING: Mapping[str, Weights] = {
    "they differ": {reply.ask_reply: 5, meeting.meet: 1, meeting.speak_of_meeting: 1},
    "undecided": {meeting.meet: 2, meeting.speak_of_meeting: 4, end.sign: 3, reply.ask_reply: 1},
    "writing": {reply.write: 6, reply.days_go_by: 1, meeting.speak_of_meeting: 1},
    "sending": {reply.days_go_by: 2, reply.write: 1},
    "looking": {
        reply.answer_reply: 10,
        reply.answer_reply_together: 8,
        reply.days_go_by: 1,
        meeting.speak_of_meeting: 1,
    },
    "a meeting waits": {meeting.speak_of_meeting: 8, end.sign: 1},
    "not asked": {end.sign: 3, meeting.meet: 1, meeting.speak_of_meeting: 4, end.reopen: 1},
    "final": {end.sign: 3, meeting.meet: 1, meeting.speak_of_meeting: 4, end.reopen: 1},
}
EVERY: list[Move] = list(
    dict.fromkeys(
        move
        for weights in (*USUAL.values(), *REPLYING.values(), DECIDING, DOWN)
        for move in weights
    )
)


def next_move(story: Story) -> Move:
    """Mostly what fits the moment; one in ten is anything, which is mostly refused."""
    if story.rng.random() < 0.1:
        return story.rng.choice(EVERY)
    state = story.ledger.state
    weights = REPLYING[how_far(story)] if state == "reconciling" else USUAL[state]
    if state == "grading" and not story.open:
        weights = OVERDUE
    elif state == "grading" and story.ledger.undecided():
        weights = DECIDING
    elif state == "grading" and any(g.stood_down for g in story.ledger.groups.values()):
        weights = DOWN
    return story.rng.choices(list(weights), list(weights.values()))[0]


def how_far(story: Story) -> str:
    """The stage of the right of reply; what there is to reply to, and what a meeting waits for."""
    stage, led = reply.stage(story), story.ledger
    if stage == "undecided" and led.differs():
        return "they differ"
    settled = stage in ("undecided", "not asked", "final")
    waits = settled and any(led.meeting_stands(pk) == "waiting" for pk in led.meetings)
    return "a meeting waits" if waits else stage
