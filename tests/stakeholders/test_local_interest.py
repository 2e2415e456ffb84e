import pytest

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, NotPermitted
from edsportal.common.models import AuditEvent
from stakeholders.models import Characteristic, LocalInterest
from stakeholders.services.local_interest import add_local_interest
from tests.world import World


def add(world: World, name: str = "Carers", **given: object) -> LocalInterest:
    return add_local_interest(
        **{
            "organisation": world.organisation,
            "name": name,
            "kind": "community_group",
            "by": world.people["lead"],
            **given,
        }
    )


def test_a_group_gets_a_key_and_those_it_speaks_for(world: World) -> None:
    age = Characteristic.objects.get(key="age")
    interest = add(world, "  Carers   together ", represents=["race", age])
    assert (interest.key, interest.name) == ("carers-together", "Carers together")
    assert set(interest.represents.values_list("key", flat=True)) == {"age", "race"}
    assert AuditEvent.objects.get(event="local_interest_added").organisation == "TST"


def test_groups_whose_names_give_one_key_get_numbers(world: World) -> None:
    keys = [add(world, name).key for name in ("Carers!", "Carers?", "Carers.")]
    assert keys == ["carers", "carers-2", "carers-3"]


def test_a_name_in_no_latin_letters_gets_a_key_too(world: World) -> None:
    assert add(world, "照顧者").key == "group"


def test_two_organisations_may_hold_the_same_group(world: World) -> None:
    mine = add(world)
    theirs = add(world, organisation=world.other_organisation, by=world.people["other_lead"])
    assert mine.key == theirs.key


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"name": " "}, "name"),
        ({"name": "Carers TOGETHER"}, "name"),
        ({"kind": "shareholders"}, "kind"),
        ({"represents": ["left_handed"]}, "represents"),
        ({"key": "carers-together"}, "key"),
        ({"key": "not a key"}, "key"),
    ],
)
def test_what_is_wrong_is_named(world: World, given: dict[str, object], place: str) -> None:
    add(world, "Carers together")
    with pytest.raises(InvalidInput) as refusal:
        add(world, **{"name": "Others", **given})
    assert place in [problem.place for problem in refusal.value.problems]
    assert LocalInterest.objects.count() == 1


def test_another_organisations_inclusion_group_is_not_known(world: World) -> None:
    Characteristic.objects.create(key="rural", label="Rural", organisation=world.other_organisation)
    with pytest.raises(InvalidInput, match="rural"):
        add(world, represents=["rural"])


@pytest.mark.parametrize("who", ["contributor", "board", "reader", "other_lead"])
def test_only_the_lead_adds(world: World, who: str) -> None:
    with pytest.raises(NotPermitted):
        add(world, by=world.people[who])


def test_a_command_may_add(world: World) -> None:
    assert add(world, by=Machine("import")).pk
