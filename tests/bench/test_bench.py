"""The measuring tool's own arithmetic and checks. Nothing here depends on a clock."""

import os

import pytest

from bench.figures import Spread, percentile, ratios, short, table
from bench.goals import GOALS, Goal, Verdict
from bench.load import Answer, WrongAnswer, parse_head
from bench.process_tree import cpu_seconds, family, parent_of
from bench.tables import figures_of, goals_table
from bench.visitors import FloorSaver, Person, PortalSaver, Reader, shares

PEOPLE = [Person(f"session={n}", f"token{n}", (10, 11, 12)) for n in range(5)]


def test_percentiles_are_values_that_were_seen() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [percentile(values, share) for share in (0, 20, 50, 99, 100)] == [1, 1, 3, 5, 5]
    assert percentile([7.0], 99) == 7


@pytest.mark.parametrize("nothing", [percentile, lambda values, _: Spread.of(values)])
def test_no_samples_are_no_figure(nothing: object) -> None:
    with pytest.raises(ValueError, match="no samples"):
        nothing([], 50)


def test_ratios_are_taken_within_a_round() -> None:
    """The machine got three times slower; the ratio of the medians would say 0.67."""
    ours = [{"cpu_ms": 2.0}, {"cpu_ms": 2.0}, {"cpu_ms": 6.0}]
    floor = [{"cpu_ms": 1.0}, {"cpu_ms": 3.0}, {"cpu_ms": 3.0}]
    assert ratios(ours, floor, "cpu_ms") == Spread(2.0, 2 / 3, 2.0)


def test_rounds_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratios([{"rate": 1.0}, {"rate": 2.0}], [{"rate": 1.0}], "rate")


@pytest.mark.parametrize(
    ("value", "words"), [(0.456, "0.46"), (9.994, "9.99"), (12.34, "12.3"), (456.7, "457")]
)
def test_three_figures_are_shown(value: float, words: str) -> None:
    assert short(value) == words


def test_goals_for_costs_and_for_throughput_look_the_right_way() -> None:
    cost = Goal("1", "cost", "", must=1.8, reach=1.5, why="")
    rate = Goal("4", "rate", "", must=0.55, reach=0.7, why="", more_is_better=True)
    assert [cost.verdict(f) for f in (1.5, 1.8, 1.81)] == ["reached", "must", "missed"]
    assert [rate.verdict(f) for f in (0.7, 0.55, 0.54)] == ["reached", "must", "missed"]


@pytest.mark.parametrize("goal", GOALS, ids=[goal.key for goal in GOALS])
def test_reaching_a_goal_is_harder_than_keeping_it(goal: Goal) -> None:
    assert goal.why
    assert goal.verdict(goal.reach) == Verdict.REACHED
    assert goal.verdict(goal.must) == Verdict.MUST


def test_every_goal_has_its_line() -> None:
    web = {"rate": 100.0, "cpu_ms": 5.0, "p99_ms": 50.0, "worker_mb": 60.0}
    names = ("floor: save", "portal: save", "floor: page", "portal: page")
    pdf = {way: [{"seconds": 2.0}] for way in ("tagged", "portal", "untagged")}
    figures = figures_of({name: [web] for name in names}, pdf, {"save": 7, "page": 6})
    lines = goals_table(figures).splitlines()
    assert len(lines) == len(GOALS) + 2
    save_statements = next(line for line in lines if "statements of a save" in line)
    assert save_statements.endswith("must")


def test_columns_line_up() -> None:
    assert table(["a", "b"], [["long", "1"], ["x", "22"]]).splitlines() == [
        "a      b",
        "----  --",
        "long   1",
        "x     22",
    ]


def test_nobody_is_served_by_two_connections() -> None:
    dealt = shares(PEOPLE, 2)
    assert [len(share) for share in dealt] == [3, 2]
    assert sorted(p.cookie for share in dealt for p in share) == [p.cookie for p in PEOPLE]


def test_the_portal_is_told_of_the_save_before() -> None:
    saver = PortalSaver(PEOPLE[:1], ["achieving"])
    for expected in ("0", "0", "0", "1"):
        request = saver.next_request().decode()
        assert f"&version={expected}&" in request
        saver.check(Answer(302, saver._expected, b""))
    assert saver.saved == {("session=0", 10): 2, ("session=0", 11): 1, ("session=0", 12): 1}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(302, "/account/login/?next=/grade/10/", b""),
        Answer(302, "", b""),
        Answer(200, "", b"The same page with an error"),
        Answer(500, "", b""),
    ],
)
@pytest.mark.parametrize("kind", [PortalSaver, FloorSaver])
def test_only_the_right_redirect_counts_as_saved(kind: type, answer: Answer) -> None:
    saver = kind(PEOPLE[:1], ["1"])
    saver.next_request()
    with pytest.raises(WrongAnswer, match="not saved"):
        saver.check(answer)
    assert saver.saved == {}


def test_a_page_must_be_the_page() -> None:
    reader = Reader(PEOPLE[:1], "/grade/{}/", b'name="version"')
    assert reader.next_request().startswith(b"GET /grade/10/ HTTP/1.1\r\n")
    reader.check(Answer(200, "", b'<input name="version">'))
    with pytest.raises(WrongAnswer):
        reader.check(Answer(200, "", b"Please sign in"))


def test_a_request_says_how_long_it_is() -> None:
    head, _, body = PEOPLE[0].post("/grade/10/", {"comment": "a & é"}).partition(b"\r\n\r\n")
    assert body == b"csrfmiddlewaretoken=token0&comment=a+%26+%C3%A9"
    assert f"Content-Length: {len(body)}".encode() in head


def test_heads_are_read_whatever_their_letters() -> None:
    head = b"HTTP/1.1 302 Found\r\nLOCATION: /grade/11/?saved=10\r\nContent-Length: 0"
    assert parse_head(head) == (302, {"location": "/grade/11/?saved=10", "content-length": "0"})


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="needs Linux's /proc")
def test_a_family_begins_with_its_parent() -> None:
    assert os.getpid() in family(os.getppid())
    assert parent_of(os.getpid()) == os.getppid()
    assert cpu_seconds(os.getpid()) >= 0
