"""Eighty people in a room, paper and telephone on eighteen outcomes: every count comes out right.

What is expected is counted here from what was said, by `tests.independent` and by plain
loops; nothing of the portal's rules is asked.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any, NamedTuple

import pytest
from django.test import Client

from grading.domain.workflow import Move, State
from grading.models import Assessment, Grader, GroupAnswer, LocalGrade
from grading.selectors.grader import grader_by_pk
from grading.services.assessment import move
from grading.services.group_answer import Agreed, record_group_answer
from reports.domain.eds_report import eds_report
from reports.services.snapshot import build_snapshot
from tests.independent.reading import reading_of
from tests.workshops.rooms import graded_by_eds2, participation
from tests.world import TEST, World, build_world
from workshops.domain.paper import Typed
from workshops.models import Workshop
from workshops.selectors.code import code_of
from workshops.selectors.workshop import gradable_outcomes, questions_of, shown_spread, workshops_of
from workshops.services.leading import reveal
from workshops.services.paper import make_packs, take_paper
from workshops.services.phone import enter_phone_answers
from workshops.services.workshop import open_workshop, plan_workshop

pytestmark = pytest.mark.django_db
GRADES = ("undeveloped", "developing", "achieving", "excelling")
ANSWERS = (*GRADES, *GRADES, "not_enough_evidence", "prefer_not_to_say")
GROUPS = ("public", "patient_group", "community_group", "healthwatch", "staff_network")
IN_THE_ROOM, ON_PAPER, BY_PHONE = 80, 12, 9


class Said(NamedTuple):
    """One person's answer to one outcome."""

    way: str
    group: str
    person: int
    outcome: str
    answer: str


def eds2(world: World) -> Assessment:
    graded_by_eds2(world)
    for group in GROUPS:
        participation(world, group, group)
    return world.assessment


def what_people_say(codes: list[str]) -> list[Said]:
    """Made up before anything is typed in; one answer in eight is left out."""
    rng = Random(18)
    people = [("workshop", n) for n in range(IN_THE_ROOM)]
    people += [("paper", n + 100) for n in range(ON_PAPER)]
    people += [("phone", n + 200) for n in range(BY_PHONE)]
    said = []
    for way, person in people:
        group = GROUPS[person % len(GROUPS)]
        leaning = rng.sample(ANSWERS, 3)
        answered = [code for code in codes if rng.random() > 1 / 8]
        said += [Said(way, group, person, code, rng.choice(leaning)) for code in answered]
    return said


def in_the_room(world: World, said: list[Said]) -> Workshop:
    """Everybody by the pages, as phones send it: join, then each answer."""
    outcomes = gradable_outcomes(world.assessment)
    by = world.people["facilitator"]
    workshop = plan_workshop(
        assessment=world.assessment, title="Town hall", outcomes=outcomes, cap=90, by=by
    )
    open_workshop(workshop=workshop, by=by)
    [workshop] = workshops_of(world.assessment)
    places = {row.outcome_code: row.pk for row in outcomes}
    for person in range(IN_THE_ROOM):
        phone, address = Client(), f"/w/{code_of(workshop)}/"
        key = phone.get(address).context["form"]["form_key"].value()
        group = participation(world, GROUPS[person % len(GROUPS)])
        joined = phone.post(
            address,
            {
                "form_key": key,
                "group": str(group.pk),
                "name": "",
                "interest": "none",
                "comment_consent": "none",
            },
        )
        assert joined.status_code == 200
        for one in (one for one in said if one.way == "workshop" and one.person == person):
            sent = {"answer": one.answer, "comment": "", "version": "0"}
            assert phone.post(f"/grade/{places[one.outcome]}/", sent).status_code == 302
    return workshop


def on_paper_and_by_phone(world: World, said: list[Said]) -> None:
    places = {row.outcome_code: row.pk for row in gradable_outcomes(world.assessment)}
    for way, person in sorted({(one.way, one.person) for one in said if one.way != "workshop"}):
        theirs = [one for one in said if (one.way, one.person) == (way, person)]
        group = participation(world, theirs[0].group)
        group.assessment = world.assessment
        answers = {places[one.outcome]: Typed(one.answer) for one in theirs}
        given: dict[str, Any] = {"answers": answers, "comment_consent": "none"}
        if way == "phone":
            enter_phone_answers(participation=group, by=world.people["facilitator"], **given)
            continue
        [pack] = make_packs(
            assessment=world.assessment,
            participation=group,
            format="standard",
            count=1,
            by=world.people["lead"],
        )
        assert not take_paper(pack=pack, by=world.people["facilitator"], **given).counts
        assert take_paper(pack=pack, by=world.people["lead"], **given).counts


def tally(said: Iterable[Said]) -> Counter[tuple[str, str]]:
    return Counter((one.outcome, one.answer) for one in said)


def as_a_file(said: list[Said], codes: list[str]) -> dict[str, Any]:
    """What was said, in the interchange's shape, for the independent reading of the rules."""
    return {
        "framework": "eds2",
        "settings": {"method": "median", "quorum": 1},
        "services": [],
        "local_interests": [{"id": group, "kind": group} for group in GROUPS],
        "outcomes": [
            {
                "outcome": code,
                "service": None,
                "in_scope": True,
                "organisation_grade": None,
                "local_grades": [
                    {"local_interest": one.group, "grader": str(one.person), "answer": one.answer}
                    for one in said
                    if one.outcome == code
                ],
                "meeting_grade": None,
                "published_grade": None,
            }
            for code in codes
        ],
    }


def reported(assessment: Assessment) -> dict[str, Any]:
    snapshot = build_snapshot(assessment, version=1, published_on=date(2027, 2, 26))
    return eds_report(snapshot, sha256="")


def without_middle(outcomes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = ("outcome", "grade", "basis", "view_from", "local_interests", "tally", "dissenting")
    return [{name: outcome[name] for name in names} for outcome in outcomes]


def rounded(people: int) -> str:
    return "*" if people < 8 else str(5 * ((people + 2) // 5))


def test_every_count_is_what_an_independent_tally_says() -> None:
    world = build_world()
    assessment = eds2(world)
    codes = [row.outcome_code for row in gradable_outcomes(assessment)]
    assert len(codes) == 18
    said = what_people_say(codes)

    workshop = in_the_room(world, said)
    on_paper_and_by_phone(world, said)

    kept = LocalGrade.objects.values_list("assessed_outcome__outcome_code", "answer")
    assert Counter(kept) == tally(said)
    room = tally(one for one in said if one.way == "workshop")
    for question in questions_of(workshop):
        reveal(workshop=workshop, question=question, by=world.people["facilitator"])
        [workshop] = workshops_of(assessment)
        spread = shown_spread(workshop, question)
        code = question.assessed_outcome.outcome_code
        assert {(code, bar.answer): bar.count for bar in spread if bar.count} == {
            key: count for key, count in room.items() if key[0] == code
        }

    people = Counter(way for way, _person in {(one.way, one.person) for one in said})
    assert people == {"workshop": IN_THE_ROOM, "paper": ON_PAPER, "phone": BY_PHONE}
    for way, count in people.items():
        assert Grader.objects.filter(came_by=way).count() == count
    move(assessment, move=Move.CLOSE_GRADING, by=TEST)
    report = reported(assessment)
    assert {part["way"]: part["people"] for part in report["ways"]} == {
        way: rounded(count) for way, count in people.items()
    }
    expected = reading_of(as_a_file(said, codes))["outcomes"]
    assert without_middle(report["outcomes"]) == without_middle(expected)


def test_an_agreed_answer_speaks_for_its_group_and_the_others_stay() -> None:
    world = build_world()
    assessment = eds2(world)
    row = gradable_outcomes(assessment)[0]
    said = [Said("phone", "public", person, row.outcome_code, "undeveloped") for person in range(3)]
    on_paper_and_by_phone(world, said)
    made = world.grader("public", "public")
    Grader.objects.filter(pk=made.pk).update(coordinator=True)
    record_group_answer(
        assessed_outcome=row,
        said=Agreed("excelling", agreed=9, dissented=2, dissent="Two from the night shift"),
        expected_version=0,
        by=grader_by_pk(made.pk),
    )
    assert State(assessment.state) is State.GRADING
    move(assessment, move=Move.CLOSE_GRADING, by=TEST)
    first = reported(assessment)["outcomes"][0]
    assert (first["grade"], first["local_interests"]) == ("excelling", 1)
    assert LocalGrade.objects.filter(answer="undeveloped").count() == 3
    assert GroupAnswer.objects.get().dissent == "Two from the night shift"
