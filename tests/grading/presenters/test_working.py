"""The working in plain words: at most five sentences, the last names the result."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.domain.reading import read_text
from grading.domain.answers import LocalInterest, MeetingGrade
from grading.domain.reconciliation import Method, Settings
from grading.domain.trace import TraceCode
from grading.presenters.working import SENTENCES, working_sentences
from stakeholders.domain.kinds import LocalInterestKind as Kind
from tests.grading.domain.reconciliation_cases import CASES, SCALE, SHORT, Case, groups

OTHER = dict.fromkeys(SHORT.values(), "excelling") | {"excelling": "undeveloped"}
LABELS = {key: key.title() for key in SCALE.keys}


def told(case: Case, **changes: object) -> list[str]:
    names = {interest.key: interest.name for interest in case.local_interests}
    return working_sentences(case.settle(**changes), edition_labels=LABELS, interest_names=names)


def test_a_grade_that_prevails() -> None:
    assert told(groups("D", "D", "E", "-", "?"), organisation_grade="excelling") == [
        "4 groups gave an answer: 2 said Developing, 1 said Excelling and 1 saw too little to say.",
        "We left out 1 group that chose not to say.",
        "We put those with a grade in order, and the one in the middle is what counts: Developing.",
        "The NHS body said Excelling.",
        "But it is up to the groups, so the agreed grade is Developing.",
    ]


def test_one_answer_and_the_organisation_agrees() -> None:
    assert told(groups("A"), organisation_grade="achieving") == [
        "1 group gave an answer: it said Achieving.",
        "As it is the only one, what it said counts.",
        "The NHS body said the same.",
        "So the agreed grade is Achieving.",
    ]


def test_nobody_answered() -> None:
    assert told(groups(""), organisation_grade="excelling") == [
        "No group gave an answer.",
        "At least 1 group must take part, and 0 did.",
        "The NHS body said Excelling, but on its own that makes no agreed grade.",
    ]
    assert told(groups(""))[-1] == "So there is no agreed grade."


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            groups("D", "E"),
            "The lower of the two is what counts: Developing.",
        ),
        (
            groups("D", "E", "?"),
            "Two gave a grade, and the lower of the two is what counts: Developing.",
        ),
        (
            groups("U", "D", "E", "E"),
            "Two are in the middle, and the lower of the two is what counts: Developing.",
        ),
        (
            groups("U", "D", "E", "E", "?"),
            "We put those with a grade in order: two are in the middle, and the lower of the two "
            "is what counts: Developing.",
        ),
        (groups("D", "?"), "As one of them gave a grade, that is what counts: Developing."),
        (groups("D", "D"), "They all said the same, so that is what counts: Developing."),
        (
            groups("D", "D", "?", settings=Settings(Method.LOWEST)),
            "All that gave a grade said the same, so that is what counts: Developing.",
        ),
        (
            groups("D", "E", "?", "?", settings=Settings(Method.MAJORITY)),
            "More than one grade came up most, so the lowest of these counts: Developing.",
        ),
        (
            groups("D", "E", "A", settings=Settings(Method.MAJORITY)),
            "More than one grade came up most, so the lowest of these counts: Developing.",
        ),
        (
            groups("D", "E", "E", settings=Settings(Method.MAJORITY)),
            "The grade that came up most is what counts: Excelling.",
        ),
        (
            groups("E", "A", settings=Settings(Method.LOWEST)),
            "The lowest grade that any of them gave is what counts: Achieving.",
        ),
        (
            groups("E", "?", "?"),
            "As more than half saw too little to say, the lowest grade of all is what counts.",
        ),
        (
            groups("E", "A", meeting=MeetingGrade("developing", ("g1", "g0"))),
            "Group 0 and Group 1 met to talk it over and chose Developing, so that is what counts.",
        ),
        (
            groups("E", settings=Settings(quorum=3)),
            "At least 3 groups must take part, and 1 did.",
        ),
    ],
)
def test_how_the_view_was_found(case: Case, sentence: str) -> None:
    assert sentence in told(case)[1:-1]


def test_those_who_do_not_count_are_named_with_the_reason() -> None:
    case = groups("A", "D", "-", "-")
    others = (
        LocalInterest("g1", "Staff network", Kind.STAFF_NETWORK),
        LocalInterest("g2", "Ward friends", Kind.HEALTHWATCH, stood_down=True),
    )
    interests = (case.local_interests[0], *others, case.local_interests[3])
    sentences = told(Case(interests, case.answers), meeting=MeetingGrade("excelling", ("g1", "g2")))
    assert sentences[1] == (
        "We left out Staff network (may not grade this), Ward friends (stood down), "
        "1 group that chose not to say and a meeting of groups that may not grade this."
    )
    assert len(sentences) == 5


def test_every_line_of_a_trace_has_its_words() -> None:
    assert set(SENTENCES) == set(TraceCode)


def changed(case: Case, who: int) -> Case:
    """The first people of the first groups changed their answers after a reply."""
    return replace(
        case,
        answers=tuple(
            replace(answer, before_reply=OTHER[answer.answer] if n < who else "")
            for n, answer in enumerate(case.answers)
        ),
    )


def test_a_group_that_says_the_same_has_no_new_view() -> None:
    """One of four changed from excelling: before and after, the group says developing."""
    case = groups("DDDA")
    one_changed = replace(
        case,
        answers=tuple(
            replace(answer, before_reply="excelling" if answer.answer == "achieving" else "")
            for answer in case.answers
        ),
    )
    assert not any("After the reply" in sentence for sentence in told(one_changed))
    assert told(changed(case, 4))[1] == "After the reply, Group 0 had a new view."


def test_who_would_rather_not_say_any_more_can_change_what_the_group_says() -> None:
    case = groups("D-")
    silent = next(answer for answer in case.answers if answer.answer == "prefer_not_to_say")
    before = replace(silent, before_reply="undeveloped")
    kept = tuple(before if answer is silent else answer for answer in case.answers)
    assert told(replace(case, answers=kept))[1] == "After the reply, Group 0 had a new view."


def keeps_the_promise(case: Case) -> None:
    """Five sentences or fewer, the last names the result, and an eleven-year-old can read it."""
    sentences = told(case)
    grade = case.settle().grade
    assert len(sentences) <= 5
    ending = f"the agreed grade is {LABELS[grade]}." if grade else "no agreed grade."
    assert sentences[-1].endswith(ending)
    reading = read_text(" ".join(sentences))
    assert (reading.reading_age or 0) <= 11, sentences
    assert not reading.initials


@settings(max_examples=400, deadline=None, database=None)
@given(CASES, st.integers(0, 4))
def test_short_and_plain_in_every_case(case: Case, who: int) -> None:
    named = tuple(replace(i, name=f"Group {i.key[1:]}") for i in case.local_interests)
    keeps_the_promise(changed(replace(case, local_interests=named), who))


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("own", [None, *SCALE.keys])
def test_short_and_plain_for_every_set_of_five_answers(method: Method, own: str | None) -> None:
    """Every tally of five groups, which has the longest sentences, with reply and meeting."""
    for said in itertools.combinations_with_replacement("UDAE?", 5):
        case = groups(*said, organisation_grade=own, settings=Settings(method))
        keeps_the_promise(case)
        keeps_the_promise(changed(case, 2))
        keeps_the_promise(replace(case, meeting=MeetingGrade("undeveloped", ("g0", "g1", "g2"))))


def test_a_word_that_all_grades_share_is_left_out() -> None:
    case = groups("A")
    labels = {key: f"{key.title()} activity" for key in SCALE.keys}
    last = working_sentences(case.settle(), edition_labels=labels, interest_names={})[-1]
    assert last == "So the agreed grade is Achieving."
