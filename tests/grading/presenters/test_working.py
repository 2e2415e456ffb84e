"""The working in plain words: at most five sentences, the last names the result."""

import pytest
from hypothesis import given, settings

from grading.domain.answers import LocalInterest, MeetingGrade
from grading.domain.reconciliation import Method, Settings
from grading.domain.trace import TraceCode
from grading.presenters.working import SENTENCES, working_sentences
from stakeholders.domain.kinds import LocalInterestKind as Kind
from tests.grading.domain.reconciliation_cases import CASES, SCALE, Case, groups

LABELS = {key: key.title() for key in SCALE.keys}


def told(case: Case, **changes: object) -> list[str]:
    names = {interest.key: interest.name for interest in case.local_interests}
    return working_sentences(case.settle(**changes), edition_labels=LABELS, interest_names=names)


def test_a_grade_that_prevails() -> None:
    assert told(groups("D", "D", "E", "-", "?"), organisation_grade="excelling") == [
        "4 groups gave an answer: 2 said Developing, 1 said Excelling and "
        "1 said there was not enough evidence.",
        "Not counted: 1 group that would rather not say.",
        "The grade in the middle counts: Developing.",
        "The organisation said Excelling, but the groups decide, "
        "so the agreed grade is Developing.",
    ]


def test_one_answer_and_the_organisation_agrees() -> None:
    assert told(groups("A"), organisation_grade="achieving") == [
        "1 group gave an answer: 1 said Achieving.",
        "Only one group answered, so its grade counts: Achieving.",
        "The organisation gave the same grade, so the agreed grade is Achieving.",
    ]


def test_nobody_answered() -> None:
    assert told(groups(""), organisation_grade="excelling") == [
        "No group gave an answer.",
        "At least 1 group must take part, and 0 did.",
        "The organisation said Excelling, but that alone makes no agreed grade.",
    ]
    assert told(groups(""))[-1] == "So there is no agreed grade."


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            groups("D", "E"),
            "Developing and Excelling are in the middle, and the lower one counts: Developing.",
        ),
        (
            groups("D", "E", "A", settings=Settings(Method.MAJORITY)),
            "Developing, Achieving and Excelling were given equally often, "
            "and the lowest counts: Developing.",
        ),
        (
            groups("D", "E", "E", settings=Settings(Method.MAJORITY)),
            "The grade given most often counts: Excelling.",
        ),
        (
            groups("E", "A", settings=Settings(Method.LOWEST)),
            "The lowest grade given counts: Achieving.",
        ),
        (
            groups("E", "?", "?"),
            "More than half saw too little evidence, so the lowest grade counts: Undeveloped.",
        ),
        (
            groups("E", "A", meeting=MeetingGrade("developing", ("g1", "g0"))),
            "Group 0 and Group 1 met and agreed on Developing, and that is what counts.",
        ),
        (
            groups("E", settings=Settings(quorum=3)),
            "At least 3 groups must take part, and 1 did.",
        ),
    ],
)
def test_how_the_view_was_found(case: Case, sentence: str) -> None:
    assert told(case)[-2] == sentence


def test_those_who_do_not_count_are_named_with_the_reason() -> None:
    case = groups("A", "D", "-", "-")
    others = (
        LocalInterest("g1", "Staff network", Kind.STAFF_NETWORK),
        LocalInterest("g2", "Ward friends", Kind.HEALTHWATCH, stood_down=True),
    )
    interests = (case.local_interests[0], *others, case.local_interests[3])
    sentences = told(Case(interests, case.answers), meeting=MeetingGrade("excelling", ("g1", "g2")))
    assert sentences[1:3] == [
        "Not counted: Staff network (cannot grade this), Ward friends (stood down) and "
        "1 group that would rather not say.",
        "A meeting gave a grade, but no group that can grade this was there.",
    ]
    assert len(sentences) == 5


def test_every_line_of_a_trace_has_its_words() -> None:
    assert set(SENTENCES) == set(TraceCode)


@settings(max_examples=300, deadline=None, database=None)
@given(CASES)
def test_at_most_five_sentences_and_the_last_names_the_result(case: Case) -> None:
    sentences = told(case)
    grade = case.settle().grade
    assert len(sentences) <= 5
    assert all(sentence.endswith(".") and len(sentence.split()) <= 30 for sentence in sentences)
    ending = f"the agreed grade is {LABELS[grade]}." if grade else "no agreed grade."
    assert sentences[-1].endswith(ending)
