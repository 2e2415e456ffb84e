"""What a table agreed, written down by a facilitator: never over what its group gave."""

from collections.abc import Callable

import pytest
from django.test import Client

from edsportal.common.errors import NotNow, NotPermitted
from edsportal.common.models import OutgoingMessage
from grading.domain.workflow import Move, State
from grading.models import Assessment, Grader, GroupAnswer, GroupAnswerRevision
from grading.selectors.grader import SESSION_KEY, grader_by_pk, outcome_of_assessment
from grading.selectors.results import results_of
from grading.services.assessment import move
from grading.services.group_answer import Agreed, record_group_answer
from grading.services.group_answer_back import take_back_group_answer
from grading.services.local_grade import save_local_grade
from tests.workshops.rooms import Room, participation, put_into, room
from tests.world import TEST, World
from workshops.domain.paper import Typed
from workshops.selectors.workshop import questions_of
from workshops.services.phone import enter_phone_answers
from workshops.services.table import write_down_table_answer
from workshops.services.workshop import close_workshop

SAID = Agreed("excelling", agreed=6, dissented=1, dissent="One carer", comment="It got better")
FORM = {"answer": "excelling", "agreed": "6", "dissented": "0", "publish": "no"}
WORDS_OF_GROUP = "The lift has been broken since May"


@pytest.fixture
def hall(world: World) -> Room:
    """An open workshop; one person of Healthwatch was invited and has said nothing."""
    hall = room(world)
    world.grader("hw", "healthwatch")
    return hall


def writes(
    hall: Room, key: str = "hw", kind: str = "healthwatch", said: Agreed = SAID
) -> GroupAnswer:
    fresh = hall.fresh()
    group = participation(hall.world, key, kind)
    group.assessment = fresh.assessment
    return write_down_table_answer(
        workshop=fresh,
        question=questions_of(fresh)[0],
        participation=group,
        said=said,
        by=hall.world.people["facilitator"],
    )


def person_of(world: World, key: str = "hw", *, coordinator: bool = False) -> Grader:
    found = Grader.objects.filter(participation__local_interest__key=key).first()
    if coordinator:
        Grader.objects.filter(pk=found.pk).update(coordinator=True)
    return grader_by_pk(found.pk)


def agrees(hall: Room, grader: Grader, answer: str = "undeveloped") -> GroupAnswer:
    return record_group_answer(
        assessed_outcome=outcome_of_assessment(grader, hall.questions[0].assessed_outcome_id),
        said=Agreed(answer, agreed=4, dissented=1, dissent=WORDS_OF_GROUP, comment=WORDS_OF_GROUP),
        expected_version=0,
        by=grader,
    )


def answers(hall: Room, grader: Grader, answer: str) -> None:
    save_local_grade(
        assessed_outcome=outcome_of_assessment(grader, hall.questions[0].assessed_outcome_id),
        answer=answer,
        comment="",
        expected_version=0,
        by=grader,
    )


def voice(hall: Room, key: str = "hw") -> str | None:
    place = hall.questions[0].assessed_outcome_id
    assessment = Assessment.objects.get(pk=hall.world.assessment.pk)
    part = next(part for part in results_of(assessment).parts if part.pk == place)
    return next((v.answer for v in part.reconciliation.voices if v.key == key), None)


def browser(grader: Grader) -> Client:
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    return client


def test_it_speaks_for_a_group_that_has_said_nothing(hall: Room) -> None:
    writes(hall)
    assert voice(hall) == "excelling"


def test_the_groups_own_agreed_answer_is_not_replaced_nor_shown(hall: Room) -> None:
    agrees(hall, person_of(hall.world, coordinator=True))
    group = participation(hall.world, "hw")
    place = hall.page(f"questions/{hall.questions[0].pk}/table/")
    sent = {**FORM, "group": str(group.pk), "confirmed": "1", "version": "1"}
    page = hall.world.client("lead").post(place, sent)
    assert page.status_code == 422
    assert "has answered this question already" in page.text
    assert WORDS_OF_GROUP not in page.text
    assert "Undeveloped, agreed" not in page.text
    saved = GroupAnswer.objects.get()
    assert (saved.answer, saved.version, saved.by_user_id) == ("undeveloped", 1, None)
    assert voice(hall) == "undeveloped"


def one_answers(hall: Room) -> None:
    answers(hall, person_of(hall.world), "developing")


def one_telephones(hall: Room) -> None:
    group = participation(hall.world, "hw")
    group.assessment = hall.fresh().assessment
    enter_phone_answers(
        participation=group,
        answers={hall.questions[0].assessed_outcome_id: Typed("developing")},
        comment_consent="none",
        by=hall.world.people["facilitator"],
    )


def it_was_denied(hall: Room) -> None:
    writes(hall)
    place = hall.questions[0].assessed_outcome
    take_back_group_answer(assessed_outcome=place, by=person_of(hall.world))


@pytest.mark.parametrize("before", [one_answers, one_telephones, it_was_denied, writes])
def test_nothing_is_written_once_the_group_has_spoken(
    hall: Room, before: Callable[[Room], object]
) -> None:
    before(hall)
    kept, heard = list(GroupAnswerRevision.objects.values_list("pk")), voice(hall)
    with pytest.raises(NotNow, match="has answered this question already"):
        writes(hall, said=Agreed("achieving", agreed=2))
    assert list(GroupAnswerRevision.objects.values_list("pk")) == kept
    assert voice(hall) == heard


def test_what_people_answer_later_comes_first(hall: Room) -> None:
    writes(hall)
    answers(hall, person_of(hall.world), "developing")
    assert voice(hall) == "developing"


def test_what_is_typed_for_somebody_later_does_not_set_it_aside(hall: Room) -> None:
    writes(hall)
    one_telephones(hall)
    assert voice(hall) == "excelling"


def test_the_room_must_be_open(hall: Room) -> None:
    close_workshop(workshop=hall.fresh(), by=hall.world.people["facilitator"])
    with pytest.raises(NotNow, match="not open"):
        writes(hall)


def test_somebody_must_be_able_to_check_it(hall: Room) -> None:
    with pytest.raises(NotNow, match="nobody could check"):
        writes(hall, "public", "public")
    hall.join()
    writes(hall, "public", "public")
    assert voice(hall, "public") == "excelling"


def test_nothing_is_taken_once_the_room_saw_its_answers(hall: Room) -> None:
    """Also for a group of which nobody joined by telephone."""
    for _person in range(3):
        hall.answers(hall.join(), 0, "developing")
    hall.facilitator().post(hall.page(f"questions/{hall.questions[0].pk}/show/"))
    assert hall.questions[0].sealed_at is not None
    with pytest.raises(NotNow, match="has been shown what it answered"):
        writes(hall)


def test_the_group_is_told_and_takes_it_back_by_one_press(hall: Room) -> None:
    writes(hall)
    message = OutgoingMessage.objects.get(kind="written_down")
    assert (message.to, "Excelling" in message.body) == ("hw-0@example.org", True)
    me = browser(person_of(hall.world))
    assert "Check what was written down for your group" in me.get("/grade/").text
    page = me.get("/grade/together/").text
    assert all(words in page for words in ("Excelling", "One carer", "This is not what we agreed"))
    place = hall.questions[0].assessed_outcome_id
    assert me.post(f"/grade/together/{place}/take-back/").status_code == 302
    assert voice(hall) is None
    newest = GroupAnswerRevision.objects.order_by("version").last()
    assert (newest.version, newest.answer, newest.by_kind) == (2, "", "grader")


def test_it_can_still_be_denied_when_grading_was_closed_at_once(hall: Room) -> None:
    writes(hall)
    move(hall.fresh().assessment, move=Move.CLOSE_GRADING, by=TEST)
    place = hall.questions[0].assessed_outcome
    take_back_group_answer(assessed_outcome=place, by=person_of(hall.world))
    assert voice(hall) is None


def test_not_after_the_board_signed(hall: Room) -> None:
    writes(hall)
    put_into(hall.world, State.AGREED)
    with pytest.raises(NotNow, match="signed"):
        take_back_group_answer(
            assessed_outcome=hall.questions[0].assessed_outcome, by=person_of(hall.world)
        )


def test_only_the_coordinator_takes_back_what_the_coordinator_handed_in(hall: Room) -> None:
    agrees(hall, person_of(hall.world, coordinator=True))
    hall.world.grader("hw", "healthwatch")
    other = grader_by_pk(Grader.objects.filter(coordinator=False).last().pk)
    place = hall.questions[0].assessed_outcome
    with pytest.raises(NotPermitted):
        take_back_group_answer(assessed_outcome=place, by=other)
    take_back_group_answer(assessed_outcome=place, by=person_of(hall.world))
    assert voice(hall) is None
    assert agrees(hall, person_of(hall.world)).version == 3


def test_a_coordinator_reads_how_many_were_typed_in(hall: Room) -> None:
    me = person_of(hall.world, coordinator=True)
    assert "typed in answers for your group" not in browser(me).get("/grade/together/").text
    one_telephones(hall)
    one_telephones(hall)
    assert "By telephone: 2. Each counts" in browser(me).get("/grade/together/").text


def test_it_is_read_back_before_it_is_kept(hall: Room) -> None:
    group = participation(hall.world, "hw")
    place = hall.page(f"questions/{hall.questions[0].pk}/table/")
    page = hall.facilitator().post(place, {**FORM, "group": str(group.pk)})
    assert "Read this back to the table" in page.text
    assert not GroupAnswer.objects.exists()
    kept = hall.facilitator().post(place, {**FORM, "group": str(group.pk), "confirmed": "1"})
    assert kept.status_code == 302
    assert GroupAnswer.objects.get().answer == "excelling"
