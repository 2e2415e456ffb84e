"""Who is heard at which outcome: counted by group, only where they may grade."""

from hypothesis import given
from hypothesis import strategies as st

from grading.domain.heard import NOBODY, Heard, Interest, People, heard_rows
from stakeholders.domain.kinds import LocalInterestKind

KINDS = list(LocalInterestKind)[:3]
GROUPS = [1, 2, 3]


@st.composite
def people(draw: st.DrawFn) -> People:
    invited = draw(st.integers(0, 20))
    started = draw(st.integers(0, invited))
    return People(invited, started, draw(st.integers(0, started)))


interests = st.lists(
    st.builds(
        Interest,
        pk=st.integers(1, 10_000),
        kind=st.sampled_from(KINDS),
        represents=st.frozensets(st.sampled_from(GROUPS)),
        invited=st.integers(0, 20),
        started=st.integers(0, 20),
        answered=st.dictionaries(st.sampled_from(("1A", "2A")), st.integers(0, 20)),
    ),
    max_size=4,
    unique_by=lambda interest: interest.pk,
)
entitled = st.fixed_dictionaries(
    {code: st.frozensets(st.sampled_from(KINDS)) for code in ("1A", "2A")}
)


@given(entitled=entitled, interests=interests)
def test_a_group_is_heard_by_those_who_speak_for_it_and_may_grade(
    entitled: dict, interests: list[Interest]
) -> None:
    for row in heard_rows(entitled, GROUPS, interests):
        may = [i for i in interests if i.kind in entitled[row.outcome]]
        for group in GROUPS:
            speaking = [i.at(row.outcome) for i in may if group in i.represents]
            assert row.by_group[group] == sum(speaking, start=NOBODY)
            assert (row.by_group[group].heard is Heard.ANSWERED) == any(
                p.answered for p in speaking
            )
        assert {pk for pk, told in row.by_interest.items() if told is not None} == {
            i.pk for i in may
        }


@given(one=people(), two=people())
def test_more_people_never_hide_how_far_somebody_came(one: People, two: People) -> None:
    order = list(Heard)
    assert order.index((one + two).heard) == max(order.index(one.heard), order.index(two.heard))
