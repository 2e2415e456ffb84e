"""What an official form asks beyond the grades: typed before publishing, frozen with the report."""

import json
from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from edsportal.common.errors import Clash, InvalidInput, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.workflow import Move
from grading.services.assessment import move
from reports.domain.snapshot import Snapshot, read_snapshot
from reports.presenters.official_form import official_form
from reports.selectors.form_answers import answers_for_form
from reports.services.form_answers import save_form_answers, stamp_of
from reports.services.report import publish, publish_correction
from reports.services.snapshot import build_snapshot
from tests.reports.cases import ON, agreed, graded
from tests.reports.small_reports import GOLDEN
from tests.world import TEST, World

TYPED = {"board_lead": "Director of People", "care_system": "Example System"}


def said(snapshot: Snapshot) -> dict[str, list[str]]:
    """The lines of each field that stands in the form once, by its label."""
    form = official_form(snapshot)
    return {f.label: f.lines for section in form.sections for f in section.fields}


def save(world: World, **answers: str) -> None:
    save_form_answers(
        assessment=world.assessment, answers=answers, seen=None, by=world.people["lead"]
    )


def page_of(world: World) -> str:
    return reverse("reports:form_answers", kwargs={"pk": world.assessment.pk})


def test_typed_on_the_page_it_is_in_the_form(world: World) -> None:
    lead = world.client("lead")
    agreed(world)
    shown = lead.get(page_of(world)).content.decode()
    assert "EDS Reporting Template" in shown
    assert 'name="care_system"' in shown
    assert 'name="next_grading"' not in shown  # Only the form of EDS2 asks that.
    answer = lead.post(page_of(world), {**TYPED, "seen": _seen(world)}, follow=True)
    assert "The next version you publish will have it" in answer.content.decode()
    fields = said(build_snapshot(world.assessment, version=1, published_on=ON))
    assert fields["Organisation Board Sponsor/Lead"] == ["Director of People"]
    assert fields["EDS Sponsor"] == ["Director of People"]
    assert fields["Name of Integrated Care System"] == ["Example System"]
    assert fields["EDS Lead"] == []
    event = AuditEvent.objects.get(event="form_answers_saved")
    assert event.details["fields"] == "board_lead, care_system"


def _seen(world: World) -> str:
    return stamp_of(answers_for_form(world.assessment))


def test_a_published_version_keeps_what_it_has(world: World) -> None:
    save(world, **TYPED)
    lead = world.people["lead"]
    first = publish(assessment=agreed(world), published_on=ON, by=lead)
    save(world, board_lead="Director of Inclusion")
    second = publish_correction(
        assessment=world.assessment, after_version=1, reason="A post", published_on=ON, by=lead
    )
    assert read_snapshot(first.content)["form"] == TYPED
    after = read_snapshot(second.content)
    assert after["form"] == {**TYPED, "board_lead": "Director of Inclusion"}
    assert [change["what"] for change in after["changes"]] == ["form"]


def test_days_of_the_assessments_life_are_filled_in(world: World) -> None:
    with time_machine.travel("2026-01-20T12:00:00Z"):
        graded(world)
    with time_machine.travel("2026-01-27T12:00:00Z"):
        move(world.assessment, move=Move.SIGN_OFF, by=TEST)
    fields = said(build_snapshot(world.assessment, version=1, published_on=ON))
    assert fields["EDS engagement date(s)"] == ["Graded on 20 January 2026"]
    assert fields["Date completed"] == ["20 January 2026"]
    assert fields["Date authorised"] == fields["Authorisation date"] == ["27 January 2026"]


def test_what_was_sent_back_is_not_signed_off(world: World) -> None:
    with time_machine.travel("2026-01-20T12:00:00Z"):
        assessment = agreed(world)
        move(assessment, move=Move.SEND_BACK, by=TEST, reason="Look again")
    dates = build_snapshot(assessment, version=1, published_on=ON)["dates"]
    assert set(dates) == {"opened_on", "closed_on"}


def test_what_was_graded_elsewhere_has_no_days_here(world: World) -> None:
    """It was published before it was taken in."""
    with time_machine.travel("2026-03-20T12:00:00Z"):
        assessment = agreed(world)
    assert build_snapshot(assessment, version=1, published_on=ON)["dates"] == {}


def test_partners_make_a_partnership(world: World) -> None:
    graded(world)
    label = "At what level has this been completed?"
    draft = build_snapshot(world.assessment, version=1, published_on=ON)
    assert said(draft)[label] == ["Individual organisation"]
    save(world, partners="Example Council")
    draft = build_snapshot(world.assessment, version=1, published_on=ON)
    assert said(draft)[label] == ["Partnership: Example Council"]


@pytest.mark.parametrize("role", ["contributor", "reader", "other_lead"])
def test_who_may_not(world: World, role: str) -> None:
    with pytest.raises(NotPermitted):
        save_form_answers(
            assessment=world.assessment, answers=TYPED, seen=None, by=world.people[role]
        )


def test_nobody_overwrites_unseen(world: World) -> None:
    seen = _seen(world)
    save(world, board_lead="First")
    answer = world.client("board").post(page_of(world), {"board_lead": "Second", "seen": seen})
    assert answer.status_code == Clash.status
    assert "First" in answer.content.decode()
    assert "Second" in answer.content.decode()
    assert answers_for_form(world.assessment)["board_lead"] == "First"


def test_too_much_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput, match="longer than 200"):
        save(world, board_lead="x" * 201)


def test_a_report_from_before_still_fills_in_its_form() -> None:
    snapshot: Any = json.loads(GOLDEN.read_text())
    snapshot.pop("form", None)
    snapshot.pop("dates", None)
    fields = said(snapshot)
    assert fields["Date authorised"] == fields["EDS Lead"] == []
    assert date.fromisoformat(snapshot["published_on"]).year == 2026
