"""Rules 5 and 6, the working, and input that no rule can use."""

import pytest

from grading.domain.answers import AgreedAnswer, LocalAnswer, MeetingGrade
from grading.domain.reconciliation import Basis, Method, Settings
from grading.domain.rule_errors import (
    QuorumTooSmall,
    RepeatedAgreedAnswer,
    RepeatedAnswer,
    RepeatedLocalInterest,
    RuleError,
    UnknownAnswer,
    UnknownLocalInterest,
)
from grading.domain.trace import TraceCode, TraceLine
from tests.grading.domain.reconciliation_cases import Case, groups


@pytest.mark.parametrize(
    ("own", "basis"),
    [
        ("developing", Basis.AGREED),
        ("excelling", Basis.LOCAL_VIEW_PREVAILS),
        ("undeveloped", Basis.LOCAL_VIEW_PREVAILS),
        (None, Basis.LOCAL_VIEW),
    ],
)
def test_basis(own: str | None, basis: Basis) -> None:
    got = groups("D").settle(organisation_grade=own)
    assert (got.grade, got.basis, got.organisation_grade) == ("developing", basis, own)


def test_the_organisations_grade_alone_is_never_the_grade() -> None:
    got = groups("").settle(organisation_grade="excelling")
    assert (got.grade, got.basis) == (None, Basis.NOT_GRADED)
    assert got.organisation_grade == "excelling"


def test_dissent_says_who_how_far_and_only_comments_meant_to_be_published() -> None:
    case = groups("D", "D", "?", "UE", "-E")
    comments = {"g3-p0": ("Few ramps", True), "g3-p1": ("Names a nurse", False)}
    comments |= {"g2-p0": (" ", True), "g4-p0": ("Left out with its answer", True)}
    comments |= {"g0-p0": ("Agrees", True), "g4-p1": ("Best here", True)}
    answers = tuple(
        LocalAnswer(a.local_interest, a.grader, a.answer, *comments.get(a.grader, ()))
        for a in case.answers
    )
    got = case.settle(answers=answers, settings=Settings(Method.MEDIAN))
    assert got.grade == "developing"
    assert [(d.local_interest.key, d.answer, d.distance, d.comments) for d in got.dissent] == [
        ("g2", "not_enough_evidence", None, ()),
        ("g3", "undeveloped", -1, ("Few ramps",)),
        ("g4", "excelling", 2, ("Best here",)),
    ]


def test_an_agreed_answer_brings_its_own_comment() -> None:
    for publish, shown in ((True, ("We all think so",)), (False, ())):
        one = AgreedAnswer("g0", "excelling", comment="We all think so", publish_comment=publish)
        got = groups("U", "D", "D").settle(agreed_answers=(one,))
        assert [d.comments for d in got.dissent] == [shown]


def test_where_evidence_is_missing_only_those_with_another_grade_dissent() -> None:
    got = groups("?", "?", "?", "U", "A").settle()
    assert [(d.local_interest.key, d.distance) for d in got.dissent] == [("g4", 2)]


def test_under_a_meeting_a_voice_without_evidence_dissents() -> None:
    got = groups("?", "U").settle(meeting=MeetingGrade("undeveloped", ("g0", "g1")))
    assert [(d.local_interest.key, d.distance) for d in got.dissent] == [("g0", None)]


def lines(case: Case, **changes: object) -> list[tuple[TraceCode, dict[str, object]]]:
    return [(line.code, dict(line.values)) for line in case.settle(**changes).trace]


def test_trace_of_a_median() -> None:
    assert lines(groups("E", "D", "-", "?", "D", "A"), organisation_grade="excelling") == [
        (
            TraceCode.COUNTED,
            {
                "answers": (
                    "developing",
                    "developing",
                    "achieving",
                    "excelling",
                    "not_enough_evidence",
                )
            },
        ),
        (TraceCode.NOT_COUNTED, {"not_entitled": (), "stood_down": (), "no_answer": ("g2",)}),
        (
            TraceCode.MEDIAN,
            {
                "grade": "developing",
                "grades": ("developing", "developing", "achieving", "excelling"),
                "lacking": 1,
                "middle": ("developing", "achieving"),
            },
        ),
        (
            TraceCode.RESULT_LOCAL_VIEW_PREVAILS,
            {"grade": "developing", "organisation_grade": "excelling"},
        ),
    ]


@pytest.mark.parametrize(
    ("case", "step"),
    [
        (
            groups("A", "A", "A"),
            TraceLine(
                TraceCode.MEDIAN,
                {
                    "grade": "achieving",
                    "grades": ("achieving",) * 3,
                    "lacking": 0,
                    "middle": ("achieving",),
                },
            ),
        ),
        *(
            (
                groups("A", *lacking, settings=Settings(method)),
                TraceLine(TraceCode.ONLY_ONE, {"grade": "achieving", "lacking": len(lacking)}),
            )
            for method in Method
            for lacking in ("", "?")
        ),
        (
            groups("E", "D", "D", "E", "U", settings=Settings(Method.MAJORITY)),
            TraceLine(
                TraceCode.MAJORITY,
                {
                    "grade": "developing",
                    "grades": ("undeveloped", "developing", "developing", "excelling", "excelling"),
                    "lacking": 0,
                    "most": ("developing", "excelling"),
                },
            ),
        ),
        (
            groups("E", "D", settings=Settings(Method.LOWEST)),
            TraceLine(
                TraceCode.LOWEST,
                {"grade": "developing", "grades": ("developing", "excelling"), "lacking": 0},
            ),
        ),
        (
            groups("E", "?", "?"),
            TraceLine(TraceCode.NO_EVIDENCE, {"grade": "undeveloped", "said": 2, "answered": 3}),
        ),
        (
            groups("E", "", meeting=MeetingGrade("achieving", ("g1", "g0"))),
            TraceLine(TraceCode.MEETING, {"grade": "achieving", "present": ("g0", "g1")}),
        ),
        (
            groups("E", settings=Settings(quorum=2)),
            TraceLine(TraceCode.BELOW_QUORUM, {"heard": 1, "quorum": 2}),
        ),
    ],
)
def test_the_step_that_gave_the_view(case: Case, step: TraceLine) -> None:
    assert case.settle().trace[-2] == step


def test_a_meeting_set_aside_is_told() -> None:
    got = groups("A", meeting=MeetingGrade("excelling", ()))
    nobody = {"not_entitled": (), "stood_down": (), "no_answer": (), "set_aside": ("nobody",)}
    assert lines(got)[1] == (TraceCode.NOT_COUNTED, nobody)


TWO = groups("A", "A")


@pytest.mark.parametrize(
    ("changes", "error", "value"),
    [
        ({"organisation_grade": "great"}, UnknownAnswer, "great"),
        ({"organisation_grade": "not_enough_evidence"}, UnknownAnswer, "not_enough_evidence"),
        ({"answers": (LocalAnswer("g0", "p", "good"),)}, UnknownAnswer, "good"),
        ({"agreed_answers": (AgreedAnswer("g0", "bad"),)}, UnknownAnswer, "bad"),
        ({"meeting": MeetingGrade("prefer_not_to_say", ())}, UnknownAnswer, "prefer_not_to_say"),
        ({"answers": (LocalAnswer("x", "p", "achieving"),)}, UnknownLocalInterest, "x"),
        ({"agreed_answers": (AgreedAnswer("y", "achieving"),)}, UnknownLocalInterest, "y"),
        ({"meeting": MeetingGrade("achieving", ("g0", "z"))}, UnknownLocalInterest, "z"),
        ({"local_interests": TWO.local_interests * 2}, RepeatedLocalInterest, "g0"),
        ({"answers": TWO.answers * 2}, RepeatedAnswer, "g0-p0"),
        ({"agreed_answers": (AgreedAnswer("g1", "achieving"),) * 2}, RepeatedAgreedAnswer, "g1"),
    ],
)
def test_input_no_rule_can_use_is_refused_by_name(
    changes: dict[str, object], error: type[RuleError], value: str
) -> None:
    with pytest.raises(error) as caught:
        TWO.settle(**changes)
    assert caught.value.value == value
    assert value in str(caught.value)


def test_one_person_may_answer_for_two_local_interests() -> None:
    both = tuple(LocalAnswer(key, "same person", "achieving") for key in ("g0", "g1"))
    assert TWO.settle(answers=both).grade == "achieving"


@pytest.mark.parametrize("quorum", [0, -1])
def test_a_quorum_below_one_is_refused(quorum: int) -> None:
    with pytest.raises(QuorumTooSmall) as caught:
        Settings(quorum=quorum)
    assert caught.value.value == str(quorum)
