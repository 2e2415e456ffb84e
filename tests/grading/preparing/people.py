"""Short ways to prepare things in the tests of preparing."""

from django.test import Client

from evidence.models import EvidenceItem
from grading.models import AssessedOutcome, EvidenceUse
from tests.world import World


def item(world: World, title: str = "Access survey", *, other: bool = False) -> EvidenceItem:
    return EvidenceItem.objects.create(
        organisation=world.other_organisation if other else world.organisation,
        title=title,
        kind="survey",
        summary="Shows waits by age.",
        url="https://www.example.org/",
    )


def use(world: World, outcome: AssessedOutcome, title: str = "Access survey") -> EvidenceUse:
    return EvidenceUse.objects.create(assessed_outcome=outcome, item=item(world, title))


def open_grading(world: World) -> None:
    """Puts the assessment in its next state, as the one door would."""
    type(world.assessment).objects.filter(pk=world.assessment.pk).update(state="grading")
    world.assessment.refresh_from_db()


def page(client: Client, world: World, path: str = "") -> str:
    response = client.get(f"/work/{world.assessment.pk}/{path}")
    assert response.status_code == 200, response.status_code
    return response.content.decode()
