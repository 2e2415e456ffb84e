"""What each role reads of each state on the first page: a sentence, and the way to do it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grading.domain.reply import Stage
from grading.domain.workflow import State
from grading.models import Assessment, ReplyRound
from grading.presenters.what_now import NowFacts, what_now
from stakeholders.models import Membership
from stakeholders.permissions import ROLE_PERMISSIONS
from tests.world import World

LEAD, CONTRIBUTOR, BOARD, READER, FACILITATOR = (
    Membership.Role.EQUALITY_LEAD,
    Membership.Role.CONTRIBUTOR,
    Membership.Role.BOARD_MEMBER,
    Membership.Role.COMMISSIONER_READER,
    Membership.Role.FACILITATOR,
)
NOTHING = ""
RUNNING = "Local interests can answer now. Grading closes by itself."
UNTIL = "31 January 2027 at 23:59"

TABLE = [
    (LEAD, State.PREPARING, "Then open grading.", "/work/7/"),
    (CONTRIBUTOR, State.PREPARING, "You can add evidence now.", "/work/7/evidence/"),
    (BOARD, State.PREPARING, "there is nothing to do yet", NOTHING),
    (READER, State.PREPARING, "there is nothing to do yet", NOTHING),
    (FACILITATOR, State.PREPARING, "You can plan workshops", "/work/7/workshops/"),
    (LEAD, State.GRADING, RUNNING, "/work/7/heard/"),
    (CONTRIBUTOR, State.GRADING, f"are grading until {UNTIL}. There is nothing", NOTHING),
    (BOARD, State.GRADING, f"are grading until {UNTIL}. There is nothing", NOTHING),
    (READER, State.GRADING, f"are grading until {UNTIL}. There is nothing", NOTHING),
    (FACILITATOR, State.GRADING, f"telephone until {UNTIL}.", "/work/7/workshops/"),
    (LEAD, State.RECONCILING, "then reply or let them stand", "/work/7/reconciliation/"),
    (CONTRIBUTOR, State.RECONCILING, "A board member now reads", NOTHING),
    (BOARD, State.RECONCILING, "then sign off. Where", "/work/7/reconciliation/"),
    (READER, State.RECONCILING, "A board member now reads", NOTHING),
    (FACILITATOR, State.RECONCILING, "A board member now reads", NOTHING),
    (LEAD, State.AGREED, "Publish the report next.", "/work/7/report/"),
    (CONTRIBUTOR, State.AGREED, "The report is published next.", NOTHING),
    (BOARD, State.AGREED, "Publish the report next.", "/work/7/report/"),
    (READER, State.AGREED, "The report is published next.", NOTHING),
    (FACILITATOR, State.AGREED, "The report is published next.", NOTHING),
    (LEAD, State.PUBLISHED, "Plan what will be done", "/work/7/objectives/"),
    (CONTRIBUTOR, State.PUBLISHED, "The report is published.", "/reports/T/"),
    (BOARD, State.PUBLISHED, "The report is published.", "/reports/T/"),
    (READER, State.PUBLISHED, "The report is published.", "/reports/T/"),
    (FACILITATOR, State.PUBLISHED, "The report is published.", "/reports/T/"),
]
OF_THE_REPLY = [
    (LEAD, Stage.WRITING, f"You can write replies until {UNTIL}", "/work/7/reply/"),
    (BOARD, Stage.WRITING, f"is writing replies until {UNTIL}", "/work/7/reconciliation/"),
    (LEAD, Stage.SENDING, "are sent in a few minutes", NOTHING),
    (BOARD, Stage.SENDING, "are sent in a few minutes", "/work/7/reconciliation/"),
    (LEAD, Stage.LOOKING, f"change their answers until {UNTIL}", NOTHING),
    (BOARD, Stage.LOOKING, f"change their answers until {UNTIL}", "/work/7/reconciliation/"),
    (LEAD, Stage.FINAL, "A board member can sign off", NOTHING),
    (BOARD, Stage.FINAL, "then sign off the agreed grades", "/work/7/sign-off/"),
    (LEAD, Stage.NOT_ASKED, "A board member can sign off", NOTHING),
    (BOARD, Stage.NOT_ASKED, "then sign off the agreed grades", "/work/7/sign-off/"),
]


def facts(role: str, state: State, **more: object) -> NowFacts:
    """As they stand for one role at assessment 7."""
    held = {"until": UNTIL, "running": RUNNING, "reply_until": UNTIL, "report_href": "/reports/T/"}
    return NowFacts(pk=7, state=state, may=ROLE_PERMISSIONS[role], **(held | more))


def test_the_table_holds_every_role_in_every_state() -> None:
    assert {(role, state) for role, state, _words, _href in TABLE} == {
        (role, state) for role in Membership.Role for state in State
    }


@pytest.mark.parametrize(("role", "state", "words", "href"), TABLE)
def test_each_role_reads_what_it_can_do(role: str, state: State, words: str, href: str) -> None:
    now = what_now(facts(role, state))
    assert words in now.words
    assert now.href == href
    assert bool(now.link) == bool(href)


@pytest.mark.parametrize(("role", "stage", "words", "href"), OF_THE_REPLY)
def test_the_right_of_reply_says_who_waits_for_whom(
    role: str, stage: Stage, words: str, href: str
) -> None:
    now = what_now(facts(role, State.RECONCILING, stage=stage))
    assert words in now.words
    assert now.href == href


def test_who_leads_and_sits_on_the_board_signs_off_once_it_is_settled() -> None:
    both = NowFacts(
        pk=7,
        state=State.RECONCILING,
        may=ROLE_PERMISSIONS[LEAD] | ROLE_PERMISSIONS[BOARD],
        stage=Stage.FINAL,
    )
    assert what_now(both).href == "/work/7/sign-off/"


def test_past_its_day_grading_closes_by_itself_and_a_lead_decides_what_keeps_it_open() -> None:
    over = {"until": "", "over": True}
    assert "closes by itself" in what_now(facts(FACILITATOR, State.GRADING, **over)).words
    assert what_now(facts(LEAD, State.GRADING, **over)).href == "/work/7/heard/"
    held_up = facts(LEAD, State.GRADING, waiting=2, **over)
    assert what_now(held_up).href == "/work/7/declarations/"


def test_without_a_closing_day_none_is_told() -> None:
    for role in (CONTRIBUTOR, FACILITATOR):
        words = what_now(facts(role, State.GRADING, until="")).words
        assert "until ." not in words
        assert "close" in words


@pytest.mark.parametrize("state", list(State))
def test_the_first_page_costs_the_same_for_one_and_three(
    world: World, django_assert_num_queries: object, state: State
) -> None:
    client = world.client("lead")
    Assessment.objects.update(state=state)
    with CaptureQueriesContext(connection) as one:
        client.get("/work/")
    for year in ("2026/27", "2027/28"):
        Assessment.objects.create(
            organisation=world.organisation,
            framework=world.assessment.framework,
            year=year,
            state=state,
        )
    with django_assert_num_queries(len(one)):
        content = client.get("/work/").content.decode()
    assert content.count("2027/28") >= 1


def test_each_assessment_tells_its_own_reply(world: World) -> None:
    later = Assessment.objects.create(
        organisation=world.organisation, framework=world.assessment.framework, year="2026/27"
    )
    Assessment.objects.update(state=State.RECONCILING)
    now = later.created_at
    ReplyRound.objects.create(assessment=later, asked=False, opened_at=now)
    content = world.client("board").get("/work/").content.decode()
    assert f"/work/{world.assessment.pk}/reconciliation/" in content
    assert f"/work/{later.pk}/sign-off/" in content
    assert f"/work/{world.assessment.pk}/sign-off/" not in content
