"""The life of an assessment: one table of states and moves.

Who may make a move is asked elsewhere, and what happens with it too. A withdrawn report
is a matter of the report: the assessment stays published.
"""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where an assessment stands."""

    PREPARING = "preparing"
    GRADING = "grading"
    RECONCILING = "reconciling"
    AGREED = "agreed"
    PUBLISHED = "published"


class Move(StrEnum):
    """What can be done to an assessment.

    A board member signs off or sends back and can change no grade. `import_published` is
    for history of which only the published grades are known.
    """

    OPEN_GRADING = "open_grading"
    CLOSE_GRADING = "close_grading"
    REOPEN_GRADING = "reopen_grading"
    SIGN_OFF = "sign_off"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    IMPORT_PUBLISHED = "import_published"


TABLE: Mapping[tuple[State, Move], State] = {
    (State.PREPARING, Move.OPEN_GRADING): State.GRADING,
    (State.PREPARING, Move.IMPORT_PUBLISHED): State.PUBLISHED,
    (State.GRADING, Move.CLOSE_GRADING): State.RECONCILING,
    (State.RECONCILING, Move.REOPEN_GRADING): State.GRADING,
    (State.RECONCILING, Move.SIGN_OFF): State.AGREED,
    (State.AGREED, Move.SEND_BACK): State.RECONCILING,
    (State.AGREED, Move.PUBLISH): State.PUBLISHED,
}

NEEDS_REASON = frozenset({Move.REOPEN_GRADING, Move.SEND_BACK})


class IllegalReason(StrEnum):
    """Why a move is refused; a page has words for each."""

    NOT_FROM_THIS_STATE = "not_from_this_state"
    REASON_MISSING = "reason_missing"


class IllegalMove(Exception):
    """A move the table does not hold, or one without the reason it needs."""

    def __init__(self, reason: IllegalReason, state: State, move: Move) -> None:
        super().__init__(f"{move.value} from {state.value}: {reason.value}")
        self.reason = reason
        self.state = state
        self.move = move


def next_state(state: State, move: Move, *, reason: str = "") -> State:
    """Where the move leads; IllegalMove where it may not be made.

    Going back needs a reason in words, because others are told it.
    """
    if (state, move) not in TABLE:
        raise IllegalMove(IllegalReason.NOT_FROM_THIS_STATE, state, move)
    if move in NEEDS_REASON and not reason.strip():
        raise IllegalMove(IllegalReason.REASON_MISSING, state, move)
    return TABLE[state, move]
