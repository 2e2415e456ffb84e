"""The task list as a pure presenter: what is done, what waits, what one can do now."""

from dataclasses import replace

import pytest

from grading.domain.opening import ObstacleCode
from grading.domain.workflow import State
from grading.presenters.next_step import next_step
from grading.presenters.task_list import Status, TaskFacts, all_tasks, sections
from stakeholders.models import Membership
from stakeholders.permissions import ROLE_PERMISSIONS

LEAD = ROLE_PERMISSIONS[Membership.Role.EQUALITY_LEAD]
BOARD = ROLE_PERMISSIONS[Membership.Role.BOARD_MEMBER]
CONTRIBUTOR = ROLE_PERMISSIONS[Membership.Role.CONTRIBUTOR]
NEW = TaskFacts(
    pk=7,
    state=State.PREPARING,
    outcomes=19,
    in_scope=19,
    with_evidence=0,
    graded=0,
    services=0,
    services_required=3,
    has_closing_date=False,
    checklist_answered=0,
    obstacles=frozenset(ObstacleCode)
    - {
        ObstacleCode.NOBODY_ENTITLED,
        ObstacleCode.NO_FILE_OPENS,
        ObstacleCode.CLOSING_DATE_PAST,
    },
    may=LEAD,
)
READY = replace(
    NEW,
    with_evidence=19,
    graded=19,
    services=3,
    has_closing_date=True,
    checklist_answered=6,
    obstacles=frozenset(),
)


def statuses(facts: TaskFacts) -> dict[str, Status]:
    return {task.key: task.status for task in all_tasks(facts)}


def test_a_new_assessment() -> None:
    found = statuses(NEW)
    assert found.pop("scope") is Status.DONE
    waiting = {"opening", "reconciliation", "reply", "sign_off", "report"}
    assert {key for key, status in found.items() if status is Status.CANNOT_START} == waiting
    assert {found[key] for key in found.keys() - waiting} == {Status.NOT_STARTED}


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("services", {"services": 2}),
        ("evidence", {"with_evidence": 18}),
        ("grades", {"graded": 1}),
        ("checklist", {"checklist_answered": 5}),
        ("invitations", {"obstacles": frozenset({ObstacleCode.NOBODY_ENTITLED})}),
    ],
)
def test_in_progress_until_all_is_there(key: str, change: dict) -> None:
    assert statuses(replace(READY, **change))[key] is Status.IN_PROGRESS
    assert statuses(READY)[key] is Status.DONE


def test_grades_that_were_not_given_in_time_are_not_called_done() -> None:
    late = replace(READY, graded=3, state=State.GRADING)
    assert statuses(late)["grades"] is Status.CLOSED
    assert statuses(replace(late, graded=19))["grades"] is Status.DONE


def test_an_edition_without_services_has_no_such_task() -> None:
    assert "services" not in statuses(replace(NEW, services_required=0))


def test_nothing_in_scope_is_not_done() -> None:
    assert statuses(replace(READY, in_scope=0))["scope"] is Status.NOT_STARTED


@pytest.mark.parametrize(
    ("state", "opening", "reconciliation", "sign_off", "report"),
    [
        (State.PREPARING, "not_started", "cannot_start", "cannot_start", "cannot_start"),
        (State.GRADING, "in_progress", "cannot_start", "cannot_start", "cannot_start"),
        (State.RECONCILING, "done", "in_progress", "not_started", "cannot_start"),
        (State.AGREED, "done", "done", "done", "not_started"),
        (State.PUBLISHED, "done", "done", "done", "done"),
    ],
)
def test_the_life_of_an_assessment(
    state: State, opening: str, reconciliation: str, sign_off: str, report: str
) -> None:
    found = statuses(replace(READY, state=state))
    keys = ("opening", "reconciliation", "sign_off", "report")
    assert [found[key].value for key in keys] == [opening, reconciliation, sign_off, report]


def items(facts: TaskFacts) -> dict[str, dict]:
    return {
        item["heading"]["text"]: item
        for section in sections(facts)
        for item in section.params["items"]
    }


def test_what_cannot_start_has_no_link_but_opening_tells_what_is_missing() -> None:
    found = items(NEW)
    assert "href" not in found["Report"]
    assert found["Open grading"]["href"] == "/work/7/opening/"
    assert found["Open grading"]["hint"]["text"] == "7 things are missing first"


def test_other_roles_get_no_link_that_would_refuse_them() -> None:
    found = items(replace(READY, may=CONTRIBUTOR))
    assert "href" not in found["Invite local interests"]
    assert "Your role cannot open this" in found["Open grading"]["hint"]["text"]
    assert found["Evidence"]["href"] == "/work/7/evidence/"


def test_everybody_opens_the_report_once_it_is_published() -> None:
    published = replace(READY, state=State.PUBLISHED, report_href="/reports/T/")
    assert items(published)["Report"]["href"] == "/work/7/report/"
    found = items(replace(published, may=CONTRIBUTOR))["Report"]
    assert found["href"] == "/reports/T/"
    assert "cannot open" not in found["hint"]["text"]
    agreed = items(replace(published, state=State.AGREED, may=CONTRIBUTOR))["Report"]
    assert "href" not in agreed


def test_ids_of_the_lists_differ() -> None:
    prefixes = [section.params["idPrefix"] for section in sections(NEW)]
    assert len(set(prefixes)) == len(prefixes)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (NEW, "Next: Settings"),
        (READY, "You can open grading now"),
        (replace(READY, may=CONTRIBUTOR), "You can add evidence now"),
        (replace(READY, may=BOARD), "nothing to do yet"),
        (replace(READY, state=State.GRADING), "close grading"),
        (replace(READY, state=State.GRADING, may=BOARD), "nothing for you to do"),
        (replace(READY, state=State.RECONCILING, may=BOARD), "then sign off"),
        (replace(READY, state=State.RECONCILING), "A board member now reads"),
        (replace(READY, state=State.AGREED), "Publish the report next"),
        (replace(READY, state=State.PUBLISHED), "Plan what will be done"),
    ],
)
def test_what_one_can_do_now_is_said(facts: TaskFacts, words: str) -> None:
    assert words in next_step(facts)
