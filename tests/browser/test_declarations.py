"""The lead reads what graders declared, sees what keeps grading open, decides, and closes."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from grading.domain.workflow import Move
from grading.models import DeclaredInterest
from grading.selectors.grader import grader_by_pk
from grading.services.about_you import answer_about_you
from grading.services.assessment import move
from grading.services.grader_session import Beginning, start_grading
from grading.services.handing_in import hand_in
from grading.services.local_grade import save_local_grade
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.world import TEST, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def graded(world: World, key: str, kind: str, code: str, beginning: Beginning) -> None:
    """Somebody starts, answers one question, hands in, and says how old they are."""
    grader = grader_by_pk(world.grader(key, kind, started=False).pk)
    row = world.assessed_outcome(code)
    with transaction.atomic():
        start_grading(beginning=beginning, by=grader)
        save_local_grade(
            assessed_outcome=row, answer="achieving", comment="", expected_version=0, by=grader
        )
        hand_in(by=grader)
        answer_about_you(answers={"age": "25_to_44"}, by=grader)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_lead_decides_and_then_closes_grading(
    arrive: Callable[..., Person], committed_db: None, width: int
) -> None:
    world = build_world()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    graded(
        world,
        "hw",
        "healthwatch",
        "1A",
        Beginning("family", "My wife is a porter.", access_needs="Large print."),
    )
    for _number in range(10):
        graded(world, "union", "trade_union", "2A", Beginning("works_there", "Nurse."))
    pk = world.assessment.pk

    lead = arrive("lead", width=width)
    lead.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    lead.presses("Sign in", exact=True).goes(reverse("grading:closing", args=[pk]))
    lead.reads("Decide about declared interests first").goes(
        reverse("grading:invitations", args=[pk])
    )
    lead.reads("11 wait for you").presses("Declared interests, and what people need")
    lead.reads("My wife is a porter.", "Large print.", "Waits for you")
    lead.presses("Allow everyone in staff groups who works here")
    lead.types("Why?", "Staff groups speak for staff.").presses("Allow them all")
    lead.reads("10 people are allowed.", "Declared and allowed")
    lead.presses("Decide").chooses("Stand down")
    lead.types("Why?", "Too close.").presses("Save the decision").reads("Stood down")
    lead.goes(reverse("grading:closing", args=[pk])).does_not_read("Decide about declared")
    lead.chooses("I have checked that everyone who wanted to answer has had time")
    lead.presses("Close grading").reads("Grading is closed.")
    lead.goes(reverse("grading:declarations", args=[pk])).does_not_read("Change about")
    lead.presses("Who answered").reads("People who answered: 10, rounded", "25 to 44")
    assert DeclaredInterest.objects.filter(decision="allowed").count() == 10
    assert lead.faults == []
