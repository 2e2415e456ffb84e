"""Handing out files: only to their organisation, and only as a download."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evidence.models import EvidenceFile
from evidence.services.evidence_item import ItemFacts, add_item
from tests.world import World


@pytest.fixture
def file(world: World) -> EvidenceFile:
    item = add_item(
        organisation=world.organisation,
        facts=ItemFacts(title="Notes", kind="data", summary="Shows waits."),
        upload=SimpleUploadedFile("notes \u0175.csv", b"a,b\n"),
        by=world.people["lead"],
    )
    return item.files.get()


@pytest.mark.parametrize("role", ["lead", "contributor", "board", "reader"])
def test_members_get_it_as_a_download(world: World, file: EvidenceFile, role: str) -> None:
    response = world.client(role).get(f"/evidence/file/{file.pk}/")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"a,b\n"
    assert response["Content-Type"] == "text/csv"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_nobody_else_learns_that_it_is_there(world: World, file: EvidenceFile) -> None:
    assert world.client("other_lead").get(f"/evidence/file/{file.pk}/").status_code == 404
    response = world.client("anonymous").get(f"/evidence/file/{file.pk}/")
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


@pytest.mark.parametrize("scan", ["quarantined", "infected"])
def test_a_file_held_back_is_not_handed_out(world: World, file: EvidenceFile, scan: str) -> None:
    EvidenceFile.objects.filter(pk=file.pk).update(scan=scan)
    response = world.client("lead").get(f"/evidence/file/{file.pk}/")
    assert response.status_code == 409
    assert "held back" in response.content.decode()


def test_it_has_no_address_of_its_own(world: World, file: EvidenceFile) -> None:
    assert world.client("lead").get(f"/{file.file.name}").status_code == 404
