"""The grid counts what is there: held to a count made another way."""

from hypothesis import given
from hypothesis import strategies as st

from evidence.domain.coverage import coverage_rows

OUTCOMES = ("1A", "1B", "2A")
GROUPS = ("age", "disability", "sex")
USES = st.lists(
    st.tuples(st.sampled_from((*OUTCOMES, "9Z")), st.lists(st.sampled_from((*GROUPS, "other"))))
)


@given(USES)
def test_each_cell_is_how_many_items_speak_of_the_group(uses: list[tuple[str, list[str]]]) -> None:
    rows = coverage_rows(OUTCOMES, GROUPS, uses)
    assert [row.outcome for row in rows] == list(OUTCOMES)
    for row in rows:
        here = [spoken for outcome, spoken in uses if outcome == row.outcome]
        assert row.items == len(here)
        assert row.spoken_of == tuple((g, len([s for s in here if g in s])) for g in GROUPS)
        assert set(row.missing) | set(row.covered) == set(GROUPS)
        assert not set(row.missing) & set(row.covered)


def test_a_group_without_any_item_is_missing() -> None:
    (row,) = coverage_rows(["1A"], GROUPS, [("1A", ["sex", "sex"])])
    assert (row.missing, row.covered) == (("age", "disability"), ("sex",))
