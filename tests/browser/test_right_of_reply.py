"""Grading closes on its day, the trust replies, and a grader keeps or changes an answer once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from grading.domain.closing import locks_at
from grading.domain.workflow import Move
from grading.models import LocalGrade, ReplyRound
from grading.selectors.grader import grader_by_pk
from grading.services.assessment import move
from grading.services.closing import close_due
from grading.services.local_grade import save_local_grade
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.world import TEST, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def graded_and_closed(world: World) -> dict[str, str]:
    """Two unions say developing of 2A, the trust excelling; the day passes. Codes by group."""
    row = world.assessed_outcome("2A")
    row.organisation_grade, row.organisation_reason = "excelling", "Our survey says so."
    row.save()
    world.assessment.closes_on = timezone.localdate() + timedelta(days=3)
    world.assessment.save()
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    codes = {}
    for key in ("north", "south"):
        grader = world.grader(key, "trade_union")
        codes[key] = world.secrets[grader.pk].code
        with transaction.atomic():
            save_local_grade(
                assessed_outcome=world.assessed_outcome("2A"),
                answer="developing",
                comment="We wait too long.",
                expected_version=0,
                by=grader_by_pk(grader.pk),
            )
    return codes


def picks_day(someone: Person, name: str, day: date) -> None:
    for part in ("day", "month", "year"):
        someone.find(f"[name={name}-{part}]").fill(str(getattr(day, part)))


@pytest.mark.parametrize(("javascript", "width"), [(True, 320), (True, 1280), (False, 320)])
def test_the_trust_replies_and_people_look_again_once(
    arrive: Callable[..., Person], committed_db: None, javascript: bool, width: int
) -> None:
    world = build_world()
    codes = graded_and_closed(world)
    pk = world.assessment.pk
    lead = arrive("lead", javascript=javascript, width=width)
    lead.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    lead.presses("Sign in", exact=True).goes(reverse("grading:opening", args=[pk]))
    lead.reads("Grading closes by itself on", "at 23:59").presses("Move the closing date")
    picks_day(lead, "closes_on", timezone.localdate() + timedelta(days=5))
    lead.types("Why?", "The post was late.").presses("Move the date and tell everyone")
    lead.reads("Grading now closes on")
    close_due(now=locks_at(timezone.localdate() + timedelta(days=5)))

    lead.goes(reverse("grading:task_list", args=[pk]))
    lead.reads("Say whether your organisation replies.").presses("Right of reply")
    lead.presses("We do not reply").presses("Back to the right of reply")
    lead.presses("We want to reply").presses("Begin the right of reply")
    lead.reads("You can write your replies now.").presses("Write a reply")
    lead.types("Your reply", "Waits fell by half since May.").presses("Save the reply")
    lead.reads("Waits fell by half since May.").presses("Send the replies now")
    lead.presses("Send the replies", exact=True)
    lead.reads("Local interests can keep or change their answers until")
    board = arrive("board", javascript=javascript, width=width)
    board.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["board"])]))
    board.presses("Sign in", exact=True).goes(reverse("grading:sign_off", args=[pk]))
    board.reads("The grades cannot be signed off yet.")

    for key, says in (("north", "I change it to: Achieving"), ("south", "I keep my answer")):
        grader = arrive(key, javascript=javascript, width=width)
        grader.goes(reverse("grading:code"))
        grader.find("[name=code]").fill(codes[key])
        grader.presses("Continue").presses("Read the organisation's replies")
        grader.reads("It cannot change your grade.").presses(
            world.assessed_outcome("2A").outcome.question
        )
        grader.reads("Waits fell by half since May.", "It gave itself: Excelling")
        grader.find(f"label:has-text('{says}')").click()
        grader.chooses("I know that I can do this once").presses("Save my answer")
        grader.reads("Your answer is saved.").does_not_read("To read")
        assert grader.faults == []

    assert ReplyRound.objects.get().final_at is not None
    assert sorted(LocalGrade.objects.values_list("answer", flat=True)) == [
        "achieving",
        "developing",
    ]
    lead.goes(reverse("grading:reply", args=[pk])).reads("The right of reply is over.")
    lead.reads("1 local interest changed its answer")
    board.goes(reverse("grading:sign_off", args=[pk]))
    board.find(".app-part summary").filter(has_text="2A").first.click()
    board.reads("After the reply,")
    board.chooses("I have read how each grade was reached").presses("Sign off the agreed grades")
    board.reads("The grades are signed off.")
    assert lead.faults == []
    assert board.faults == []
