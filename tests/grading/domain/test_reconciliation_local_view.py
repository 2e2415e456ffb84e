"""Rules 1 to 4 and 7: who is heard, what each says, and what they say together."""

import pytest

from grading.domain.answers import AgreedAnswer, LocalAnswer, LocalInterest, MeetingGrade
from grading.domain.reconciliation import (
    Basis,
    Method,
    NotCounted,
    NotCountedReason,
    Settings,
    ViewFrom,
)
from stakeholders.domain.kinds import LocalInterestKind as Kind
from tests.grading.domain.reconciliation_cases import SHORT, Case, groups


@pytest.mark.parametrize(
    ("people", "voice"),
    [
        ("A", "A"),
        ("DAE", "A"),
        ("DA", "D"),  # of two middle grades, the lower
        ("UDAE", "D"),
        ("?", "?"),
        ("?A", "A"),  # exactly half lack evidence: not more than half
        ("??A", "?"),
        ("??AE", "A"),
        ("-A", "A"),
        ("--?A", "A"),  # left out before the half is counted
        ("-??A", "?"),
    ],
)
def test_a_groups_people_make_one_voice(people: str, voice: str) -> None:
    assert [v.answer for v in groups(people).settle().voices] == [SHORT[voice]]


def test_a_group_of_which_nobody_says_anything_did_not_answer() -> None:
    got = groups("--", "A", "").settle()
    assert [v.key for v in got.voices] == ["g1"]
    assert got.not_counted == (NotCounted("g0", NotCountedReason.NO_ANSWER),)


def test_an_agreed_answer_stands_in_place_of_its_people() -> None:
    together = AgreedAnswer("g0", "excelling", dissent="Two of us saw less")
    (voice,) = groups("UUU").settle(agreed_answers=(together,)).voices
    assert (voice.answer, voice.together) == ("excelling", together)


def test_an_agreed_rather_not_say_silences_the_group() -> None:
    got = groups("UUU", "A").settle(agreed_answers=(AgreedAnswer("g0", SHORT["-"]),))
    assert (got.grade, [v.key for v in got.voices]) == ("achieving", ["g1"])


@pytest.mark.parametrize(
    ("method", "spoken", "grade"),
    [
        (Method.MEDIAN, "DAA", "A"),
        (Method.MEDIAN, "UEEE", "E"),  # one outlier cannot sink it
        (Method.MEDIAN, "UUUE", "U"),  # nor lift it
        (Method.MEDIAN, "DDEE", "D"),
        (Method.MEDIAN, "U", "U"),
        (Method.MAJORITY, "UEEDE", "E"),
        (Method.MAJORITY, "UUEE", "U"),
        (Method.MAJORITY, "UDDEE", "D"),
        (Method.LOWEST, "EEEU", "U"),
        (Method.LOWEST, "EA", "A"),
        (Method.LOWEST, "?E", "E"),  # not enough evidence is no low grade unless it is the view
        (Method.MEDIAN, "?E", "E"),
        (Method.MAJORITY, "??DE", "D"),
    ],
)
def test_methods(method: Method, spoken: str, grade: str) -> None:
    got = groups(*spoken, settings=Settings(method)).settle()
    assert (got.grade, got.view_from) == (SHORT[grade], ViewFrom.ANSWERS)


@pytest.mark.parametrize("method", Method)
def test_more_than_half_without_evidence_is_the_lowest_grade(method: Method) -> None:
    got = groups("?", "?", "E", settings=Settings(method)).settle()
    assert (got.grade, got.view_from) == ("undeveloped", ViewFrom.NO_EVIDENCE)


def test_a_voice_without_evidence_counts_for_the_quorum() -> None:
    assert groups("?", "A", settings=Settings(quorum=2)).settle().grade == "achieving"
    assert groups("-", "A", settings=Settings(quorum=2)).settle().grade is None


def test_nobody_heard_is_no_grade() -> None:
    for nobody in (Case(()), groups(""), groups("-")):
        got = nobody.settle()
        assert (got.grade, got.basis, got.view_from) == (None, Basis.NOT_GRADED, None)
        assert (got.dissent, got.pivotal, set(got.tally.values())) == ((), (), {0})


def test_many_people_of_one_group_do_not_make_a_quorum() -> None:
    assert groups("AAAA", settings=Settings(quorum=2)).settle().grade is None


def test_only_those_entitled_and_not_stood_down_count() -> None:
    staff = LocalInterest("staff", "Staff", Kind.STAFF, stood_down=True)
    hw = LocalInterest("hw", "Healthwatch", Kind.HEALTHWATCH)
    pals = LocalInterest("pals", "Patients", Kind.PATIENT_GROUP, stood_down=True)
    silent = LocalInterest("silent", "Silent staff", Kind.STAFF)
    answers = tuple(
        LocalAnswer(key, key, grade)
        for key, grade in (("staff", "excelling"), ("hw", "developing"), ("pals", "excelling"))
    )
    got = Case((staff, hw, pals, silent), answers).settle()
    assert (got.grade, [v.key for v in got.voices]) == ("developing", ["hw"])
    assert got.not_counted == (
        NotCounted("pals", NotCountedReason.STOOD_DOWN),
        NotCounted("staff", NotCountedReason.NOT_ENTITLED),
    )


def test_a_meeting_replaces_the_answers_and_the_tally_still_shows_them() -> None:
    got = groups("U", "U", "?").settle(meeting=MeetingGrade("excelling", ("g0",)))
    assert (got.grade, got.view_from) == ("excelling", ViewFrom.MEETING)
    assert (got.tally["undeveloped"], got.tally["not_enough_evidence"]) == (2, 1)
    assert [d.distance for d in got.dissent] == [-3, -3, None]


def test_a_meeting_can_grade_what_nobody_answered() -> None:
    got = groups("", "-").settle(meeting=MeetingGrade("achieving", ("g0", "g1")))
    assert (got.grade, got.voices, got.not_counted) == ("achieving", (), ())


def test_quorum_counts_who_answered_and_who_met_each_once() -> None:
    case = groups("A", "A", "", settings=Settings(quorum=3))
    assert case.settle(meeting=MeetingGrade("developing", ("g0", "g1"))).grade is None
    assert case.settle(meeting=MeetingGrade("developing", ("g2", "g2"))).grade == "developing"


@pytest.mark.parametrize("present", [(), ("staff",), ("gone",)])
def test_a_meeting_without_anyone_who_counts_is_set_aside(present: tuple[str, ...]) -> None:
    case = groups("A", "A")
    others = (
        LocalInterest("staff", "Staff", Kind.STAFF),
        LocalInterest("gone", "Gone", Kind.HEALTHWATCH, stood_down=True),
    )
    got = case.settle(
        local_interests=(*case.local_interests, *others),
        meeting=MeetingGrade("excelling", present),
    )
    assert (got.grade, got.view_from) == ("achieving", ViewFrom.ANSWERS)
    assert tuple(n.key for n in got.not_counted) == present


@pytest.mark.parametrize(
    ("case", "pivotal"),
    [
        (groups("A"), ("g0",)),
        (groups("D", "A", "A"), ("g1", "g2")),  # without either A, the lower of D and A
        (groups("A", "A", "A"), ()),
        (groups("D", "A", "E"), ("g1", "g2")),
        (groups("?", "?", "E"), ("g0", "g1")),
        (groups("A", "A", settings=Settings(quorum=2)), ("g0", "g1")),
        (groups("U", "U", meeting=MeetingGrade("excelling", ("g0",))), ("g0",)),
    ],
)
def test_pivotal(case: Case, pivotal: tuple[str, ...]) -> None:
    assert case.settle().pivotal == pivotal


def test_the_settings_of_an_assessment_default_as_designed() -> None:
    assert Settings() == Settings(method=Method.MEDIAN, quorum=1)
