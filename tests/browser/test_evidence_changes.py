"""The lead changes evidence while people grade: one keeps, one changes, the lead sees both."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from grading.models import LocalGrade
from stakeholders.services.demo_sign_in import demo_token
from tests.browser.person import Person
from tests.grading.seen import answer, open_on_evidence, put_forward
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def comes_in(person: Person, world: World, key: int) -> Person:
    person.goes(reverse("grading:enter", args=[world.secrets[key].token]))
    return person.presses("Carry on")


@pytest.mark.parametrize(("width", "javascript"), [(320, True), (1280, True), (320, False)])
def test_old_and_new_are_seen_kept_and_changed(
    arrive: Callable[..., Person], committed_db: None, width: int, javascript: bool
) -> None:
    world = build_world()
    outcome = world.assessed_outcome("1A", "s1")
    item = put_forward(world, outcome)
    open_on_evidence(world)
    keeps, changes = world.grader("hw", "healthwatch"), world.grader("carers", "patient_group")
    for grader in (keeps, changes):
        answer(grader, outcome)
    pk = world.assessment.pk

    lead = arrive("lead", width=width, javascript=javascript)
    lead.goes(reverse("stakeholders:demo_sign_in", args=[demo_token(world.people["lead"])]))
    lead.presses("Sign in", exact=True).goes(reverse("grading:changed_evidence", args=[pk]))
    lead.reads("No evidence has changed").goes(reverse("grading:evidence", args=[pk]))
    lead.reads("Evidence cannot be taken away").does_not_read("Stop using")
    lead.goes(reverse("grading:change_in_grading", args=[pk, item.pk]))
    lead.types("What this shows", "Waits by group and age.").presses("Save as the next version")
    lead.reads("Say in a few words what changed")
    lead.types("What changed, and why?", "Ages were added.").presses("Save as the next version")
    lead.reads("is changed", "Have not looked yet", "Example hw")

    one = comes_in(arrive("keeps", width=width, javascript=javascript), world, keeps.pk)
    one.goes("/grade/").reads("Evidence changed since you answered").presses("See what changed")
    one.reads("Ages were added.", "Waits by group.", "Waits by group and age.", "Old: what you saw")
    one.presses("Keep my answer").reads("Your answer is kept as it is.")
    one.does_not_read("Evidence changed since you answered")

    two = comes_in(arrive("changes", width=width, javascript=javascript), world, changes.pk)
    two.goes(f"/grade/{outcome.pk}/").reads("Evidence changed since you answered.")
    two.presses("See what changed").presses("Change my answer")
    two.find('input[name="answer"]').first.check()
    two.presses("Save and go back")
    two.goes("/grade/").does_not_read("Evidence changed since you answered")

    lead.goes(reverse("grading:changed_evidence", args=[pk]))
    lead.reads("Have looked", "Example carers, Example hw").does_not_read("kept their answer")
    rounds = set(LocalGrade.objects.values_list("evidence_round", "looked_round"))
    assert rounds == {(0, 1), (1, 1)}
    for person in (lead, one, two):
        assert person.surprises == []
