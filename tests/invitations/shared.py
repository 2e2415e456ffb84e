"""What tests of shared links begin with."""

from django.test import Client

from grading.domain.workflow import State
from grading.services.shared_link import Shared, open_shared_link
from stakeholders.models import LocalInterest
from tests.world import World


def put_into(world: World, state: State) -> World:
    """The world with its assessment in ``state``."""
    world.assessment.state = state
    world.assessment.save()
    return world


def group(world: World, kind: str = "public", name: str = "Anyone who comes") -> LocalInterest:
    made, _new = LocalInterest.objects.get_or_create(
        organisation=world.organisation,
        key=name.lower().replace(" ", "-"),
        defaults={"name": name, "kind": kind},
    )
    return made


def opened(world: World, *, cap: int = 3, kind: str = "public") -> Shared:
    return open_shared_link(
        assessment=world.assessment,
        local_interest=group(world, kind),
        cap=cap,
        by=world.people["lead"],
    )


def page_of(shared: Shared) -> str:
    return f"/join-grading/{shared.secrets.token}/"


def form_of(client: Client, address: str, **typed: str) -> dict[str, str]:
    """What the page's form would send: its own key, and what was typed."""
    form = client.get(address).context["form"]
    return {"form_key": form["form_key"].value(), "name": "", **typed}
