"""The demonstration's organisations, people and groups."""

from dataclasses import dataclass

from django.db import transaction

from demo.services.spec import Spec
from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from stakeholders.models import LocalInterest, Membership, Organisation, Service, User
from stakeholders.services.local_interest import add_local_interest

DEMO = Machine("demo")


@dataclass(frozen=True, slots=True)
class Trust:
    """One made-up organisation with those who act for it; ``board`` and ``lead`` always exist."""

    spec: Spec
    organisation: Organisation
    lead: User
    board: User
    services: tuple[Service, ...]
    interests: tuple[LocalInterest, ...]


@transaction.atomic
def make_trust(spec: Spec) -> Trust:
    """Make the organisation, its people, services and directory."""
    organisation = Organisation.objects.create(**spec["organisation"], is_fictional=True)
    record(
        Event.ORGANISATION_CREATED,
        by=DEMO,
        organisation=organisation.ods_code,
        subject=organisation,
    )
    people = {person["role"]: _join(organisation, **person) for person in spec["people"]}
    services = tuple(
        Service.objects.create(organisation=organisation, **service) for service in spec["services"]
    )
    interests = tuple(
        add_local_interest(
            organisation=organisation,
            key=interest["key"],
            name=interest["name"],
            kind=interest["kind"],
            represents=interest["represents"],
            by=DEMO,
        )
        for interest in spec["local_interests"]
    )
    return Trust(
        spec, organisation, people["equality_lead"], people["board_member"], services, interests
    )


def _join(organisation: Organisation, *, name: str, email: str, role: str) -> User:
    user = User.objects.create_user(email, name=name)
    membership = Membership.objects.create(user=user, organisation=organisation, role=role)
    record(
        Event.MEMBER_JOINED,
        by=DEMO,
        organisation=organisation.ods_code,
        subject=membership,
        role=role,
    )
    return user
