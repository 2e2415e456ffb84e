"""What people do in a right of reply, for its tests."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from grading.domain.closing import locks_at
from grading.domain.results import PartResult, fingerprint
from grading.models import (
    AssessedOutcome,
    Grader,
    Reply,
    ReplyRound,
)
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.selectors.results import results_of
from grading.services import running
from grading.services.reply import write_reply
from grading.services.reply_answer import change_answer, keep_answer
from grading.services.reply_round import (
    ask_for_reply,
)
from tests.world import World

UNIONS = ("north", "south")


def outcome(world: World, grader: Grader, code: str = "2A") -> AssessedOutcome:
    return outcome_of_assessment(grader, world.assessed_outcome(code).pk)


def ask(world: World, by: str = "lead", days: int = 14) -> ReplyRound:
    return ask_for_reply(
        assessment=world.assessment,
        reply_by=timezone.localdate() + timedelta(days=14),
        days_to_answer=days,
        by=world.people[by],
    )


def write(
    world: World, text: str = "See our new figures.", *, version: int = 0, code: str = "2A"
) -> Reply:
    row = world.assessed_outcome(code)
    row.assessment = world.assessment
    return write_reply(
        assessed_outcome=row,
        text=text,
        evidence=None,
        expected_version=version,
        by=world.people["lead"],
    )


def person(world: World, key: str = "north") -> Grader:
    rows = Grader.objects.filter(
        participation__assessment=world.assessment, participation__local_interest__key=key
    )
    return grader_by_pk(rows.get().pk)


def change(world: World, key: str, answer: str) -> None:
    grader = person(world, key)
    change_answer(
        assessed_outcome=outcome(world, grader), answer=answer, comment="Now I see.", by=grader
    )


def keep(world: World, key: str, code: str = "2A") -> None:
    grader = person(world, key)
    keep_answer(assessed_outcome=outcome(world, grader, code), by=grader)


def part_of(world: World, code: str = "2A") -> PartResult:
    return next(p for p in results_of(world.assessment).parts if p.outcome_code == code)


def sign(world: World) -> None:
    seen = fingerprint(results_of(world.assessment))
    running.sign_off(assessment=world.assessment, seen=seen, by=world.people["board"])


def travelled(day: object) -> time_machine.travel:
    return time_machine.travel(locks_at(day), tick=False)
