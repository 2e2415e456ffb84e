"""What happens when forms are sent: kept, said plainly when wrong, and nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from edsportal.common.models import AuditEvent
from evidence.models import EvidenceItem
from grading.models import Assessment, EvidenceUse
from grading.services.settings import start_assessment
from stakeholders.models import Characteristic
from tests.common.markup import parse_page
from tests.evidence import files
from tests.grading.preparing import people
from tests.grading.preparing.people import post, says, seen_of_response
from tests.world import World, frameworks

EVIDENCE = {
    "title": "Access survey",
    "kind": "survey",
    "summary": "Shows waits by age. Leaves out people who do not use the web.",
    "url": "https://www.example.org/survey",
}


def test_start_suggests_the_year_and_goes_on_to_services(
    world: World, time_machine_at: object
) -> None:
    client = world.client("lead")
    assert 'value="2026/27"' in client.get("/work/start/TST/").content.decode()
    data = {"framework": frameworks()["eds2022"].pk, "year": "2026/27"}
    response = client.post("/work/start/TST/", data)
    assessment = Assessment.objects.get(year="2026/27")
    assert response["Location"] == f"/work/{assessment.pk}/services/"
    eds2 = {"framework": frameworks()["eds2"].pk, "year": "2026/27"}
    response = client.post("/work/start/TST/", eds2)
    assert response["Location"] == f"/work/{Assessment.objects.latest('pk').pk}/"


@pytest.fixture
def time_machine_at() -> object:
    import time_machine

    # Half past midnight on 1 April in the United Kingdom is still 31 March in UTC.
    with time_machine.travel("2026-03-31T23:30:00+00:00", tick=False):
        yield


def test_start_says_what_is_wrong(world: World) -> None:
    client = world.client("lead")
    data = {"framework": frameworks()["eds2022"].pk, "year": "2025/26"}
    response = client.post("/work/start/TST/", data)
    assert response.status_code == 422
    says(response, "already has an assessment for 2025/26", 'href="#id_year"')
    says(client.post("/work/start/TST/", {}), "Choose an edition", "Enter the reporting year")


def test_settings(world: World) -> None:
    page = people.page(world.client("lead"), world, "settings/")
    assert "raising a grade never lowers the result" in page
    wrong = post(world, "settings/", {"method": "median", "quorum": "0", "closes_on-day": "31"})
    assert wrong.status_code == 422
    says(
        wrong,
        "At least one local interest must be needed",
        "The closing date must include a month and a year",
    )
    right = {"method": "lowest", "quorum": "2"}
    assert post(world, "settings/", right)["Location"] == f"/work/{world.assessment.pk}/"
    world.assessment.refresh_from_db()
    assert (world.assessment.method, world.assessment.quorum) == ("lowest", 2)


def test_a_contributor_is_refused_with_the_reason(world: World) -> None:
    response = post(world, "settings/", {"method": "lowest", "quorum": "2"}, "contributor")
    assert response.status_code == 403
    says(response, "You cannot prepare the assessment", "Equality lead")


def test_too_late_is_said_and_nothing_kept(world: World) -> None:
    people.open_grading(world)
    response = post(world, "settings/", {"method": "lowest", "quorum": "2"})
    assert response.status_code == 409
    says(response, "Grading has opened, so this cannot change any more")


def test_too_late_shows_what_was_typed(world: World) -> None:
    row = world.assessed_outcome("2A")
    people.open_grading(world)
    data = {"grade": "achieving", "reason": "Typed for an hour", "version": "0"}
    response = post(world, f"grades/{row.pk}/", data)
    assert response.status_code == 409
    says(response, "Grading has opened", "Typed for an hour")
    assert ">version<" not in response.content.decode()


def test_an_item_people_grade_by_shows_no_form(world: World) -> None:
    used = people.use(world, world.assessed_outcome("2A"))
    people.open_grading(world)
    newer = start_assessment(
        organisation=world.organisation,
        framework=frameworks()["eds2"],
        year="2026/27",
        by=world.people["lead"],
    )
    address = f"/work/{newer.pk}/evidence/item/{used.item_id}/"
    content = world.client("lead").get(address).content.decode()
    assert "People were asked to grade by this evidence (EDS 2022, 2025/26)" in content
    assert "multipart" not in content


def test_services_by_tick_and_by_name(world: World) -> None:
    data = {"services": [world.services[2].pk], "new_services": "Maternity\r\nDentistry"}
    assert post(world, "services/", data).status_code == 302
    forward = world.assessment.assessment_services.values_list("service__name", flat=True)
    assert list(forward) == ["Example service 3", "Maternity", "Dentistry"]


def test_services_with_work_are_kept_and_new_names_not_lost(world: World) -> None:
    people.use(world, world.assessed_outcome("1A", "s1"))
    response = post(world, "services/", {"new_services": "Maternity"})
    assert response.status_code == 422
    says(response, "evidence or a grade for Example service 1", "Maternity</textarea>")


def test_scope_out_and_back(world: World) -> None:
    row = world.assessed_outcome("2A")
    wrong = post(world, f"scope/{row.pk}/", {"reason": ""})
    assert wrong.status_code == 422
    says(wrong, "Say why this outcome is not graded this year")
    post(world, f"scope/{row.pk}/", {"reason": "Done elsewhere"})
    assert "Why: Done elsewhere" in people.page(world.client("lead"), world, "scope/")
    post(world, f"scope/{row.pk}/", {"put_back": "1"})
    row.refresh_from_db()
    assert row.in_scope


def test_evidence_with_file_and_groups(world: World) -> None:
    row = world.assessed_outcome("2A")
    group = Characteristic.objects.get(key="age")
    data = {**EVIDENCE, "groups": [group.pk], "effective_on-day": "31", "effective_on-month": "3"}
    data |= {"effective_on-year": "2025", "file": SimpleUploadedFile("s.pdf", files.pdf())}
    response = post(world, f"evidence/{row.pk}/add/", data, "contributor")
    assert response["Location"].endswith(f"/evidence/#outcome-{row.pk}")
    page = people.page(world.client("contributor"), world, "evidence/")
    for words in ("Access survey", "s.pdf", "Not scanned for viruses", "31 March 2025", "Age"):
        assert words in page
    assert "1 of 19 outcomes have evidence" in page
    assert "No evidence here speaks of:" in page
    assert "Stop using" not in page, "that is the lead's"


def test_evidence_says_what_is_wrong_and_keeps_what_was_typed(world: World) -> None:
    row = world.assessed_outcome("2A")
    data = {**EVIDENCE, "title": "", "file": SimpleUploadedFile("s.pdf", files.pdf())}
    response = post(world, f"evidence/{row.pk}/add/", data)
    assert response.status_code == 422
    says(response, "Enter a title", "Choose \u201cs.pdf\u201d again", EVIDENCE["summary"])
    assert not EvidenceItem.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"summary": "word " * 151}, "you have used 151"),
        ({"url": ""}, "Give a link or add a file"),
        ({"kind": ""}, "Choose what kind of evidence it is"),
        ({"url": "not a link at all"}, "Enter a web address"),
        ({"file": SimpleUploadedFile("run.exe", b"MZ")}, "cannot be added"),
        ({"file": SimpleUploadedFile("page.pdf", b"<html>")}, "the content is something else"),
    ],
)
def test_evidence_refused(world: World, change: dict, words: str) -> None:
    row = world.assessed_outcome("2A")
    response = post(world, f"evidence/{row.pk}/add/", EVIDENCE | change)
    assert response.status_code == 422
    says(response, words)
    assert not EvidenceUse.objects.exists()


def test_a_file_over_the_limit_is_dropped_while_it_arrives(world: World, settings: object) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    row = world.assessed_outcome("2A")
    # The file comes first, so the rest of the form arrives after the limit was passed.
    data = {"file": SimpleUploadedFile("big.txt", b"a" * 3 * 1024 * 1024), **EVIDENCE}
    response = post(world, f"evidence/{row.pk}/add/", data)
    assert response.status_code == 422
    says(response, "larger than 1 MB", EVIDENCE["summary"])
    assert "file" not in response.wsgi_request.FILES
    assert not EvidenceItem.objects.exists()


def test_library_and_end_of_use(world: World) -> None:
    row = world.assessed_outcome("2A")
    item = people.item(world)
    other = people.item(world, "Of another trust", other=True)
    assert "Of another trust" not in people.page(
        world.client("lead"), world, f"evidence/{row.pk}/library/"
    )
    says(post(world, f"evidence/{row.pk}/library/", {}), "Choose at least one piece of evidence")
    wrong = post(world, f"evidence/{row.pk}/library/", {"items": [other.pk]})
    assert wrong.status_code == 422
    post(world, f"evidence/{row.pk}/library/", {"items": [item.pk]})
    used = EvidenceUse.objects.get()
    assert people.page(world.client("lead"), world, f"evidence/use/{used.pk}/remove/")
    assert EvidenceUse.objects.exists(), "looking at the page removes nothing"
    post(world, f"evidence/use/{used.pk}/remove/", {})
    assert not EvidenceUse.objects.exists()
    assert EvidenceItem.objects.filter(pk=item.pk).exists()


def seen_of(client: Client, address: str, name: str) -> str:
    page = parse_page(client.get(address).content.decode())
    return next(e.get("value", "") for e in page.tree.iter("input") if e.get("name") == name)


def test_changing_an_item_and_a_clash(world: World) -> None:
    used = people.use(world, world.assessed_outcome("2A"))
    client = world.client("lead")
    address = f"/work/{world.assessment.pk}/evidence/item/{used.item_id}/"
    data = {**EVIDENCE, "seen": seen_of(client, address, "seen")}
    assert client.post(address, data | {"title": "Theirs"}).status_code == 302
    clash = client.post(address, data | {"title": "Mine"})
    assert clash.status_code == 409
    says(clash, "Somebody else changed this since", "Theirs", 'value="Mine"')
    again = seen_of_response(clash, "seen")
    assert client.post(address, data | {"title": "Mine", "seen": again}).status_code == 302
    used.item.refresh_from_db()
    assert used.item.title == "Mine"


def test_checklist_and_its_clash(world: World) -> None:
    data = {"who_was_reached": "Letters to 40 groups", "seen": ""}
    assert post(world, "checklist/", data).status_code == 302
    assert "1 of 6 questions are answered" in people.page(world.client("lead"), world)
    response = post(world, "checklist/", {"who_was_reached": "Nobody", "seen": ""})
    assert response.status_code == 409
    says(response, "Somebody else changed this since", "Letters to 40 groups", "Nobody</textarea>")
    again = {"who_was_reached": "Nobody", "seen": seen_of_response(response, "seen")}
    assert post(world, "checklist/", again).status_code == 302


def opened(client: Client, address: str) -> dict[str, str]:
    """What the page's form carries unseen."""
    page = parse_page(client.get(address).content.decode())
    hidden = [e for e in page.tree.iter("input") if e.get("type") == "hidden"]
    return {e.get("name"): e.get("value", "") for e in hidden if "csrf" not in e.get("name")}


@pytest.mark.parametrize(
    ("path", "theirs", "mine", "shown"),
    [
        (
            "settings/",
            {"method": "lowest", "quorum": "2"},
            {"method": "majority", "quorum": "3"},
            ("<p>Lowest grade given</p>", "<p>2</p>", 'value="3"'),
        ),
        ("services/", {"services": [0]}, {"services": [1]}, ("Example service 1",)),
        ("scope/{pk}/", {"reason": "Theirs"}, {"reason": "Mine"}, ("Theirs", "Mine</textarea>")),
    ],
)
def test_two_people_on_one_page_overwrite_nothing_unseen(
    world: World, path: str, theirs: dict, mine: dict, shown: tuple[str, ...]
) -> None:
    client = world.client("lead")
    address = f"/work/{world.assessment.pk}/{path}".format(pk=world.assessed_outcome("2A").pk)
    for typed in (theirs, mine):
        if "services" in typed:
            typed["services"] = [world.services[n].pk for n in typed["services"]]
    carried = opened(client, address)
    assert client.post(address, carried | theirs).status_code == 302
    assert client.post(address, carried | theirs).status_code == 302, "a double press is no clash"
    changes = AuditEvent.objects.count()
    clash = client.post(address, carried | mine)
    assert clash.status_code == 409
    says(clash, "Somebody else changed this since you opened the page", *shown)
    assert AuditEvent.objects.count() == changes
    again = {**carried, "seen": seen_of_response(clash, "seen")}
    assert client.post(address, again | mine).status_code == 302
    assert AuditEvent.objects.count() > changes


def test_putting_back_what_somebody_gave_another_reason_for(world: World) -> None:
    row = world.assessed_outcome("2A")
    client, address = world.client("lead"), f"/work/{world.assessment.pk}/scope/{row.pk}/"
    client.post(address, {"reason": "First"})
    carried = opened(client, address)
    client.post(address, {"reason": "Second"})
    clash = client.post(address, {**carried, "put_back": "1"})
    assert clash.status_code == 409
    says(clash, "Somebody else changed this", "Second")
    row.refresh_from_db()
    assert not row.in_scope


def test_evidence_sent_twice_is_added_once(world: World) -> None:
    client = world.client("contributor")
    address = f"/work/{world.assessment.pk}/evidence/{world.assessed_outcome('2A').pk}/add/"
    carried = opened(client, address)
    to = {client.post(address, {**EVIDENCE, **carried})["Location"] for _press in range(2)}
    assert len(to) == 1
    assert (EvidenceItem.objects.count(), EvidenceUse.objects.count()) == (1, 1)
    assert client.post(address, {**EVIDENCE, **carried, "title": "Another"}).status_code == 302
    assert EvidenceItem.objects.count() == 2, "going back and typing something else is new"


def test_a_refused_form_can_be_sent_again(world: World) -> None:
    client = world.client("contributor")
    address = f"/work/{world.assessment.pk}/evidence/{world.assessed_outcome('2A').pk}/add/"
    carried = opened(client, address)
    refused = client.post(address, {**EVIDENCE, **carried, "title": ""})
    assert refused.status_code == 422
    again = seen_of_response(refused, "form_key")
    assert again == carried["form_key"]
    assert client.post(address, {**EVIDENCE, "form_key": again}).status_code == 302
    assert EvidenceItem.objects.count() == 1


def test_no_file_is_left_when_the_use_fails(
    world: World, settings: object, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path

    def fails(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("The database went away.")

    monkeypatch.setattr("grading.services.evidence_use.record", fails)
    data = {**EVIDENCE, "file": SimpleUploadedFile("s.pdf", files.pdf())}
    with pytest.raises(RuntimeError):
        post(world, f"evidence/{world.assessed_outcome('2A').pk}/add/", data)
    assert not EvidenceItem.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_looking_changes_nothing(world: World) -> None:
    people.use(world, world.assessed_outcome("2A"))
    before = AuditEvent.objects.count()
    for path in ("", "settings/", "services/", "scope/", "evidence/", "grades/", "checklist/"):
        people.page(world.client("lead"), world, path)
    assert AuditEvent.objects.count() == before
