"""Dissent inside a group: beside its one answer and at a meeting, on pages and in the report."""

import json
from collections.abc import Callable

import pytest
from django.urls import reverse

from grading.domain.workflow import Move
from grading.models import Grader, GroupAnswer, MeetingAnswer
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.services.assessment import move
from grading.services.group_answer import Agreed, record_group_answer
from grading.services.meeting import answer_meeting
from reports.domain.eds_report import eds_report
from reports.domain.snapshot import GradedPart, canonical_text, read_snapshot
from reports.models import Report
from reports.services.report import publish
from reports.services.snapshot import build_snapshot
from tests.grading.running.test_meetings import browser, met, union
from tests.grading.running.test_meetings import graded as graded
from tests.reports.cases import ON
from tests.world import TEST, World

WORDS = "The night shift saw it otherwise"
Agree = Callable[..., None]


@pytest.fixture
def agree(world: World) -> Agree:
    """North's people agree on one answer of 2A; then grading closes."""
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    coordinator = world.grader("north", "trade_union")
    Grader.objects.filter(pk=coordinator.pk).update(coordinator=True)

    def record(**said: object) -> None:
        by = grader_by_pk(coordinator.pk)
        record_group_answer(
            assessed_outcome=outcome_of_assessment(by, world.assessed_outcome("2A").pk),
            said=Agreed(**{"answer": "achieving", "agreed": 13, **said}),
            expected_version=0,
            by=by,
        )
        move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)

    return record


def part_in_report(world: World) -> GradedPart:
    snapshot = build_snapshot(world.assessment, version=1, published_on=ON)
    outcome = next(row for row in snapshot["outcomes"] if row["code"] == "2A")
    return outcome["parts"][0]


def reconciliation_page(world: World) -> str:
    return (
        world.client("board")
        .get(reverse("grading:reconciliation", args=[world.assessment.pk]))
        .text
    )


def published(world: World) -> tuple[str, dict[str, object]]:
    """The public page, and 2A of the open data."""
    move(world.assessment, move=Move.SIGN_OFF, by=TEST)
    publish(assessment=world.assessment, published_on=ON, by=world.people["lead"])
    page = world.client("anonymous").get(
        reverse("reports:report", args=["TST", "eds2022", "2025-26"])
    )
    content = read_snapshot(Report.objects.get().content)
    outcomes = json.loads(json.dumps(eds_report(content, sha256="")))["outcomes"]
    return page.text, next(row for row in outcomes if row["outcome"] == "2A")


@pytest.mark.parametrize(
    ("agreed", "dissented", "shown", "sentence"),
    [
        (13, 2, ("15", "*"), "about 15 people agreed, a small number of people saw it otherwise"),
        (7, 0, ("*", "0"), "a small number of people agreed, nobody saw it otherwise"),
        (40, 11, ("40", "10"), "about 40 people agreed, about 10 people saw it otherwise"),
    ],
)
def test_how_many_agreed_is_shown_and_small_numbers_are_not(
    world: World, agree: Agree, agreed: int, dissented: int, shown: tuple[str, str], sentence: str
) -> None:
    agree(agreed=agreed, dissented=dissented)
    (together,) = part_in_report(world)["together"]
    assert (together["agreed"], together["dissented"]) == shown
    assert sentence in reconciliation_page(world)
    page, data = published(world)
    assert sentence in page
    counts = {"agreed": shown[0], "dissented": shown[1]}
    assert data["together"] == [{"local_interest": "Example north", **counts, "dissent": ""}]


@pytest.mark.parametrize("may", [True, False])
def test_the_words_are_shown_only_where_the_group_said_so(
    world: World, agree: Agree, may: bool
) -> None:
    agree(dissented=3, dissent=WORDS, publish_dissent=may)
    assert (WORDS in reconciliation_page(world)) is may
    page, data = published(world)
    assert (WORDS in page) is may
    assert (WORDS in json.dumps(data)) is may


def test_consent_given_before_dissent_was_asked_of_covers_comments_only(
    world: World, agree: Agree
) -> None:
    agree(dissented=3, dissent=WORDS, comment="We waited", publish_comment=True)
    assert GroupAnswer.objects.get().publish_dissent is False
    part = part_in_report(world)
    assert part["comments"] == [{"local_interest": "Example north", "text": "We waited"}]
    assert WORDS not in canonical_text(build_snapshot(world.assessment, version=1, published_on=ON))


def test_where_nobody_agreed_together_the_report_has_no_such_field(graded: World) -> None:
    part = part_in_report(graded)
    assert "together" not in part
    assert "meeting_dissent" not in part


def test_dissent_at_a_meeting_from_the_graders_page_to_the_report(graded: World) -> None:
    record = met(graded)
    for key, dissent, publish_it in (
        ("north", "Night staff were not asked", True),
        ("south", "Only for you to read", False),
    ):
        page = f"/grade/meetings/{record.pk}/"
        said = {"agreed": "yes", "dissent": dissent, **({"publish": "on"} if publish_it else {})}
        assert browser(union(graded, key)).post(page, said).status_code == 302
    shown = reconciliation_page(graded)
    assert "Night staff were not asked" in shown
    assert "Only for you to read" in shown
    page, data = published(graded)
    assert "Night staff were not asked" in page
    assert "Only for you to read" not in page
    assert data["view_from"] == "meeting"
    assert data["meeting_dissent"] == [
        {"local_interest": "Example north", "text": "Night staff were not asked"}
    ]


def test_a_meeting_that_does_not_stand_leaves_no_words_in_the_report(graded: World) -> None:
    record = met(graded)
    for key in ("north", "south"):
        answer_meeting(
            meeting=record, agreed=False, dissent=WORDS, publish=True, by=union(graded, key)
        )
    assert "meeting_dissent" not in part_in_report(graded)
    assert WORDS in reconciliation_page(graded)


def test_no_words_no_consent_to_keep(graded: World) -> None:
    record = met(graded)
    answer_meeting(
        meeting=record, agreed=True, dissent=" ", publish=True, by=union(graded, "north")
    )
    assert MeetingAnswer.objects.get().publish_dissent is False
