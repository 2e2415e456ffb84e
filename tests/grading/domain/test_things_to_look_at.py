"""Hints before sign-off, and when a commissioner should think again: pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.domain.downgrade import ProviderGrade, think_again
from grading.domain.things_to_look_at import Hint, PartFacts, Thing, things_to_look_at
from tests.grading.domain.reconciliation_cases import SCALE

U, D, A, E = SCALE.keys


def hints(*parts: PartFacts, **rest: str) -> list[tuple[Hint, str]]:
    found = things_to_look_at(parts, lowest=U, highest=E, high=(A, E), **rest)
    return [(thing.hint, thing.place) for thing in found]


@pytest.mark.parametrize(
    ("part", "hint"),
    [
        (
            PartFacts("2A", E, groups=("age", "sex"), covered=frozenset({"age"})),
            "top_but_no_evidence",
        ),
        (PartFacts("2A", E, faring_well=0), "top_but_not_faring_well"),
        (PartFacts("2A", D, words=((E, "They IGNORED us."),)), "words_poorer"),
        (PartFacts("2A", U, words=((U, "A brilliant team"),)), "words_better"),
    ],
)
def test_each_hint(part: PartFacts, hint: str) -> None:
    assert hints(part) == [(Hint(hint), "2A")]


def test_what_is_no_reason_to_look() -> None:
    assert hints(PartFacts("2A", E, ("age",), frozenset({"age"}), 1, None, ((E, "Good."),))) == []
    assert hints(PartFacts("2A", A, ("age",), faring_well=0)) == []
    assert hints(PartFacts("2A", D, words=((D, "It is bad."),))) == []
    assert hints(PartFacts("2A", E, words=((E, "A badge for all."),))) == []
    assert hints(PartFacts("1", D), PartFacts("2", D)) == []
    assert hints(PartFacts("1", D), total="1/11", signed_total="1/11") == []


def test_about_the_whole() -> None:
    same = [PartFacts(str(n), D) for n in range(3)]
    assert hints(*same) == [(Hint.ALL_THE_SAME, "")]
    assert hints(total="20/33", signed_total="21/33") == [(Hint.TOTAL_CHANGED, "")]


def test_too_few_is_one_hint_for_all_places_and_nobody_another() -> None:
    parts = [PartFacts(place, None, too_few=n) for place, n in (("1A", 0), ("1B", 1), ("1C", 0))]
    found = things_to_look_at(parts, lowest=U, highest=E, high=(A, E))
    assert found == [
        Thing(Hint.GRADED_BY_NOBODY, "", ("1A", "1C")),
        Thing(Hint.TOO_FEW, "", ("1B",)),
    ]


@given(st.lists(st.sampled_from((None, *SCALE.keys)), max_size=12))
def test_all_the_same_is_told_exactly_when_they_are(grades: list[str | None]) -> None:
    told = hints(*(PartFacts(str(n), grade) for n, grade in enumerate(grades)))
    graded = [grade for grade in grades if grade]
    expected = len(graded) >= 3 and len(set(graded)) == 1
    assert ((Hint.ALL_THE_SAME, "") in told) is expected


def test_a_reason_answers_just_this_hint() -> None:
    one = Thing(Hint.TOP_BUT_NO_EVIDENCE, "2A", ("age",))
    assert one.key == Thing(Hint.TOP_BUT_NO_EVIDENCE, "2A", ("age",)).key
    others = {
        Thing(Hint.TOP_BUT_NO_EVIDENCE, "2B", ("age",)).key,
        Thing(Hint.TOP_BUT_NO_EVIDENCE, "2A", ("age", "sex")).key,
        Thing(Hint.TOO_FEW, "2A", ("age",)).key,
    }
    assert one.key not in others
    assert len(others) == 3


GIVEN = st.lists(
    st.builds(
        ProviderGrade, st.text(min_size=1), st.just("2024/25"), st.sampled_from((None, *SCALE.keys))
    )
)


@given(st.sampled_from(SCALE.keys), GIVEN)
def test_a_commissioner_thinks_again_where_results_are_lower_or_missing(
    own: str, given_: list[ProviderGrade]
) -> None:
    found = think_again(own, given_, scale=SCALE.keys)
    worse = [p for p in given_ if p.grade is None or SCALE.order(p.grade) < SCALE.order(own)]
    assert bool(found) is bool(worse and own != U)
    assert think_again(None, given_, scale=SCALE.keys) == think_again(U, given_, scale=SCALE.keys)
