"""What differs between two versions of an item, as laws."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from evidence.domain.content import Content
from evidence.domain.differences import Part, differences

GROUPS = st.lists(
    st.sampled_from([("age", "Age"), ("sex", "Sex"), ("race", "Race")]), unique=True
).map(tuple)
CONTENTS = st.builds(
    Content,
    title=st.sampled_from(["Waits", "Complaints"]),
    kind=st.sampled_from(["data", "story"]),
    summary=st.sampled_from(["One", "Two"]),
    url=st.sampled_from(["", "https://example.org"]),
    effective_on=st.sampled_from([None, date(2026, 3, 31)]),
    groups=GROUPS,
    file_sha256=st.sampled_from(["", "ab"]),
)


@given(CONTENTS, CONTENTS)
def test_nothing_differs_exactly_when_both_say_the_same(old: Content, new: Content) -> None:
    assert (differences(old, new).parts == ()) == (old == new)
    assert (old.key == new.key) == (old == new)


@given(CONTENTS, CONTENTS)
def test_the_other_way_round_what_came_has_gone(old: Content, new: Content) -> None:
    there, back = differences(old, new), differences(new, old)
    assert there.parts == back.parts
    assert there.groups_added == back.groups_gone
    assert set(there.groups_added).isdisjoint(there.groups_gone)


@given(CONTENTS, CONTENTS)
def test_groups_that_came_or_went_are_a_difference(old: Content, new: Content) -> None:
    found = differences(old, new)
    if found.groups_added or found.groups_gone:
        assert Part.GROUPS in found.parts
