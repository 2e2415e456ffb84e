"""Bringing in past grades in a real browser: with scripts and without, on a phone and wide."""

import pytest

from reports.models import OutcomeSummary
from tests.browser.test_library import chosen, keep, signed_in
from tests.reports.history.files import CSV, word
from tests.world import build_world

pytestmark = pytest.mark.browser
HERE = "/work/organisation/TST/history/"
LONG = "Developing, and in the view of some nearly achieving " * 4
ROWS = [
    ["Outcome", "Rating"],
    ["1A: Patients have required levels of access to the service", "2 Achieving activity"],
    ["2A", "Excelling activity"],
    ["2B", LONG],
]


@pytest.mark.parametrize(("width", "javascript"), [(320, False), (768, True), (1280, True)])
def test_a_lead_brings_in_a_template(
    arrive, live_server: object, width: int, javascript: bool
) -> None:
    # axe itself needs scripts, so without them only the walk is looked at.
    world = build_world()
    lead = arrive("lead", width=width, javascript=javascript)
    signed_in(lead, world, live_server)
    lead.goes("/work/").presses("Bring in past grades")
    keep(lead, f"history-{width}")
    chosen(lead, "eds-2023.docx", word(ROWS))
    lead.presses("Show what is understood")
    keep(lead, f"history-preview-{width}")
    lead.reads("Nothing is saved yet", "There are two grades here", "table 1, row 4, column 2")
    lead.types("Reporting year", "2022/23")
    lead.types("Web address where", "https://example.org/eds-2023")
    for part, text in (("Day", "28"), ("Month", "2"), ("Year", "2023")):
        lead.page.get_by_label(part, exact=True).fill(text)
    lead.presses("Look again")
    lead.chooses("Leave out what was not understood")
    keep(lead, f"history-ready-{width}")
    lead.presses("Bring these grades in")
    lead.reads("Brought in and published", "EDS 2022, 2022/23")
    keep(lead, f"history-done-{width}")
    assert OutcomeSummary.objects.get(year="2022/23", code="2A").grade == "excelling"
    assert lead.faults == []


def test_what_is_wrong_or_here_already_can_be_read_on_a_phone(arrive, live_server: object) -> None:
    world = build_world()
    lead = arrive("lead", width=320)
    signed_in(lead, world, live_server)
    for text in (CSV, CSV.replace("Developing", "Excelling")):
        lead.goes(HERE)
        chosen(lead, "old.csv", text.encode())
        lead.presses("Show what is understood")
        if lead.page.get_by_role("button", name="Bring these grades in").count():
            lead.presses("Bring these grades in")
    keep(lead, "history-conflict-320")
    lead.reads("A file never changes what is here", "differs")
    lead.goes(HERE)
    chosen(lead, "old.csv", CSV.replace("1.1", "9.9").encode())
    lead.presses("Show what is understood")
    keep(lead, "history-fault-320")
    lead.reads("line 2: “9.9” is not an outcome").presses("Choose another file")
    chosen(lead, "old.txt", b"words")
    lead.page.get_by_role("button", name="Show what is understood").click()
    lead.page.get_by_text("Past grades are read from CSV").first.wait_for()
    keep(lead, "history-refused-320")
    assert lead.faults == [fault for fault in lead.faults if "422" in fault], lead.faults
