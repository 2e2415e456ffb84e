"""Who is not heard yet: the page, its file, small numbers, and the ways to mend a gap."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from grading.domain.workflow import Move
from grading.models import Grader, GroupAnswer, LocalGrade
from grading.services.assessment import move
from stakeholders.models import Characteristic, LocalInterest
from tests.world import TEST, World


def speaks_for(key: str, group: str) -> None:
    LocalInterest.objects.get(key=key).represents.add(Characteristic.objects.get(key=group))


def cells(world: World) -> dict[tuple[str, str], list[str]]:
    """The file's rows by outcome and name."""
    file = world.client("lead").get(f"/work/{world.assessment.pk}/heard.csv")
    rows = csv.reader(io.StringIO(file.content.decode()))
    return {(row[0], row[2]): row[3:] for row in rows}


def test_it_counts_people_where_their_group_may_grade(world: World) -> None:
    people = [world.grader("hw", "healthwatch", started=n > 0) for n in range(3)]
    speaks_for("hw", "age")
    answers(world, people[2], "1A")
    known = cells(world)
    assert known["1A", "Age"] == ["1 to 7", "1 to 7", "1 to 7", "Heard"]
    assert known["2A", "Age"] == ["none", "none", "none", "Nobody invited"]
    assert known["1A", "Example hw"][3] == "Heard"
    assert known["1B", "Example hw"] == ["1 to 7", "1 to 7", "none", "Started"]
    assert known["2A", "Example hw"] == ["–", "–", "–", "Does not grade this"]
    assert known["1A", "Sex"][3] == "Nobody invited"


def answers(world: World, grader: Grader, code: str, answer: str = "developing") -> None:
    LocalGrade.objects.create(
        grader=grader,
        assessed_outcome=world.assessed_outcome(code),
        answer=answer,
        saved_at=timezone.now(),
    )


def test_only_what_was_answered_is_heard_and_never_which_way(world: World) -> None:
    """Handing in says nothing of a question left out; "rather not say" looks like any answer."""
    said, silent = world.grader("hw", "healthwatch"), world.grader("pg", "patient_group")
    Grader.objects.filter(pk=said.pk).update(handed_in_at=timezone.now())
    answers(world, said, "1A")
    answers(world, silent, "1A", "prefer_not_to_say")
    answers(world, silent, "1B", "")
    known = cells(world)
    assert [known[code, "Example hw"][3] for code in ("1A", "1B")] == ["Heard", "Started"]
    assert [known[code, "Example pg"][3] for code in ("1A", "1B")] == ["Heard", "Started"]


def test_a_tables_agreed_answer_is_heard(world: World) -> None:
    group = world.grader("hw", "healthwatch", started=False).participation
    GroupAnswer.objects.create(
        participation=group,
        assessed_outcome=world.assessed_outcome("1A"),
        answer="developing",
        agreed=8,
        dissented=3,
        came_by="workshop",
        by_user=world.people["facilitator"],
        saved_at=timezone.now(),
    )
    known = cells(world)
    assert known["1A", "Example hw"] == ["1 to 7", "none", "about 10", "Heard"]
    assert known["1B", "Example hw"][3] == "Invited"


def test_who_stood_down_declined_or_was_withdrawn_is_not_counted(world: World) -> None:
    declined, revoked = world.grader("hw", "healthwatch", started=False), world.grader("hw")
    Grader.objects.filter(pk=declined.pk).update(declined_at=timezone.now())
    revoked.invitation.revoked_at, revoked.invitation.revoked_by = (
        timezone.now(),
        world.people["lead"],
    )
    revoked.invitation.save()
    assert cells(world)["1A", "Example hw"][3] == "Nobody invited"


def test_more_people_are_rounded_and_the_setting_is_the_organisations(world: World) -> None:
    for _each in range(9):
        world.grader("hw", "healthwatch", started=False)
    assert cells(world)["1A", "Example hw"][:2] == ["about 10", "none"]
    world.organisation.suppress_below = 12
    world.organisation.save()
    assert cells(world)["1A", "Example hw"][:2] == ["1 to 11", "none"]


def test_a_gap_leads_to_inviting_and_reminding(world: World) -> None:
    world.grader("hw", "healthwatch", started=False)
    speaks_for("hw", "age")
    lead, pk = world.client("lead"), world.assessment.pk
    page = lead.get(f"/work/{pk}/heard/").content.decode()
    assert f"/work/{pk}/invitations/new/?for=sex" in page
    assert "Remind" not in page
    form = lead.get(f"/work/{pk}/invitations/new/?for=sex").context["form"]
    assert form.initial == {"local_interest": "new", "represents": ["sex"]}
    interest = LocalInterest.objects.get(key="hw")
    form = lead.get(f"/work/{pk}/invitations/new/?for=age").context["form"]
    assert form.initial["local_interest"] == str(interest.pk)
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    page = lead.get(f"/work/{pk}/heard/").content.decode()
    assert reverse("grading:remind_all", args=[pk]) in page
    move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
    page = lead.get(f"/work/{pk}/heard/").content.decode()
    assert "/invitations/new/" not in page
    assert "nobody can be invited" in page


@pytest.mark.parametrize("page", ["heard/", "heard.csv"])
def test_for_the_lead_alone(world: World, page: str) -> None:
    address = f"/work/{world.assessment.pk}/{page}"
    roles = {"lead": 200, "contributor": 403, "board": 403, "reader": 403, "other_lead": 404}
    assert {role: world.client(role).get(address).status_code for role in roles} == roles


def test_as_many_queries_for_three_groups_as_for_one(
    world: World, django_assert_num_queries: object
) -> None:
    lead = world.client("lead")
    for keys in (("hw",), ("cg", "pg")):
        for key in keys:
            world.grader(key, "healthwatch")
            speaks_for(key, "age")
        # Session, person, assessment, roles; outcomes, groups, stood down, interests, whom they
        # speak for, people, who answered alone and together.
        with django_assert_num_queries(12):
            assert lead.get(f"/work/{world.assessment.pk}/heard/").status_code == 200
