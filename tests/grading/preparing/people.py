"""Short ways to prepare things in the tests of preparing."""

from django.http import HttpResponse
from django.test import Client

from evidence.models import EvidenceItem
from grading.models import AssessedOutcome, EvidenceUse
from tests.common.markup import parse_page
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


def post(world: World, path: str, data: dict, role: str = "lead") -> HttpResponse:
    return world.client(role).post(f"/work/{world.assessment.pk}/{path}", data)


def says(response: HttpResponse, *words: str) -> None:
    content = response.content.decode().replace("&#x27;", "'").replace("&#39;", "'")
    for each in words:
        assert each in content, each
    parse_page(response.content.decode())


def seen_of_response(response: HttpResponse, name: str) -> str:
    page = parse_page(response.content.decode())
    return next(e.get("value", "") for e in page.tree.iter("input") if e.get("name") == name)
