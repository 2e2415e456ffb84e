"""A small, plainly fictional world for tests, made through the models and services."""

from dataclasses import dataclass, field

from django.test import Client

from edsportal.common.actors import Machine
from grading.models import AssessedOutcome, Assessment, Framework, Grader, Participation
from grading.services.assessment import create_assessment
from grading.services.framework import load_frameworks, shipped_edition_files
from stakeholders.domain.invitation_token import InvitationSecrets, new_secrets
from stakeholders.models import Invitation, LocalInterest, Membership, Organisation, Service, User

TEST = Machine("test")
Role = Membership.Role


@dataclass
class World:
    """The trust ``TST`` and the trust ``OTH`` that must never see it."""

    organisation: Organisation
    other_organisation: Organisation
    people: dict[str, User]
    assessment: Assessment
    services: list[Service]
    secrets: dict[int, InvitationSecrets] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """A browser signed in as one of `people`, or as nobody for ``anonymous``."""
        client = Client()
        if role != "anonymous":
            client.force_login(self.people[role])
        return client

    def assessed_outcome(self, code: str, service: str | None = None) -> AssessedOutcome:
        rows = self.assessment.assessed_outcomes.filter(outcome_code=code)
        return rows.get(service__key=service) if service else rows.order_by("position").first()

    def grader(self, key: str = "hw", kind: str = "healthwatch", *, started: bool = True) -> Grader:
        """A person of local interest ``key`` (made when missing) taking part in the assessment."""
        from django.utils import timezone

        interest, _ = LocalInterest.objects.get_or_create(
            organisation=self.organisation,
            key=key,
            defaults={"name": f"Example {key}", "kind": kind},
        )
        participation, _ = Participation.objects.get_or_create(
            assessment=self.assessment, local_interest=interest
        )
        secrets = new_secrets()
        invitation = Invitation.objects.create(
            local_interest=interest,
            name=f"Person of {key}",
            email=f"{key}-{participation.graders.count()}@example.org",
            token_hash=secrets.token_hash,
            code_hash=secrets.code_hash,
            created_by=self.people["lead"],
        )
        grader = Grader.objects.create(
            participation=participation,
            invitation=invitation,
            started_at=timezone.now() if started else None,
        )
        self.secrets[grader.pk] = secrets
        return grader


def frameworks() -> dict[str, Framework]:
    """The three editions that come with the portal, loaded."""
    load_frameworks(files=shipped_edition_files(), by=TEST)
    return {framework.key: framework for framework in Framework.objects.all()}


def make_person(
    name: str, organisation: Organisation | None = None, role: str | None = None
) -> User:
    user = User.objects.create_user(f"{name}@example.org", name=f"Pat {name.title()}")
    if organisation and role:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def build_world() -> World:
    organisation = Organisation.objects.create(
        ods_code="TST", name="Test Community NHS Trust", kind="provider", is_fictional=True
    )
    other = Organisation.objects.create(
        ods_code="OTH", name="Other Example NHS Trust", kind="provider", is_fictional=True
    )
    people = {
        "lead": make_person("lead", organisation, Role.EQUALITY_LEAD),
        "contributor": make_person("contributor", organisation, Role.CONTRIBUTOR),
        "board": make_person("board", organisation, Role.BOARD_MEMBER),
        "reader": make_person("reader", organisation, Role.COMMISSIONER_READER),
        "facilitator": make_person("facilitator", organisation, Role.FACILITATOR),
        "other_lead": make_person("other_lead", other, Role.EQUALITY_LEAD),
    }
    services = [
        Service.objects.create(organisation=organisation, key=f"s{n}", name=f"Example service {n}")
        for n in (1, 2, 3)
    ]
    assessment = create_assessment(
        organisation=organisation,
        framework=frameworks()["eds2022"],
        year="2025/26",
        services=services,
        by=TEST,
    )
    return World(organisation, other, people, assessment, services)
