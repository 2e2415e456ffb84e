"""A table of figures from upload to grader: no number from 1 to 7 on the way."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from evidence.models import EvidenceFile, Indicator
from evidence.services.evidence_item import ItemFacts
from evidence.services.preview import draw_preview
from grading.domain.workflow import Move
from grading.models import AssessedOutcome
from grading.selectors.grader import SESSION_KEY
from grading.services.assessment import move
from grading.services.evidence_use import add_evidence
from tests.common.markup import parse_page
from tests.evidence import files
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
    assert "* (hidden)" in page
    assert "Only your own staff can download the file itself." in page.replace("\n", " ")
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
    assert "Numbers from 1 to 7 stand in D4, or" in response.content.decode()


def test_a_grader_sees_table_and_picture_without_small_numbers(world: World) -> None:
    file = put(world, world.assessed_outcome("1A", "s1"))
    client = browser(world)
    question = client.get(f"/grade/{world.assessed_outcome('1A', 's1').pk}/").content.decode()
    assert f"/grade/evidence/{file.pk}/figures/" in question
    page = client.get(f"/grade/evidence/{file.pk}/figures/").content.decode()
    parse_page(page)
    # Men are 3 of 20, so they are hidden; Women would give them away; all together stay.
    assert cells(page) == [
        "* (hidden)", "*", "Not known: the numbers are hidden",
        "* (hidden)", "*", "Not known: the numbers are hidden",
        "205 of 400", "51%", "Everybody together",
    ]  # fmt: skip
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert svg.index("<title>Seen in time</title>") < svg.index("<desc>Overall 51%.")
    assert "style=" not in svg
    assert "<script" not in svg


def test_a_grader_downloads_the_safe_table_and_never_the_file(world: World) -> None:
    file = put(world, world.assessed_outcome("1A", "s1"))
    assert file.holds_small_numbers
    client = browser(world)
    question = client.get(f"/grade/{world.assessed_outcome('1A', 's1').pk}/").content.decode()
    assert "small numbers hidden (CSV)" in question
    response = client.get(f"/grade/evidence/{file.pk}/")
    assert response["Content-Type"].startswith("text/csv")
    assert "small numbers hidden.csv" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(r["group"], r["numerator"], r["per_cent"]) for r in rows] == [
        ("Women", "*", "*"), ("Men", "*", "*"), ("Overall", "205", "51"),
    ]  # fmt: skip
    staff = world.client("lead").get(f"/evidence/file/{file.pk}/")
    assert b"".join(staff.streaming_content)[:2] == b"PK"


def test_a_table_of_many_people_is_handed_out_as_it_is(world: World) -> None:
    rows = [("measure", "group", "numerator", "denominator"), ("Waits", "Men", 80, 120)]
    use = add_evidence(
        assessed_outcome=world.assessed_outcome("1A", "s1"),
        facts=ItemFacts(title="Waits", kind="data", summary="Who waits."),
        upload=SimpleUploadedFile("waits.csv", as_csv(rows)),
        by=world.people["lead"],
    )
    file = use.item.files.get()
    assert not file.holds_small_numbers
    response = browser(world).get(f"/grade/evidence/{file.pk}/")
    assert b"".join(response.streaming_content) == as_csv(rows)


def test_a_file_whose_headings_are_not_known_is_told_what_was_looked_for(world: World) -> None:
    row = world.assessed_outcome("1A", "s1")
    response = world.client("lead").post(
        f"/work/{world.assessment.pk}/evidence/{row.pk}/add/",
        {
            "title": "Bands", "kind": "data", "summary": "Pay.", "visibility": "public",
            "file": SimpleUploadedFile("bands.csv", b"Pay band,Women\n5,30\n"),
        },
        follow=True,
    )  # fmt: skip
    page = response.content.decode()
    assert "metric, disabled and non-disabled (WDES)" in page
    assert "We found: Pay band, Women." in page


def test_a_grader_sees_a_picture_of_a_pdf(world: World) -> None:
    row = world.assessed_outcome("1A", "s1")
    use = add_evidence(
        assessed_outcome=row,
        facts=ItemFacts(title="Leaflet", kind="other", summary="How to reach us."),
        upload=SimpleUploadedFile("leaflet.pdf", files.pdf(pages=3)),
        by=world.people["lead"],
    )
    file = use.item.files.get()
    client = browser(world)
    assert "preview.png" not in client.get(f"/grade/{row.pk}/").content.decode()
    draw_preview(file.preview.pk, now=timezone.now())
    page = client.get(f"/grade/{row.pk}/").content.decode()
    assert 'alt="Page 1 of 3 of Leaflet"' in page
    response = client.get(f"/grade/evidence/{file.pk}/preview.png")
    assert response["Content-Type"] == "image/png"
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    other = world.grader("tu", "trade_union")
    session = client.session
    session[SESSION_KEY] = other.pk
    session.save()
    assert client.get(f"/grade/evidence/{file.pk}/preview.png").status_code == 404


@pytest.mark.parametrize("who", ["other_lead", "lead"])
def test_another_assessments_file_is_not_there(world: World, who: str) -> None:
    file = put(world, world.assessed_outcome("1A", "s1"))
    pk = world.assessment.pk if who == "other_lead" else 999
    assert world.client(who).get(f"/work/{pk}/figures/{file.pk}/").status_code == 404
    assert world.client("lead").get(f"/work/{world.assessment.pk}/figures/999/").status_code == 404
