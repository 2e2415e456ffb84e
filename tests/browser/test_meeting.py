"""A lead records what a meeting agreed; two groups confirm it, one refuses; then it counts."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from grading.domain.workflow import Move
from grading.selectors.grader import grader_by_pk
from grading.selectors.results import results_of
from grading.services.assessment import move
from grading.services.local_grade import save_local_grade
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.world import TEST, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "north": "Yes, this is what we agreed",
    "south": "Yes, this is what we agreed",
    "east": "No, we did not",
}


def graded_and_closed(world: World) -> dict[str, str]:
    """Three unions say developing of 2A, as the trust does. Codes by group."""
    row = world.assessed_outcome("2A")
    row.organisation_grade, row.organisation_reason = "developing", "Our survey says so."
    row.save()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    codes = {}
    for key in WORDS:
        grader = world.grader(key, "trade_union")
        codes[key] = world.secrets[grader.pk].code
        with transaction.atomic():
            save_local_grade(
                assessed_outcome=world.assessed_outcome("2A"),
                answer="developing",
                comment="",
                expected_version=0,
                by=grader_by_pk(grader.pk),
            )
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    return codes


def grade_of(world: World) -> str | None:
    parts = results_of(world.assessment).parts
    return next(part.grade for part in parts if part.outcome_code == "2A")


@pytest.mark.parametrize(("javascript", "width"), [(True, 320), (False, 1280)])
def test_what_a_meeting_agreed_waits_for_those_who_were_there(
    arrive: Callable[..., Person], committed_db: None, javascript: bool, width: int
) -> None:
    world = build_world()
    codes = graded_and_closed(world)
    pk, place = world.assessment.pk, world.assessed_outcome("2A")
    lead = arrive("lead", javascript=javascript, width=width)
    lead.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    lead.presses("Sign in", exact=True).goes(reverse("grading:reconciliation", args=[pk]))
    lead.presses("Meetings of local interests").reads("No meeting recorded.")
    lead.goes(reverse("grading:record_meeting", args=[pk, place.pk]))
    lead.chooses("Achieving activity")
    for key in WORDS:
        lead.chooses(f"Example {key}")
    for part, value in (("day", "20"), ("month", "1"), ("year", "2026")):
        lead.find(f"[name=met_on-{part}]").fill(value)
    lead.types("Note", "We talked for an hour.").presses("Record it and ask the groups")
    lead.reads("Waiting for confirmation.", "Example east has not answered yet")
    board = arrive("board", javascript=javascript, width=width)
    board.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["board"])]))
    board.presses("Sign in", exact=True).goes(reverse("grading:sign_off", args=[pk]))
    board.reads("The grades cannot be signed off yet.", "Waiting for confirmation.")
    assert grade_of(world) == "developing"

    for key, says in WORDS.items():
        grader = arrive(key, javascript=javascript, width=width)
        grader.goes(reverse("grading:code"))
        grader.find("[name=code]").fill(codes[key])
        grader.presses("Continue").presses("Say whether your meeting agreed this")
        grader.presses(place.outcome.question)
        grader.reads("We talked for an hour.", "Achieving").chooses(says)
        grader.presses("Save my answer").reads("What you said is saved.")
        grader.does_not_read("To answer")
        assert grader.faults == []

    assert grade_of(world) == "achieving"
    lead.goes(reverse("grading:meetings", args=[pk]))
    lead.reads("Confirmed by the groups.", "Example east says: we did not agree this")
    lead.does_not_read("Take this back")
    board.goes(reverse("grading:sign_off", args=[pk])).does_not_read("waits for the groups")
    assert lead.faults == []
    assert board.faults == []
