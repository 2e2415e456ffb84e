"""Objectives and actions: at most four years, by those who plan, in one's own organisation."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edsportal.common.errors import DoneAlready, InvalidInput, NotPermitted
from edsportal.common.models import AuditEvent, SubmittedForm
from edsportal.common.once import claim_once
from objectives.domain.period import too_long
from objectives.models import Action, Objective
from objectives.services.objective import add_action, add_objective, mark_action_done
from tests.world import World

START = dt.date(2026, 4, 1)


@given(start=st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), days=st.integers(1, 3000))
def test_four_years_and_not_a_day_more(start: dt.date, days: int) -> None:
    assert too_long(start, start + dt.timedelta(days=days)) == (
        days > (_anniversary(start) - start).days
    )


def _anniversary(day: dt.date) -> dt.date:
    if (day.month, day.day) == (2, 29):
        return (
            dt.date(day.year + 4, 3, 1)
            if (day.year + 4) % 4 or (day.year + 4) % 100 == 0
            else day.replace(year=day.year + 4)
        )
    return day.replace(year=day.year + 4)


def make(world: World, **changes: object) -> Objective:
    values = {
        "title": "Fair access",
        "starts_on": START,
        "ends_on": dt.date(2030, 3, 31),
        **changes,
    }
    return add_objective(organisation=world.organisation, by=world.people["lead"], **values)


@pytest.mark.parametrize("ends_on", [START, dt.date(2026, 3, 1), dt.date(2030, 4, 2)])
def test_a_wrong_end_is_refused_at_its_field(world: World, ends_on: dt.date) -> None:
    with pytest.raises(InvalidInput) as refusal:
        make(world, ends_on=ends_on)
    assert [problem.place for problem in refusal.value.problems] == ["ends_on"]
    assert not Objective.objects.exists()


@pytest.mark.parametrize("role", ["contributor", "board", "reader", "other_lead"])
def test_only_a_lead_plans(world: World, role: str) -> None:
    with pytest.raises(NotPermitted, match="plan objectives"):
        add_objective(
            organisation=world.organisation,
            title="x",
            starts_on=START,
            ends_on=dt.date(2027, 1, 1),
            by=world.people[role],
        )


def test_an_action_names_an_outcome_of_the_edition(world: World) -> None:
    values = {
        "objective": make(world),
        "assessment": world.assessment,
        "text": "Do it",
        "owner": "Head of Access",
    }
    with pytest.raises(InvalidInput, match="9Z"):
        add_action(**values, outcome_code="9Z", due_on=START, by=world.people["lead"])
    action = add_action(**values, outcome_code="1A", due_on=START, by=world.people["lead"])
    mark_action_done(action=action, done_on=START, by=world.people["lead"])
    assert Action.objects.get().done_on == START


def test_the_pages(world: World) -> None:
    lead, base = world.client("lead"), f"/work/{world.assessment.pk}/objectives/"
    assert "There is no objective yet" in lead.get(base).text
    days = {
        "starts_on-day": 1,
        "starts_on-month": 4,
        "starts_on-year": 2026,
        "ends_on-day": 1,
        "ends_on-month": 4,
    }
    refused = lead.post(base + "new/", {"title": "Fair access", **days, "ends_on-year": 2036})
    assert refused.status_code == 422
    assert "at most 4 years" in refused.text
    assert (
        lead.post(base + "new/", {"title": "Fair access", **days, "ends_on-year": 2029}).status_code
        == 302
    )
    objective = Objective.objects.get()
    action = {
        "objective": objective.pk,
        "outcome_code": "1A",
        "text": "Longer opening hours",
        "owner": "Head of Access",
        "due_on-day": 1,
        "due_on-month": 2,
        "due_on-year": 2027,
    }
    assert lead.post(base + "actions/new/", action).status_code == 302
    assert "Longer opening hours" in lead.get(base).text
    assert lead.post(f"{base}actions/{Action.objects.get().pk}/done/").status_code == 302
    assert world.client("contributor").get(base + "new/").status_code == 403
    assert world.client("other_lead").get(base).status_code == 404


def form_key(page: str) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', page).group(1)


@pytest.mark.parametrize("twice", [True, False])
def test_a_form_sent_twice_makes_one_row(world: World, twice: bool) -> None:
    lead, base = world.client("lead"), f"/work/{world.assessment.pk}/objectives/"
    days = {"starts_on-day": 1, "starts_on-month": 4, "starts_on-year": 2026}
    sent = {
        "title": "Fair access",
        **days,
        "ends_on-day": 1,
        "ends_on-month": 4,
        "ends_on-year": 2029,
    }
    objective = make(world)
    action = {"objective": objective.pk, "outcome_code": "", "text": "Open longer", "owner": "Head"}
    action |= {"due_on-day": 1, "due_on-month": 2, "due_on-year": 2027}
    for path, typed in (("new/", sent), ("actions/new/", action)):
        key = form_key(lead.get(base + path).text)
        for _press in range(2):
            response = lead.post(base + path, {**typed, "form_key": key})
            assert (response.status_code, response["Location"]) == (302, base)
            key = key if twice else form_key(lead.get(base + path).text)
    rows = 1 if twice else 2
    assert (Objective.objects.count(), Action.objects.count()) == (rows + 1, rows)


def test_a_submission_is_forgotten_after_a_week(db: None, time_machine: object) -> None:
    time_machine.move_to("2026-03-01T10:00:00Z", tick=False)
    claim_once("one")
    with pytest.raises(DoneAlready):
        claim_once("one")
    time_machine.move_to("2026-03-09T10:00:00Z", tick=False)
    claim_once("two")
    assert list(SubmittedForm.objects.values_list("key", flat=True)) == ["two"]


def test_done_again_keeps_its_day(world: World) -> None:
    action = Action.objects.create(objective=make(world), text="x", owner="y", due_on=START)
    for day in (START, START + dt.timedelta(days=9)):
        mark_action_done(action=action, done_on=day, by=world.people["lead"])
    assert Action.objects.get().done_on == action.done_on == START
    assert AuditEvent.objects.filter(event="action_saved").count() == 1


def test_an_action_for_anothers_assessment_is_refused_in_words(world: World) -> None:
    other = Objective.objects.create(
        organisation=world.other_organisation,
        title="x",
        starts_on=START,
        ends_on=dt.date(2027, 1, 1),
    )
    with pytest.raises(InvalidInput, match="Choose an objective from the list"):
        add_action(
            objective=other,
            assessment=world.assessment,
            outcome_code="",
            text="x",
            owner="y",
            due_on=START,
            by=world.people["other_lead"],
        )


def test_a_refusal_keeps_its_capitals(world: World) -> None:
    days = {"starts_on-day": 1, "starts_on-month": 4, "starts_on-year": 2026, "ends_on-day": 1}
    sent = {"title": "x", **days, "ends_on-month": 3, "ends_on-year": 2026}
    page = world.client("lead").post(f"/work/{world.assessment.pk}/objectives/new/", sent).text
    assert "The end is not after the start. Choose a later day." in page
