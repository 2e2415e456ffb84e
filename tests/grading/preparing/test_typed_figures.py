"""Figures typed in on a page: rows more and less without a script, errors by row, warnings."""

import re

import pytest

from evidence.domain.typed_figures import TYPED_NAME
from evidence.models import EvidenceItem, Indicator
from grading.domain.workflow import Move
from grading.models import EvidenceUse
from grading.services.assessment import move
from tests.common.markup import parse_page
from tests.world import TEST, World

HERE = "/work/organisation/TST/evidence/figures/"
HEAD = {"title": "Waits", "summary": "Who waits.", "visibility": "public"}


def rows(*given: tuple[str, ...]) -> dict[str, str]:
    names = ("measure", "characteristic", "group", "value", "overall", "numerator",
             "denominator", "better")  # fmt: skip
    return {
        f"row{at}_{name}": (row[place] if place < len(row) else "")
        for at, row in enumerate(given)
        for place, name in enumerate(names)
    }


WAITS = rows(
    ("Seen in time", "", "Overall", "", "", "203", "400", "higher"),
    ("Seen in time", "Sex", "Women", "", "", "200", "380", "higher"),
    ("Seen in time", "Sex", "Men", "", "", "3", "20", "higher"),
)


def test_an_empty_page_has_three_rows(world: World) -> None:
    page = world.client("lead").get(HERE).content.decode()
    parse_page(page)
    assert page.count('<fieldset class="nhsuk-fieldset app-figure-row">') == 3


def test_a_typed_table_is_an_upload_like_any(world: World) -> None:
    response = world.client("contributor").post(HERE, HEAD | WAITS, follow=True)
    page = response.content.decode()
    parse_page(page)
    item = EvidenceItem.objects.get(title="Waits")
    assert item.kind == "data"
    file = item.files.get()
    assert (file.name, file.holds_small_numbers) == (TYPED_NAME, True)
    assert Indicator.objects.filter(file=file, better="higher").count() == 3
    assert "row 3" in page  # The warning names the row, as it was typed.
    assert "205 of 400" in page
    assert "3 of 20" not in page


@pytest.mark.parametrize(
    ("button", "groups"),
    [("add", ["Overall", "Women", "Men", ""]), ("remove-2", ["Overall", "Men"]),
     ("remove-9", ["Overall", "Women", "Men"]), ("remove-x", ["Overall", "Women", "Men"])],
)  # fmt: skip
def test_rows_come_and_go_by_buttons_and_nothing_typed_is_lost(
    world: World, button: str, groups: list[str]
) -> None:
    sent = HEAD | WAITS | {"rows": button}
    response = world.client("lead").post(HERE, sent)
    page = response.content.decode()
    parse_page(page)
    assert response.status_code == 200
    assert not EvidenceItem.objects.filter(title="Waits").exists()
    boxes = re.findall(r'<input[^>]*name="row\d+_group"[^>]*>', page)
    found = [(re.search(r'value="([^"]*)"', box) or [None, ""])[1] for box in boxes]
    assert found == groups
    assert "There is a problem" not in page


def test_each_error_names_its_row(world: World) -> None:
    sent = HEAD | rows(("Seen", "", "", "162"), ("", "", "", ""), ("Seen", "", "Men", ""))
    response = world.client("lead").post(HERE, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Row 1: name the group, or write Overall" in page
    assert "Row 1: enter a per cent from 0 to 100" in page
    assert "Row 3: enter the per cent, or how many people it is true for" in page
    assert "Row 2" in page
    assert "Row 2:" not in page


def test_a_table_without_any_row_is_not_kept(world: World) -> None:
    response = world.client("lead").post(HERE, HEAD | rows(("",), ("",)))
    assert "Fill in at least one row" in response.content.decode()
    assert not EvidenceItem.objects.filter(title="Waits").exists()


def test_typed_figures_are_changed_as_they_were_typed(world: World) -> None:
    client = world.client("lead")
    client.post(HERE, HEAD | WAITS)
    item = EvidenceItem.objects.get(title="Waits")
    address = f"/work/organisation/TST/evidence/{item.pk}/figures/"
    page = client.get(address).content.decode()
    assert re.search(
        r'name="row2_numerator"[^>]*value="3"|value="3"[^>]*name="row2_numerator"', page
    )
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    sent = HEAD | WAITS | {"seen": seen[1], "row2_numerator": "13"}
    assert client.post(address, sent).status_code == 302
    assert item.files.count() == 2
    again = client.post(address, sent)  # Somebody else's page was older.
    assert again.status_code == 409
    assert item.files.count() == 2


def test_what_people_grade_by_does_not_change(world: World) -> None:
    client = world.client("lead")
    client.post(HERE, HEAD | WAITS)
    item = EvidenceItem.objects.get(title="Waits")
    EvidenceUse.objects.create(assessed_outcome=world.assessed_outcome("2A"), item=item)
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    address = f"/work/organisation/TST/evidence/{item.pk}/figures/"
    assert "People were asked to grade by this evidence" in client.get(address).content.decode()
    assert client.post(address, HEAD | WAITS | {"seen": ""}).status_code == 409
    assert item.files.count() == 1


def test_a_file_that_was_not_typed_has_no_such_page(world: World) -> None:
    item = EvidenceItem.objects.create(organisation=world.organisation, title="x", summary="y")
    address = f"/work/organisation/TST/evidence/{item.pk}/figures/"
    assert world.client("lead").get(address).status_code == 404
    assert world.client("board").get(HERE).status_code == 403
    assert world.client("other_lead").get(HERE).status_code == 404
