"""Groups faring well: one local interest, one voice."""

from hypothesis import given
from hypothesis import strategies as st

from grading.domain.faring_well import count_faring_well

GROUPS = ["age", "disability", "race", "sex"]
NAMED = st.dictionaries(
    st.sampled_from(["hw", "pg", "cg", "tu"]),
    st.lists(st.sets(st.sampled_from(GROUPS)), max_size=6),
)


def test_a_local_interest_counts_once_and_by_more_than_half() -> None:
    counted = count_faring_well(
        {
            "hw": [{"age"}, {"age"}, {"sex"}],
            "pg": [{"age"}, {"sex"}],
            "cg": [{"age"}],
            "silent": [set(), set()],
        },
        groups=GROUPS,
    )
    assert counted.of == 3
    assert counted.by_group == {"age": 2, "disability": 0, "race": 0, "sex": 0}


@given(NAMED)
def test_never_more_than_those_who_named_any(named: dict[str, list[set[str]]]) -> None:
    counted = count_faring_well(named, groups=GROUPS)
    assert counted.of <= len(named)
    assert all(0 <= number <= counted.of for number in counted.by_group.values())


@given(NAMED)
def test_order_of_people_and_their_number_do_not_matter(named: dict[str, list[set[str]]]) -> None:
    turned = {key: list(reversed(people)) * 3 for key, people in reversed(named.items())}
    assert count_faring_well(turned, groups=GROUPS) == count_faring_well(named, groups=GROUPS)


@given(NAMED)
def test_naming_nothing_says_nothing(named: dict[str, list[set[str]]]) -> None:
    more = {key: [*people, set()] for key, people in named.items()}
    assert count_faring_well(more, groups=GROUPS) == count_faring_well(named, groups=GROUPS)
