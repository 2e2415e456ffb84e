"""Many presses at the same moment, with commits that are real."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from edsportal.common.errors import Clash, InvalidInput, NotNow
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment, Grader, LocalGrade, LocalGradeRevision
from grading.selectors.grader import grader_by_pk, graders, outcome_of_assessment
from grading.services.invitation import invite
from grading.services.local_grade import save_local_grade
from stakeholders.models import Invitation
from stakeholders.services.local_interest import add_local_interest
from tests.world import TEST, World

AT_ONCE = 6


def all_at_once(press: object) -> list[object]:
    """What each of several simultaneous presses came to: a value or the refusal it met."""
    ready = Barrier(AT_ONCE)

    def one(number: int) -> object:
        try:
            ready.wait()
            return press(number)
        except (Clash, InvalidInput) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def press_save(grader: Grader, outcome_pk: int, comment: str) -> LocalGrade:
    mine = grader_by_pk(grader.pk)
    row = outcome_of_assessment(mine, outcome_pk)
    return save_local_grade(
        assessed_outcome=row, answer="developing", comment=comment, expected_version=0, by=mine
    )


@pytest.mark.usefixtures("committed_db")
def test_one_of_many_first_answers_is_saved_and_the_others_are_told(open_world: World) -> None:
    grader, outcome = open_world.grader(), open_world.assessed_outcome("1A", "s1")
    ends = all_at_once(lambda number: press_save(grader, outcome.pk, f"Text {number}"))
    won = [end for end in ends if isinstance(end, LocalGrade)]
    assert len(won) == 1
    assert sum(isinstance(end, Clash) for end in ends) == AT_ONCE - 1
    assert LocalGrade.objects.get().comment == won[0].comment
    assert LocalGradeRevision.objects.count() == 1


@pytest.mark.usefixtures("committed_db")
def test_the_same_answer_pressed_many_times_is_saved_once_and_everyone_is_told_so(
    open_world: World,
) -> None:
    grader, outcome = open_world.grader(), open_world.assessed_outcome("1A", "s1")
    ends = all_at_once(lambda number: press_save(grader, outcome.pk, "The same"))
    assert all(isinstance(end, LocalGrade) for end in ends)
    assert LocalGrade.objects.get().version == 1


@pytest.mark.usefixtures("committed_db")
def test_one_address_invited_many_times_at_once_is_invited_once(open_world: World) -> None:
    group = add_local_interest(
        organisation=open_world.organisation, name="Carers", kind="community_group", by=TEST
    )

    def press(number: int) -> object:
        return invite(
            assessment=open_world.assessment,
            local_interest=group,
            name="Sam",
            email="sam@example.org",
            by=TEST,
        )

    ends = all_at_once(press)
    assert sum(isinstance(end, InvalidInput) for end in ends) == AT_ONCE - 1
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("meanwhile", ["closed", "handed in"])
def test_a_save_under_way_never_lands_after_the_end(
    open_world: World, grader: Grader, outcome: AssessedOutcome, meanwhile: str
) -> None:
    """Everything was fetched while grading was open; the end came before the write."""
    fetched = graders().get(pk=grader.pk)
    outcome.assessment = fetched.participation.assessment
    assert fetched.participation.assessment.state == State.GRADING
    if meanwhile == "closed":
        Assessment.objects.filter(pk=open_world.assessment.pk).update(state=State.RECONCILING)
    else:
        Grader.objects.filter(pk=grader.pk).update(handed_in_at=timezone.now())
    with pytest.raises(NotNow):
        save_local_grade(
            assessed_outcome=outcome, answer="achieving", comment="", expected_version=0, by=fetched
        )
    assert not LocalGrade.objects.filter(grader=grader).exists()
