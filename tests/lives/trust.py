"""A small trust for one story: made in bulk, because making it is not what is tested."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.utils import timezone

from evidence.models import EvidenceItem
from grading.domain.opening import EngagementItem
from grading.models import (
    AssessedOutcome,
    Assessment,
    EngagementChecklist,
    EvidenceUse,
    Framework,
    Grader,
    Participation,
)
from grading.services.assessment import create_assessment
from stakeholders.domain.invitation_token import new_secrets
from stakeholders.models import Invitation, LocalInterest, Membership, Organisation, Service, User
from tests.independent import reading
from tests.lives.ledger import Ledger
from tests.lives.things import Group, Person, Place
from tests.world import TEST, frameworks, make_person

ADDRESS = "https://example.org/waits"
KINDS = sorted(reading.EVERY_KIND)
EDITIONS = ("eds2022", "eds2", "eds2022", "eds2011")


@dataclass
class Trust:
    """What all stories of one test share."""

    organisation: Organisation
    staff: dict[str, User]
    services: list[Service]
    frameworks: dict[str, Framework]
    evidence: EvidenceItem


def build_trust() -> Trust:
    organisation = Organisation.objects.create(
        ods_code="TST", name="Test Community NHS Trust", kind="provider", is_fictional=True
    )
    roles = Membership.Role
    staff = {
        "lead": make_person("lead", organisation, roles.EQUALITY_LEAD),
        "board": make_person("board", organisation, roles.BOARD_MEMBER),
        "facilitator": make_person("facilitator", organisation, roles.FACILITATOR),
        "contributor": make_person("contributor", organisation, roles.CONTRIBUTOR),
    }
    services = [
        Service.objects.create(organisation=organisation, key=f"s{n}", name=f"Service {n}")
        for n in (1, 2, 3)
    ]
    evidence = EvidenceItem.objects.create(
        organisation=organisation, title="Waiting times", kind="data", summary="Waits.", url=ADDRESS
    )
    return Trust(organisation, staff, services, frameworks(), evidence)


def begin(trust: Trust, rng: Random, seed: int) -> tuple[Assessment, Ledger]:
    """An assessment in preparation with two to four outcomes to grade, and its groups."""
    framework = EDITIONS[seed % len(EDITIONS)]
    assessment = create_assessment(
        organisation=trust.organisation,
        framework=trust.frameworks[framework],
        year="2025/26",
        services=trust.services if framework == "eds2022" else (),
        by=TEST,
    )
    chosen = rng.sample(reading.CODES[framework], rng.randint(2, 3))
    closes_on = timezone.localdate() + timedelta(days=rng.randint(3, 40))
    places = _scope(assessment, chosen, rng)
    assessment.method = rng.choice(["median", "median", "majority", "lowest"])
    assessment.quorum = rng.choice([1, 1, 1, 1, 2, 3])
    assessment.closes_on = closes_on
    assessment.save()
    prepared = rng.random() < 0.7
    EngagementChecklist.objects.filter(assessment=assessment).update(
        **{
            item.value: "Done with Example Voices."
            for item in EngagementItem
            if prepared or item is not EngagementItem.SENIOR_PEOPLE
        }
    )
    EvidenceUse.objects.bulk_create(
        EvidenceUse(assessed_outcome_id=place.pk, item=trust.evidence)
        for place in places.values()
        if place.graded_here
    )
    ledger = Ledger(framework, assessment.method, assessment.quorum, closes_on, places, {})
    ledger.prepared = prepared
    _grade_oneself(places, rng)
    _invite_groups(trust, assessment, ledger, chosen, rng)
    return assessment, ledger


def _scope(assessment: Assessment, chosen: list[str], rng: Random) -> dict[int, Place]:
    """The others out of scope, or, in one story of three, known as published."""
    rest = assessment.assessed_outcomes.exclude(outcome_code__in=chosen)
    if rng.random() < 0.35:
        for grade in reading.GRADES[1:]:
            rest.filter(position__in=rng.choices(range(1, 20), k=9)).update(published_grade=grade)
        rest.filter(published_grade="").update(published_grade="developing")
    else:
        rest.update(in_scope=False, out_of_scope_reason="Not this year.")
    rows = AssessedOutcome.objects.filter(assessment=assessment).select_related("service")
    return {
        row.pk: Place(
            row.pk,
            row.outcome_code,
            row.service.key if row.service else None,
            row.outcome_code in chosen,
            row.published_grade,
        )
        for row in rows.order_by("position")
    }


def _grade_oneself(places: dict[int, Place], rng: Random) -> None:
    """Mostly higher than others see it, so that there is something to reply to."""
    for place in places.values():
        if place.graded_here and rng.random() < 0.9:
            place.own = rng.choice(["excelling", "excelling", "achieving"])
            AssessedOutcome.objects.filter(pk=place.pk).update(organisation_grade=place.own)


def _invite_groups(
    trust: Trust, assessment: Assessment, ledger: Ledger, chosen: list[str], rng: Random
) -> None:
    """Somebody entitled for each goal, and others of random kinds; one to three people each."""
    goals = sorted({code[0]: code for code in chosen}.values())
    kinds = [rng.choice(sorted(reading.entitled(ledger.framework, code))) for code in goals]
    kinds += rng.choices(KINDS, k=max(0, rng.randint(1, 5) - len(kinds)))
    for number, kind in enumerate(kinds):
        key = f"g{number}"
        interest = LocalInterest.objects.create(
            organisation=trust.organisation, key=key, name=f"Group {number}", kind=kind
        )
        taking_part = Participation.objects.create(assessment=assessment, local_interest=interest)
        ledger.groups[key] = Group(key, kind, taking_part.pk, interest.name)
        for n in range(rng.choice([1, 1, 2, 3])):
            person = _person(trust, taking_part, f"{key}-{n}", coordinator=n == 0)
            ledger.people[person.pk] = Person(person.pk, key, n == 0)


def _person(trust: Trust, taking_part: Participation, name: str, *, coordinator: bool) -> Grader:
    secrets = new_secrets()
    invitation = Invitation.objects.create(
        local_interest=taking_part.local_interest,
        name=name,
        email=f"{name}@example.org",
        token_hash=secrets.token_hash,
        code_hash=secrets.code_hash,
        created_by=trust.staff["lead"],
    )
    return Grader.objects.create(
        participation=taking_part, invitation=invitation, coordinator=coordinator
    )
