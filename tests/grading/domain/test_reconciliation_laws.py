"""The laws of reconciliation, each held by every one of thousands of random outcomes.

PORTAL_LAW_EXAMPLES sets how many (10,000 if unset). One test draws an outcome and puts it
to all the laws, so that each law meets each of the outcomes; a failure names its law.
"""

import os
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.domain.answers import (
    NOT_ENOUGH_EVIDENCE,
    PREFER_NOT_TO_SAY,
    LocalAnswer,
)
from grading.domain.reconciliation import (
    Basis,
    Method,
    NotCountedReason,
    Reconciliation,
    Settings,
    ViewFrom,
)
from grading.domain.trace import TraceCode
from tests.grading.domain import plain_reading
from tests.grading.domain.reconciliation_cases import CASES, SCALE, Case, groups

Item = TypeVar("Item")
EXAMPLES = int(os.environ.get("PORTAL_LAW_EXAMPLES", "10000"))


def _mixed(rng: random.Random, values: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(rng.sample(values, len(values)))


def organisations_grade_never_changes_the_agreed_grade(
    case: Case, got: Reconciliation, rng: random.Random
) -> None:
    first = case.settle(organisation_grade=None)
    assert first.basis is (Basis.LOCAL_VIEW if first.grade else Basis.NOT_GRADED)
    for own in SCALE.keys:
        other = case.settle(organisation_grade=own)
        _check_basis(other, own)
        for same in ("grade", "view_from", "voices", "tally", "dissent", "pivotal", "not_counted"):
            assert getattr(other, same) == getattr(first, same), same
        assert other.trace[:-1] == first.trace[:-1]


def order_never_matters(case: Case, got: Reconciliation, rng: random.Random) -> None:
    meeting = case.meeting and replace(case.meeting, present=_mixed(rng, case.meeting.present))
    assert got == case.settle(
        local_interests=_mixed(rng, case.local_interests),
        answers=_mixed(rng, case.answers),
        agreed_answers=_mixed(rng, case.agreed_answers),
        meeting=meeting,
    )


def unanimous_in_same_out(case: Case, got: Reconciliation, rng: random.Random) -> None:
    for said in (*SCALE.keys, NOT_ENOUGH_EVIDENCE):
        got = case.settle(
            answers=tuple(replace(a, answer=said) for a in case.answers),
            agreed_answers=tuple(replace(a, answer=said) for a in case.agreed_answers),
            meeting=None,
        )
        if len(got.voices) < case.settings.quorum:
            assert got.grade is None
        elif said == NOT_ENOUGH_EVIDENCE:
            assert (got.grade, got.view_from) == (SCALE.lowest, ViewFrom.NO_EVIDENCE)
        else:
            assert (got.grade, got.view_from) == (said, ViewFrom.ANSWERS)


def local_interest_counts_once_however_many_people(
    case: Case, got: Reconciliation, rng: random.Random
) -> None:
    copies = tuple(
        replace(a, grader=f"{a.grader}-{n}", comment="") for a in case.answers for n in range(3)
    )
    quiet = tuple(replace(a, comment="") for a in case.answers)
    assert case.settle(answers=copies) == case.settle(answers=quiet)
    one_person_each = tuple(LocalAnswer(v.key, "only", v.answer) for v in got.voices)
    combined = case.settle(answers=one_person_each, agreed_answers=())
    for same in ("grade", "view_from", "tally", "pivotal", "basis"):
        assert getattr(combined, same) == getattr(got, same), same


def raising_one_grade_never_lowers_the_result(
    case: Case, got: Reconciliation, rng: random.Random
) -> None:
    graded = [n for n, a in enumerate(case.answers) if a.answer in SCALE.keys[:-1]]
    if not graded:
        return
    n = rng.choice(graded)
    higher = rng.choice(SCALE.keys[SCALE.order(case.answers[n].answer) + 1 :])
    raised = (*case.answers[:n], replace(case.answers[n], answer=higher), *case.answers[n + 1 :])
    for method in (Method.MEDIAN, Method.LOWEST):
        rule = replace(case.settings, method=method)
        before = case.settle(settings=rule).grade
        after = case.settle(settings=rule, answers=raised).grade
        assert (before is None) == (after is None)
        assert before is None or SCALE.order(after) >= SCALE.order(before), method


def traces_last_line_is_the_result(case: Case, got: Reconciliation, rng: random.Random) -> None:
    *steps, last = got.trace
    assert last.code == f"result_{got.basis}"
    assert last.values.get("grade") == got.grade
    assert last.values.get("organisation_grade") == got.organisation_grade
    assert not [line for line in steps if line.code.startswith("result_")]
    assert steps[-1].values.get("grade") == got.grade
    assert (steps[-1].code is TraceCode.BELOW_QUORUM) == (got.grade is None)
    assert len(got.trace) <= 5


def quorum_decides_whether_there_is_a_view(
    case: Case, got: Reconciliation, rng: random.Random
) -> None:
    heard = plain_reading.voices_of(case).keys() | plain_reading.met(case)
    for quorum in {1, max(1, len(heard)), len(heard) + 1}:
        got = case.settle(settings=replace(case.settings, quorum=quorum))
        assert (got.grade is None) == (len(heard) < quorum)


def rather_not_say_is_invisible(case: Case, got: Reconciliation, rng: random.Random) -> None:
    silent = tuple(
        LocalAnswer(i.key, f"{i.key}-silent", PREFER_NOT_TO_SAY, comment="Seen by nobody")
        for i in case.local_interests
    )
    spoken = tuple(a for a in case.answers if a.answer != PREFER_NOT_TO_SAY)
    for answers in ((*case.answers, *silent), spoken):
        other = case.settle(answers=answers)
        assert replace(other, not_counted=(), trace=()) == replace(got, not_counted=(), trace=())
        assert other.trace[-2:] == got.trace[-2:]


def answers_of_those_who_do_not_count_never_matter(
    case: Case, got: Reconciliation, rng: random.Random
) -> None:
    out = {i.key for i in case.local_interests} - plain_reading.entitled_keys(case)
    turned = tuple(
        replace(a, answer=rng.choice(SCALE.keys)) if a.local_interest in out else a
        for a in case.answers
    )
    for other in (case.without(out).settle(), case.settle(answers=turned)):
        assert replace(other, not_counted=(), trace=()) == replace(got, not_counted=(), trace=())
    assert not out & {voice.key for voice in got.voices}
    refused = {n.key for n in got.not_counted if n.reason is not NotCountedReason.NO_ANSWER}
    assert refused == out & _handed_something_in(case)


def pivotal_are_those_whose_leaving_changes_the_grade(
    case: Case, got: Reconciliation, rng: random.Random
) -> None:
    changing = [
        i.key
        for i in sorted(case.local_interests, key=lambda i: i.key)
        if case.without({i.key}).settle().grade != got.grade
    ]
    assert list(got.pivotal) == changing


def dissent_is_exactly_those_who_differ(
    case: Case, got: Reconciliation, rng: random.Random
) -> None:
    if got.grade is None:
        assert got.dissent == ()
        return
    agreed = SCALE.order(got.grade)
    voices = plain_reading.voices_of(case)
    if got.view_from is ViewFrom.NO_EVIDENCE:
        voices = {key: max(number, 0) for key, number in voices.items()}
    expected = {
        key: None if number < 0 else number - agreed
        for key, number in voices.items()
        if number != agreed
    }
    assert {d.local_interest.key: d.distance for d in got.dissent} == expected


def tally_counts_each_voice_once(case: Case, got: Reconciliation, rng: random.Random) -> None:
    numbers = list(plain_reading.voices_of(case).values())
    keys = (*SCALE.keys, NOT_ENOUGH_EVIDENCE)
    assert dict(got.tally) == {
        key: numbers.count(n) for n, key in zip((0, 1, 2, 3, -1), keys, strict=True)
    }
    assert [voice.key for voice in got.voices] == sorted(plain_reading.voices_of(case))


def second_reading_of_the_rules_gives_the_same_grade(
    case: Case, got: Reconciliation, rng: random.Random
) -> None:
    for method in Method:
        other = replace(case, settings=replace(case.settings, method=method))
        assert other.settle().grade == plain_reading.grade_of(other), method


LAWS = (
    organisations_grade_never_changes_the_agreed_grade,
    order_never_matters,
    unanimous_in_same_out,
    local_interest_counts_once_however_many_people,
    raising_one_grade_never_lowers_the_result,
    traces_last_line_is_the_result,
    quorum_decides_whether_there_is_a_view,
    rather_not_say_is_invisible,
    answers_of_those_who_do_not_count_never_matter,
    pivotal_are_those_whose_leaving_changes_the_grade,
    dissent_is_exactly_those_who_differ,
    tally_counts_each_voice_once,
    second_reading_of_the_rules_gives_the_same_grade,
)


def _check_basis(got: Reconciliation, own: str) -> None:
    if got.grade is None:
        assert (got.basis, got.view_from) == (Basis.NOT_GRADED, None)
    else:
        expected = Basis.AGREED if own == got.grade else Basis.LOCAL_VIEW_PREVAILS
        assert got.basis is expected


def _handed_something_in(case: Case) -> set[str]:
    present = set(case.meeting.present) if case.meeting else set()
    return present | {a.local_interest for a in (*case.answers, *case.agreed_answers)}


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(case=CASES, seed=st.integers(0, 2**16))
def test_every_random_outcome_keeps_every_law(case: Case, seed: int) -> None:
    rng, got = random.Random(seed), case.settle()
    for law in LAWS:
        law(case, got, rng)


def test_majority_can_break_the_law_of_raising_so_it_is_not_the_default() -> None:
    """One A raised to E makes a tie of U, A and E, and ties go to the lowest."""
    assert Settings().method is Method.MEDIAN
    by_majority = Settings(Method.MAJORITY)
    before = groups("U", "A", "A", settings=by_majority).settle()
    after = groups("U", "A", "E", settings=by_majority).settle()
    assert (before.grade, after.grade) == ("achieving", "undeveloped")
