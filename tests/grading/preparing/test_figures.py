"""A table of figures from upload to grader: no number from 1 to 7 on the way."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evidence.models import EvidenceFile, Indicator
from evidence.services.evidence_item import ItemFacts
from grading.domain.workflow import Move
from grading.models import AssessedOutcome
from grading.selectors.grader import SESSION_KEY
from grading.services.assessment import move
from grading.services.evidence_use import add_evidence
from tests.common.markup import parse_page
from tests.evidence.test_indicator_file import ROWS, as_csv, book
from tests.world import TEST, World

SECRET = 3


def put(world: World, row: AssessedOutcome) -> EvidenceFile:
    use = add_evidence(
        assessed_outcome=row,
        facts=ItemFacts(title="Waits", kind="data", summary="Who waits."),
        upload=SimpleUploadedFile("waits.xlsx", book(ROWS)),
        by=world.people["lead"],
    )
    return use.item.files.get()


def browser(world: World) -> Client:
    grader = world.grader("hw", "healthwatch")
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    return client


def cells(page: str) -> list[str]:
    return re.findall(r'<td class="nhsuk-table__cell">(.*?)</td>', page)


def test_the_lead_is_told_sheet_and_cell(world: World) -> None:
    row = world.assessed_outcome("1A", "s1")
    file = put(world, row)
    assert Indicator.objects.filter(file=file).count() == 3
    client = world.client("lead")
    page = client.get(f"/work/{world.assessment.pk}/figures/{file.pk}/").content.decode()
    parse_page(page)
    assert "sheet “Data”, D4" in page
    assert "hidden, so that nobody is picked out" in page
    assert (
        f"/figures/{file.pk}/"
        in client.get(f"/work/{world.assessment.pk}/evidence/").content.decode()
    )


def test_the_warning_comes_at_upload(world: World) -> None:
    row = world.assessed_outcome("1A", "s1")
    address = f"/work/{world.assessment.pk}/evidence/{row.pk}/add/"
    client = world.client("lead")
    response = client.post(
        address,
        {
            "title": "Waits", "kind": "data", "summary": "Who waits.", "visibility": "public",
            "file": SimpleUploadedFile("waits.csv", as_csv(ROWS)),
        },
        follow=True,
    )  # fmt: skip
    assert "Numbers from 1 to 7 stand in D4." in response.content.decode()


def test_a_grader_sees_table_and_picture_without_small_numbers(world: World) -> None:
    file = put(world, world.assessed_outcome("1A", "s1"))
    client = browser(world)
    question = client.get(f"/grade/{world.assessed_outcome('1A', 's1').pk}/").content.decode()
    assert f"/grade/evidence/{file.pk}/figures/" in question
    page = client.get(f"/grade/evidence/{file.pk}/figures/").content.decode()
    parse_page(page)
    # Men are 3 of 20, so they are hidden; Women would give them away; all together stay.
    assert cells(page) == [
        "hidden, so that nobody is picked out", "–", "cannot be compared",
        "hidden, so that nobody is picked out", "–", "cannot be compared",
        "205 of 400", "51%", "everybody together",
    ]  # fmt: skip
    svg = page[page.index('<svg class="app-figures"') : page.index("</svg>")]
    assert svg.index("<title>Seen in time: Overall 51%.</title>") < svg.index("<text")
    assert "style=" not in svg
    assert "<script" not in svg


@pytest.mark.parametrize("who", ["other_lead", "lead"])
def test_another_assessments_file_is_not_there(world: World, who: str) -> None:
    file = put(world, world.assessed_outcome("1A", "s1"))
    pk = world.assessment.pk if who == "other_lead" else 999
    assert world.client(who).get(f"/work/{pk}/figures/{file.pk}/").status_code == 404
    assert world.client("lead").get(f"/work/{world.assessment.pk}/figures/999/").status_code == 404
