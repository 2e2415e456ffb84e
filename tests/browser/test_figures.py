"""Figures in a real browser: typed by a lead, seen by a grader, published with stars."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from evidence.domain.typed_figures import TypedRow, typed_csv
from evidence.models import EvidenceItem
from evidence.services.evidence_item import ItemFacts, add_item
from evidence.services.preview import draw_preview
from grading.domain.workflow import Move
from grading.models import EvidenceUse
from grading.selectors.grader import SESSION_KEY
from grading.services.assessment import move
from reports.services.report import publish
from tests.browser.test_library import keep, signed_in
from tests.evidence import files
from tests.reports.cases import ON, agreed
from tests.world import TEST, World, build_world

pytestmark = pytest.mark.browser
HERE = "/work/organisation/TST/evidence/figures/"
ROWS = [
    ("Seen in time", "", "Overall", "203", "400"),
    ("Seen in time", "Sex", "Women", "160", "300"),
    ("Seen in time", "Sex", "Men", "40", "80"),
    ("Seen in time", "Sex", "Another way", "3", "20"),
]


def types_the_table(person) -> None:
    """Three rows are there; the fourth comes by a button."""
    page = person.page
    person.goes(HERE)
    page.locator("#id_title").fill("Who is seen in time")
    page.locator("#id_summary").fill("Waits by sex. It leaves out age.")
    person.presses("Add another row")
    for at, (measure, characteristic, group, numerator, denominator) in enumerate(ROWS):
        page.locator(f"#id_row{at}_measure").fill(measure)
        page.locator(f"#id_row{at}_characteristic").fill(characteristic)
        page.locator(f"#id_row{at}_group").fill(group)
        page.locator(f"#id_row{at}_numerator").fill(numerator)
        page.locator(f"#id_row{at}_denominator").fill(denominator)
        page.locator(f"#id_row{at}_better").select_option("higher")


def use_it(world: World) -> EvidenceItem:
    item = EvidenceItem.objects.get(title="Who is seen in time")
    for row in world.assessment.assessed_outcomes.filter(in_scope=True):
        EvidenceUse.objects.create(assessed_outcome=row, item=item)
    return item


@pytest.mark.parametrize(("javascript", "width"), [(True, 320), (False, 1280)])
def test_from_a_typed_table_to_the_published_report(
    arrive, live_server: object, javascript: bool, width: int
) -> None:
    world = build_world()
    lead = arrive("lead", javascript=javascript, width=width)
    signed_in(lead, world, live_server)
    types_the_table(lead)
    keep(lead, f"typed-{width}")
    lead.presses("Save", exact=True)
    lead.reads("Numbers from 1 to 7 stand in row 4", "* (hidden)", "160 of 300")
    lead.does_not_read("3 of 20")
    keep(lead, f"typed-item-{width}")
    use_it(world)
    assessment = agreed(world)
    publish(assessment=assessment, published_on=ON, by=world.people["lead"])
    public = arrive("reader of the report", javascript=javascript, width=width)
    public.goes("/reports/TST/eds2022/2025-26/")
    public.reads("Figures in the evidence", "* (hidden)", "160 of 300")
    public.does_not_read("3 of 20")
    keep(public, f"typed-report-{width}")
    assert lead.faults == []
    assert public.faults == []


def test_a_mistake_names_its_row_and_keeps_the_rest(arrive, live_server: object) -> None:
    world = build_world()
    lead = arrive("lead", width=768)
    signed_in(lead, world, live_server)
    types_the_table(lead)
    lead.page.locator("#id_row1_group").fill("")
    lead.presses("Save", exact=True)
    lead.reads("There is a problem", "Row 2: name the group, or write Overall")
    keep(lead, "typed-wrong")
    assert lead.page.locator("#id_row3_group").input_value() == "Another way"
    lead.presses("Remove row 2")
    assert lead.page.locator("#id_row1_group").input_value() == "Men"
    assert lead.surprises == []


def test_a_grader_sees_table_and_chart(arrive, live_server: object) -> None:
    world = build_world()
    rows = [TypedRow(m, c, g, "", "", n, d, "higher") for m, c, g, n, d in ROWS]
    for title, name, content in (
        ("Who is seen in time", "Figures typed in.csv", typed_csv(rows)),
        ("A leaflet", "leaflet.pdf", files.pdf(pages=12)),
    ):
        item = add_item(
            organisation=world.organisation,
            facts=ItemFacts(title=title, kind="data", summary="Waits."),
            upload=SimpleUploadedFile(name, content),
            by=TEST,
        )
        row = world.assessed_outcome("1A", "s1")
        EvidenceUse.objects.create(assessed_outcome=row, item=item)
    draw_preview(item.files.get().preview.pk, now=timezone.now())
    grader = world.grader("hw", "healthwatch")
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    client = Client()
    session = client.session
    session[SESSION_KEY] = grader.pk
    session.save()
    person = arrive("grader", width=320)
    person.page.context.add_cookies(
        [{"name": "sessionid", "value": session.session_key, "url": live_server.url}]
    )
    person.goes(f"/grade/{row.pk}/")
    assert person.page.get_by_alt_text("Page 1 of 12 of A leaflet").count() == 1
    keep(person, "grader-question")
    person.page.get_by_role("link", name="See the figures in").first.click()
    person.page.get_by_role("heading", name="Seen in time", exact=True).wait_for()
    person.goes(person.page.url.removeprefix(live_server.url))
    person.reads("* (hidden)", "160 of 300", "Fares as well as people overall")
    person.does_not_read("3 of 20")
    assert person.page.locator("svg title", has_text="Seen in time").count() == 1
    keep(person, "grader-figures")
    assert person.faults == []
