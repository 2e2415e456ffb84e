"""A demonstration's link opens nothing real."""

import pytest

from edsportal.common.errors import NotPermitted
from stakeholders.models import Organisation, User
from stakeholders.services.demo_sign_in import demo_token, user_from_demo_token
from tests.world import World, make_person


def administrator() -> User:
    person = make_person("root")
    person.is_platform_administrator = True
    person.save()
    return person


def test_an_administrator_where_all_is_made_up(world: World) -> None:
    person = administrator()
    assert user_from_demo_token(demo_token(person)) == person


def test_no_administrator_where_something_is_real(world: World) -> None:
    token = demo_token(administrator())
    Organisation.objects.create(ods_code="RQ6", name="Real NHS Trust", kind="provider")
    with pytest.raises(NotPermitted, match="only the demonstration"):
        user_from_demo_token(token)
    lead = world.people["lead"]
    assert user_from_demo_token(demo_token(lead)) == lead


def test_nobody_of_a_real_organisation(world: World) -> None:
    Organisation.objects.filter(pk=world.organisation.pk).update(is_fictional=False)
    with pytest.raises(NotPermitted):
        user_from_demo_token(demo_token(world.people["lead"]))
