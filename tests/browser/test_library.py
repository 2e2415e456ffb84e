"""The library in a real browser: wide and on a phone, with the progress of a file and without."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evidence.models import EvidenceItem
from evidence.services.evidence_item import ItemFacts, add_item
from grading.domain.workflow import State
from grading.models import Assessment, EvidenceUse
from grading.services.assessment import create_assessment
from stakeholders.models import Characteristic
from tests.evidence import zips
from tests.world import TEST, World, build_world

pytestmark = pytest.mark.browser
HERE = "/work/organisation/TST/evidence/"


def walked_library(world: World) -> EvidenceItem:
    """Items of every look, one of them of last year."""
    held = add_item(
        organisation=world.organisation,
        facts=ItemFacts(
            title="Survey of people who use interpreters in outpatient clinics, winter 2025",
            kind="survey",
            summary="Shows how long people waited. It leaves out people under 16.",
            url="https://www.example.org/a-very-long-address/" + "x" * 80,
            review_on=date(2025, 1, 1),
            owner="Head of Patient Experience",
            visibility="graders",
            characteristics=list(Characteristic.objects.all()[:4]),
        ),
        upload=SimpleUploadedFile("Survey_of_people_with_a_long_name.txt", b"words"),
        by=TEST,
    )
    for number in range(30):
        facts = ItemFacts(title=f"Board paper {number}", kind="story", summary="What was said.")
        add_item(organisation=world.organisation, facts=facts, by=TEST)
    before = create_assessment(
        organisation=world.organisation,
        framework=world.assessment.framework,
        year="2024/25",
        services=world.services,
        by=TEST,
    )
    outcome = before.assessed_outcomes.get(outcome_code="2A")
    EvidenceUse.objects.create(assessed_outcome=outcome, item=held)
    Assessment.objects.filter(pk=before.pk).update(state=State.PUBLISHED)
    return held


def signed_in(person, world: World, live_server: object) -> None:
    client = Client()
    client.force_login(world.people["lead"])
    person.page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )


def keep(person, name: str) -> None:
    """A picture for whoever asks for pictures."""
    if folder := os.environ.get("SCREENSHOTS"):
        person.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_library(arrive, live_server: object, width: int) -> None:
    world = build_world()
    held = walked_library(world)
    lead = arrive("lead", width=width)
    signed_in(lead, world, live_server)
    for name, path in {
        "list": HERE,
        "filtered": f"{HERE}?text=survey&review_passed=on",
        "nothing": f"{HERE}?text=nowhere",
        "item": f"{HERE}{held.pk}/",
        "add": f"{HERE}add/",
        "change": f"{HERE}{EvidenceItem.objects.last().pk}/change/",
        "load": f"{HERE}load/",
        "reuse": f"/work/{world.assessment.pk}/evidence/reuse/",
    }.items():
        lead.goes(path)
        keep(lead, f"{name}-{width}")
    lead.goes(HERE).presses("Add the group to what is ticked")
    keep(lead, f"wrong-{width}")
    lead.reads("There is a problem", "Tick at least one piece of evidence")
    assert lead.surprises == []


def chosen(person, name: str, content: bytes) -> None:
    person.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def filled(person, title: str) -> None:
    person.goes(f"{HERE}add/")
    person.page.get_by_label("Title", exact=True).fill(title)
    person.page.locator("#id_kind").select_option("data")
    person.page.locator("#id_summary").fill("Shows waits. It leaves out children.")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_sent(arrive, live_server: object, javascript: bool) -> None:
    world = build_world()
    lead = arrive("lead", javascript=javascript)
    signed_in(lead, world, live_server)
    filled(lead, "With a file")
    chosen(lead, "notes.txt", b"Notes\n" * 1000)
    lead.page.get_by_role("button", name="Save").click()
    lead.page.get_by_role("heading", name="With a file").wait_for()
    assert EvidenceItem.objects.get().files.get().name == "notes.txt"


def test_a_file_that_is_not_taken_leaves_what_was_typed(arrive, live_server: object) -> None:
    world = build_world()
    lead = arrive("lead")
    signed_in(lead, world, live_server)
    filled(lead, "Typed before")
    chosen(lead, "run.pdf", b"MZ")
    lead.page.get_by_role("button", name="Save").click()
    lead.page.get_by_text("The name says it is PDF").first.wait_for()
    assert lead.page.get_by_label("Title", exact=True).input_value() == "Typed before"
    chosen(lead, "notes.txt", b"Notes")
    lead.page.get_by_role("button", name="Save").click()
    lead.page.get_by_role("heading", name="Typed before").wait_for()
    assert EvidenceItem.objects.count() == 1


def test_a_lost_connection_leaves_the_form(arrive, live_server: object) -> None:
    world = build_world()
    lead = arrive("lead")
    signed_in(lead, world, live_server)
    filled(lead, "Lost and sent again")
    chosen(lead, "notes.txt", b"Notes" * 100_000)
    lead.page.context.set_offline(True)
    lead.page.get_by_role("button", name="Save").click()
    lead.page.get_by_text("The connection was lost").wait_for()
    keep(lead, "lost")
    assert lead.page.get_by_label("Title", exact=True).input_value() == "Lost and sent again"
    assert lead.page.locator("input[type=file]").evaluate("box => box.files.length") == 1
    lead.page.context.set_offline(False)
    lead.page.get_by_role("button", name="Try again").click()
    lead.page.get_by_role("heading", name="Lost and sent again").wait_for()
    assert EvidenceItem.objects.get().files.count() == 1


def test_a_zip_is_sent(arrive, live_server: object) -> None:
    world = build_world()
    lead = arrive("lead", width=320)
    signed_in(lead, world, live_server)
    lead.goes(f"{HERE}load/")
    chosen(lead, "evidence.zip", zips.sixty_with_eight_bad().getvalue())
    lead.page.get_by_role("button", name="Add the evidence").click()
    lead.page.get_by_text("52 in place, 8 errors").wait_for()
    keep(lead, "loaded-320")
    assert lead.page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
