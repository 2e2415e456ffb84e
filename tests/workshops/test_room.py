"""A room: who may open it, join it, answer in it, and when anybody sees what was answered."""

import pytest
from django.db import transaction

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from grading.domain.workflow import State
from grading.models import CameBy, Grader, LocalGrade, SittingQuestion
from grading.selectors.grader import grader_by_pk, outcomes_to_grade
from tests.workshops.rooms import Room, participation, put_into, room
from tests.world import World
from workshops.models import Workshop
from workshops.selectors.workshop import groups_that_may_join, room_of, shown_spread
from workshops.services.leading import reveal, set_timer
from workshops.services.workshop import close_workshop, open_workshop, plan_workshop


def shown(a_room: Room, number: int) -> object:
    return shown_spread(a_room.fresh(), a_room.questions[number])


def test_people_join_under_their_group_and_can_answer_at_once(world: World) -> None:
    a_room = room(world)
    grader = a_room.join(name="Sam")
    assert (grader.came_by, grader.invitation.email) == (CameBy.WORKSHOP, "")
    assert grader.participation.local_interest.key == "public"
    assert a_room.answers(grader, 0, "achieving").answer == "achieving"


def test_they_are_asked_the_rooms_questions_in_its_order(world: World) -> None:
    put_into(world, State.GRADING)
    rows = list(world.assessment.assessed_outcomes.order_by("position"))[:3]
    workshop = plan_workshop(
        assessment=world.assessment,
        title="Backwards",
        outcomes=rows[::-1],
        cap=5,
        by=world.people["facilitator"],
    )
    open_workshop(workshop=workshop, by=world.people["facilitator"])
    grader = Room(world, workshop).join()
    assert outcomes_to_grade(grader_by_pk(grader.pk)) == rows[::-1]


def test_another_question_is_refused(world: World) -> None:
    a_room = room(world, questions=1)
    grader = a_room.join()
    client = world.client("anonymous")
    session = client.session
    session["grader"] = grader.pk
    session.save()
    other = world.assessment.assessed_outcomes.order_by("position")[2]
    answer = client.post(f"/grade/{other.pk}/", {"answer": "achieving", "version": "0"})
    assert answer.status_code == 403
    assert not LocalGrade.objects.exists()


def test_the_cap_holds_and_closing_ends_the_code(world: World) -> None:
    a_room = room(world, cap=1)
    a_room.join()
    with pytest.raises(NotNow, match="All places"):
        a_room.join()
    close_workshop(workshop=a_room.fresh(), by=world.people["facilitator"])
    assert a_room.code == ""
    with pytest.raises(NotNow, match="not open"):
        a_room.join()


def test_opening_again_makes_a_new_code(world: World) -> None:
    a_room = room(world)
    before = a_room.code
    close_workshop(workshop=a_room.fresh(), by=world.people["facilitator"])
    open_workshop(workshop=a_room.fresh(), by=world.people["facilitator"])
    assert a_room.code != before
    assert world.client("anonymous").get(f"/w/{before}/").status_code == 404
    assert world.client("anonymous").get(f"/w/{a_room.code}/").status_code == 200


def test_the_database_alone_lets_nobody_in(world: World) -> None:
    a_room = room(world)
    stored = [str(value) for value in Workshop.objects.values_list().get()]
    assert not any(a_room.code in value for value in stored)


def test_nothing_is_shown_before_it_is_shown_to_the_room(world: World) -> None:
    a_room = room(world)
    people = [a_room.join() for _ in range(3)]
    for person in people:
        a_room.answers(person, 0, "excelling")
    assert shown(a_room, 0) is None
    assert room_of(a_room.fresh(), a_room.questions[0]).answered == 3


def test_too_few_answers_are_not_shown_and_stay_open(world: World) -> None:
    a_room = room(world)
    first, second = a_room.join(), a_room.join()
    a_room.answers(first, 0, "excelling")
    a_room.answers(second, 0, "excelling")
    with pytest.raises(NotNow, match="not enough answers to show"):
        reveal(
            workshop=a_room.fresh(), question=a_room.questions[0], by=world.people["facilitator"]
        )
    assert not SittingQuestion.objects.exclude(sealed_at=None).exists()
    a_room.answers(first, 0, "developing", version=1)


def test_after_showing_nobody_in_the_room_answers(world: World) -> None:
    a_room = room(world)
    people = [a_room.join() for _ in range(4)]
    for person, answer in zip(people, ("achieving", "achieving", "developing"), strict=False):
        a_room.answers(person, 0, answer)
    reveal(workshop=a_room.fresh(), question=a_room.questions[0], by=world.people["facilitator"])
    assert {bar.answer: bar.count for bar in shown(a_room, 0) if bar.count} == {
        "achieving": 2,
        "developing": 1,
    }
    for person, version in ((people[0], 1), (people[3], 0), (a_room.join(), 0)):
        with pytest.raises(NotNow, match="have been shown to your workshop"):
            a_room.answers(person, 0, "excelling", version=version)
    assert a_room.answers(people[0], 1, "excelling")  # The next question is open as before.


def test_a_comment_is_no_answer(world: World) -> None:
    a_room = room(world)
    a_room.answers(a_room.join(), 0, "")
    assert room_of(a_room.fresh(), a_room.questions[0]).answered == 0


def test_only_groups_that_grade_one_of_the_questions_may_join(world: World) -> None:
    a_room = room(world)  # Questions of domain 1: a union grades none of them.
    union = participation(world, "union", "trade_union")
    assert union not in groups_that_may_join(a_room.fresh())
    with pytest.raises(InvalidInput):
        a_room.join("union", "trade_union")


def test_one_press_is_one_person(world: World) -> None:
    a_room = room(world)
    assert a_room.join(press="same").pk == a_room.join(press="same").pk
    assert Grader.objects.filter(came_by=CameBy.WORKSHOP).count() == 1


def test_who_works_there_cannot_join(world: World) -> None:
    a_room = room(world)
    for role in ("lead", "board", "facilitator"):
        with pytest.raises(NotPermitted, match="You work for"):
            a_room.join(by=world.people[role])


@pytest.mark.parametrize("role", ["contributor", "board", "reader", "other_lead"])
def test_only_those_with_the_right_lead_a_room(world: World, role: str) -> None:
    a_room = room(world)
    by = world.people[role]
    for act in (
        lambda: close_workshop(workshop=a_room.fresh(), by=by),
        lambda: set_timer(workshop=a_room.fresh(), minutes=5, by=by),
        lambda: reveal(workshop=a_room.fresh(), question=a_room.questions[0], by=by),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_everything_is_undone_together(world: World) -> None:
    a_room = room(world, open_now=False)
    events = AuditEvent.objects.count()
    with transaction.atomic():
        open_workshop(workshop=a_room.fresh(), by=world.people["facilitator"])
        transaction.set_rollback(True)
    assert not a_room.fresh().is_open
    assert AuditEvent.objects.count() == events


def test_no_event_tells_what_was_answered(world: World) -> None:
    a_room = room(world)
    for _ in range(3):
        a_room.answers(a_room.join(), 0, "excelling")
    reveal(workshop=a_room.fresh(), question=a_room.questions[0], by=world.people["facilitator"])
    told = " ".join(f"{event.details} {event.reason}" for event in AuditEvent.objects.all())
    assert "excelling" not in told
