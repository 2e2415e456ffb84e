"""Every public address tells a reader whether the copy they kept is still right."""

from collections.abc import Iterator

import pytest
from django.test import Client

from edsportal.access.addresses import PUBLIC
from grading.domain.workflow import State
from reports.models import Rendition, Report
from reports.services import rendering
from reports.services.rendering import render_now
from reports.services.summary import rebuild_summaries
from stakeholders.models import Organisation
from stakeholders.services.privacy_text import save_privacy_text
from tests.permissions.places import address, arguments
from tests.permissions.walked_world import build
from tests.world import World

pytestmark = pytest.mark.once

#: Nothing of these is kept: a move, a refusal, a sign of life, and pages for developers.
NOT_KEPT = {
    "reports:right_case",
    "api:api-root",
    "api:nowhere",
    "health",
    "stakeholders:demo_sign_in",
    "design:components",
    "mailbox",
}
LATER = "Fri, 01 Jan 2100 00:00:00 GMT"


@pytest.fixture
def published(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    world = build(State.PUBLISHED)
    organisation = Organisation.objects.get(ods_code="TST")
    lead = world.people["lead"]
    save_privacy_text(organisation=organisation, text="Ask us.", seen=None, by=lead)
    Organisation.objects.filter(ods_code="TST").update(is_fictional=False)  # England counts it.
    rebuild_summaries()
    monkeypatch.setattr(rendering, "make_pdf", lambda html, on_step: b"%PDF-1.7 stand-in")
    report = Report.objects.get()
    for kind in (Rendition.Kind.PDF, Rendition.Kind.BOARD):
        render_now(report, kind)
    return world


def addresses(world: World) -> Iterator[str]:
    given = arguments(world)
    for row in PUBLIC:
        if row.name not in NOT_KEPT:
            yield address(row.name, world, given)


def test_every_public_address_answers_304(published: World) -> None:
    found = {}
    for place in addresses(published):
        client = Client()
        first = client.get(place)
        if first.streaming:
            b"".join(first.streaming_content)  # Read to its end, so that the file is closed.
        assert first.status_code == 200, place
        assert "public" in first["Cache-Control"], place
        assert "no-cache" in first["Cache-Control"], place
        found[place] = first["ETag"]
        for asked in (
            {"If-None-Match": first["ETag"]},
            {"If-None-Match": f"W/{first['ETag']}"},
            {"If-None-Match": "*"},
            {"If-Modified-Since": first["Last-Modified"]},
        ):
            again = client.get(place, headers=asked)
            assert (again.status_code, again.content) == (304, b""), (place, asked)
            assert (again["ETag"], again["Last-Modified"]) == (
                first["ETag"],
                first["Last-Modified"],
            )
    # The newest version and that version itself are one report at two addresses.
    assert len(set(found.values())) >= len(found) - 4


@pytest.mark.parametrize(
    "place",
    [
        "/organisations/NOSUCH/",
        "/organisations/NOSUCH.json",
        "/compare/TST/eds2022/1999-00/",
        "/outcomes/9Z/",
        "/privacy/NOSUCH/",
        "/reports/NOSUCH/eds2022/2025-26/",
        "/api/v1/organisations/NOSUCH",
    ],
)
def test_what_is_not_there_is_never_unchanged(published: World, place: str) -> None:
    client = Client()
    for asked in (
        {"If-None-Match": client.get("/")["ETag"]},
        {"If-None-Match": "*"},
        {"If-Modified-Since": LATER},
    ):
        assert client.get(place, headers=asked).status_code == 404, asked


def test_an_organisations_words_about_privacy_renew_its_page(published: World) -> None:
    client = Client()
    first = client.get("/privacy/TST/")
    organisation = Organisation.objects.get(ods_code="TST")
    lead = published.people["lead"]
    save_privacy_text(organisation=organisation, text="Ask Sam.", seen=None, by=lead)
    again = client.get("/privacy/TST/", headers={"If-None-Match": first["ETag"]})
    assert "Ask Sam." in again.content.decode()


def test_asking_about_a_file_is_kept_by_nobody(db: None) -> None:
    assert "no-store" in Client().post("/check/")["Cache-Control"]
