"""What staff see is kept by no cache between them and the portal."""

import pytest
from django.test import Client

from tests.world import World


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/work/", "/work/1/", "/account/", "/no-such-page/"])
def test_a_page_of_somebody_signed_in_is_private(world: World, address: str) -> None:
    kept = world.client("lead").get(address)["Cache-Control"]
    assert "private" in kept
    assert "public" not in kept


@pytest.mark.django_db
def test_a_public_page_stays_public(world: World) -> None:
    assert "public" in Client().get("/")["Cache-Control"]
