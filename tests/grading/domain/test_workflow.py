"""Every state against every move."""

import itertools

import pytest

from grading.domain.workflow import (
    TABLE,
    IllegalMove,
    IllegalReason,
    Move,
    State,
    next_state,
)

ALLOWED = {
    ("preparing", "open_grading"): "grading",
    ("preparing", "import_published"): "published",
    ("grading", "close_grading"): "reconciling",
    ("reconciling", "reopen_grading"): "grading",
    ("reconciling", "sign_off"): "agreed",
    ("agreed", "send_back"): "reconciling",
    ("agreed", "publish"): "published",
}
EVERY = list(itertools.product(State, Move))


@pytest.mark.parametrize(("state", "move"), EVERY)
def test_table(state: State, move: Move) -> None:
    if (state, move) in ALLOWED:
        assert next_state(state, move, reason="Because") == ALLOWED[state, move]
        return
    with pytest.raises(IllegalMove) as caught:
        next_state(state, move, reason="Because")
    refused = caught.value
    assert refused.reason is IllegalReason.NOT_FROM_THIS_STATE
    assert (refused.state, refused.move) == (state, move)


@pytest.mark.parametrize(("state", "move"), [pair for pair in EVERY if pair in ALLOWED])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_going_back_needs_a_reason_in_words(state: State, move: Move, reason: str) -> None:
    if move in (Move.REOPEN_GRADING, Move.SEND_BACK):
        with pytest.raises(IllegalMove) as caught:
            next_state(state, move, reason=reason)
        assert caught.value.reason is IllegalReason.REASON_MISSING
    else:
        assert next_state(state, move, reason=reason) == ALLOWED[state, move]


def test_states_and_moves_are_the_designs() -> None:
    assert [state.value for state in State] == [
        "preparing",
        "grading",
        "reconciling",
        "agreed",
        "published",
    ]
    assert State.PUBLISHED not in {state for state, _move in TABLE}
