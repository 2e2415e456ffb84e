"""Files that a grader may have, and how they leave."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from evidence.models import EvidenceFile, EvidenceItem
from grading.models import AssessedOutcome, EvidenceUse
from tests.grading.grader.conftest import browser_of
from tests.world import World


def make_file(world: World, outcome: AssessedOutcome | None, **given: object) -> EvidenceFile:
    item = EvidenceItem.objects.create(
        organisation=world.organisation, title="Survey", summary="What people said."
    )
    if outcome:
        EvidenceUse.objects.create(assessed_outcome=outcome, item=item)
    file = EvidenceFile(
        **{
            "item": item,
            "version": 1,
            "name": "Umfrage – “2025”.html",
            "content_type": "text/html",
            "size": 8,
            "sha256": "a" * 64,
            **given,
        }
    )
    file.file.save("ignored", ContentFile(b"<script>"), save=False)
    file.save()
    return file


def test_a_file_leaves_as_a_download(
    open_world: World, outcome: AssessedOutcome, browser: Client
) -> None:
    file = make_file(open_world, outcome)
    assert f"/grade/evidence/{file.pk}/" in browser.get(f"/grade/{outcome.pk}/").content.decode()
    response = browser.get(f"/grade/evidence/{file.pk}/")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"<script>"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_file_used_nowhere_does_not_exist(open_world: World, browser: Client) -> None:
    assert browser.get(f"/grade/evidence/{make_file(open_world, None).pk}/").status_code == 404


def test_a_file_of_anothers_question_does_not_exist(open_world: World, browser: Client) -> None:
    file = make_file(open_world, open_world.assessed_outcome("2A"))
    assert browser.get(f"/grade/evidence/{file.pk}/").status_code == 404
    staff_side = browser_of(open_world.grader("union", "trade_union"))
    response = staff_side.get(f"/grade/evidence/{file.pk}/")
    assert b"".join(response.streaming_content) == b"<script>"


def test_a_file_of_an_outcome_out_of_scope_does_not_exist(
    open_world: World, outcome: AssessedOutcome, browser: Client
) -> None:
    file = make_file(open_world, outcome)
    AssessedOutcome.objects.filter(pk=outcome.pk).update(
        in_scope=False, out_of_scope_reason="Moved."
    )
    assert browser.get(f"/grade/evidence/{file.pk}/").status_code == 404


@pytest.mark.parametrize("scan", ["quarantined", "infected"])
def test_a_file_held_back_is_neither_shown_nor_given(
    open_world: World, outcome: AssessedOutcome, browser: Client, scan: str
) -> None:
    file = make_file(open_world, outcome, scan=scan)
    assert "Download" not in browser.get(f"/grade/{outcome.pk}/").content.decode()
    assert browser.get(f"/grade/evidence/{file.pk}/").status_code == 404


def test_only_the_version_shown_is_given(
    open_world: World, outcome: AssessedOutcome, browser: Client
) -> None:
    old = make_file(open_world, outcome)
    new = make_file(open_world, None, item=old.item, version=2, sha256="b" * 64)
    assert browser.get(f"/grade/evidence/{old.pk}/").status_code == 404
    assert b"".join(browser.get(f"/grade/evidence/{new.pk}/").streaming_content) == b"<script>"
    EvidenceFile.objects.filter(pk=new.pk).update(scan=EvidenceFile.Scan.QUARANTINED)
    page = browser.get(f"/grade/{outcome.pk}/").content.decode()
    assert f"/grade/evidence/{old.pk}/" in page
    assert b"".join(browser.get(f"/grade/evidence/{old.pk}/").streaming_content) == b"<script>"


def test_a_file_needs_a_grader(open_world: World, outcome: AssessedOutcome) -> None:
    file = make_file(open_world, outcome)
    for client in (Client(), open_world.client("lead")):
        assert client.get(f"/grade/evidence/{file.pk}/").status_code == 302
