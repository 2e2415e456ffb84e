"""The library's pages: finding, tagging many, one item over the years, last year's again."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edsportal.common.models import AuditEvent
from evidence.models import EvidenceFile, EvidenceItem
from evidence.services.evidence_item import ItemFacts, add_item
from grading.domain.workflow import State
from grading.models import Assessment, EvidenceUse
from grading.selectors.shown_evidence import evidence_shown_for
from grading.services.assessment import create_assessment
from reports.services.snapshot_evidence import evidence_graded
from stakeholders.models import Characteristic
from tests.evidence import zips
from tests.world import TEST, World

HERE = "/work/organisation/TST/evidence/"


def item(world: World, title: str = "Survey", **change: object) -> EvidenceItem:
    upload = change.pop("upload", None)
    facts = {
        "kind": "survey",
        "summary": "Shows waits.",
        "url": "https://www.example.org/",
    } | change
    return add_item(
        organisation=world.organisation,
        facts=ItemFacts(title=title, **facts),
        upload=upload,
        by=TEST,
    )


def many(world: World, number: int, prefix: str = "Item") -> list[EvidenceItem]:
    rows = EvidenceItem.objects.bulk_create(
        EvidenceItem(
            organisation=world.organisation,
            title=f"{prefix} {n:04d}",
            summary="Shows waits.",
            kind="data",
            url="https://www.example.org/",
        )
        for n in range(number)
    )
    age = Characteristic.objects.get(key="age")
    through = EvidenceItem.characteristics.through
    through.objects.bulk_create(through(evidenceitem=row, characteristic=age) for row in rows[::2])
    return rows


@pytest.mark.parametrize(
    "filters",
    [
        "",
        "?text=item",
        "?kind=data&visibility=public",
        "?group={age}&used_in={pk}&page=1",
        "?without_file=on&review_passed=on",
    ],
)
def test_as_many_queries_for_20_as_for_2000(world: World, filters: str) -> None:
    where = HERE + filters.format(
        age=Characteristic.objects.get(key="age").pk, pk=world.assessment.pk
    )
    client = world.client("lead")
    client.get(where)
    rows = many(world, 20)
    row = world.assessed_outcome("1A")
    EvidenceUse.objects.bulk_create(EvidenceUse(assessed_outcome=row, item=i) for i in rows[:10])
    with CaptureQueriesContext(connection) as few:
        assert client.get(where).status_code == 200
    more = many(world, 1980, "More")
    EvidenceUse.objects.bulk_create(EvidenceUse(assessed_outcome=row, item=i) for i in more[:900])
    with CaptureQueriesContext(connection) as lots:
        assert client.get(where).status_code == 200
    assert len(lots) == len(few) <= 20


def test_filters_find_what_they_say(world: World) -> None:
    age = Characteristic.objects.get(key="age")
    item(world, "Age survey", characteristics=[age], kind="data")
    item(world, "Secret minutes", visibility="staff", review_on=date(2020, 1, 1))
    item(world, "With file", upload=SimpleUploadedFile("a.txt", b"x"), summary="Of Deaf people.")
    used = item(world, "Used one")
    EvidenceUse.objects.create(assessed_outcome=world.assessed_outcome("2A"), item=used)
    client = world.client("contributor")
    titles = {"Age survey", "Secret minutes", "With file", "Used one"}
    for query, expected in {
        "": titles,
        "?text=DEAF+people": {"With file"},
        "?text=survey": {"Age survey"},
        "?kind=data": {"Age survey"},
        f"?group={age.pk}": {"Age survey"},
        "?visibility=staff": {"Secret minutes"},
        f"?used_in={world.assessment.pk}": {"Used one"},
        "?without_file=on": titles - {"With file"},
        "?review_passed=on": {"Secret minutes"},
        "?text=nowhere": set(),
    }.items():
        page = client.get(HERE + query).content.decode()
        assert {title for title in titles if f">{title}</a>" in page} == expected, query
    assert client.get(f"{HERE}?kind=gossip").status_code == 422


def test_pages_keep_the_filters(world: World) -> None:
    many(world, 60)
    page = world.client("lead").get(f"{HERE}?kind=data&page=2").content.decode()
    assert "Item 0025" in page
    assert "Item 0024" not in page
    assert "kind=data&amp;page=3" in page
    assert "60 pieces of evidence found" in " ".join(page.split())


def test_a_group_for_many(world: World) -> None:
    group = Characteristic.objects.get(key="disability")
    free, graded = item(world, "Free"), item(world, "Graded by")
    EvidenceUse.objects.create(assessed_outcome=world.assessed_outcome("1A"), item=graded)
    Assessment.objects.filter(pk=world.assessment.pk).update(state=State.GRADING)
    client = world.client("contributor")
    data = {"items": [free.pk, graded.pk], "group": group.pk}
    response = client.post(HERE, data, follow=True)
    page = response.content.decode()
    assert "Disability is added to 1 piece of evidence" in page
    assert "stay as they are: Graded by" in page
    assert list(group.evidence_items.all()) == [free]
    assert AuditEvent.objects.get(event="evidence_grouped").details["group"] == group.label
    client.post(HERE, data)
    assert AuditEvent.objects.filter(event="evidence_grouped").count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"group": "1"}, "Tick at least one piece of evidence"),
        ({"items": ["0"]}, "Choose a group"),
    ],
)
def test_nothing_ticked_or_chosen(world: World, data: dict, words: str) -> None:
    item(world)
    response = world.client("lead").post(HERE, data)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_another_organisations_items_cannot_be_ticked(world: World) -> None:
    theirs = add_item(
        organisation=world.other_organisation,
        facts=ItemFacts(title="Theirs", kind="story", summary="Words."),
        by=TEST,
    )
    group = Characteristic.objects.get(key="age")
    data = {"items": [theirs.pk], "group": group.pk}
    assert world.client("lead").post(HERE, data).status_code == 422
    assert not group.evidence_items.exists()


@pytest.mark.parametrize("path", ["", "{pk}/", "add/", "load/", "export/", "{pk}/change/"])
@pytest.mark.parametrize(
    ("role", "reads", "adds"),
    [
        ("lead", 200, 200),
        ("contributor", 200, 200),
        ("board", 200, 403),
        ("reader", 200, 403),
        ("other_lead", 404, 404),
        ("anonymous", 302, 302),
    ],
)
def test_who_opens_which_page(world: World, role: str, reads: int, adds: int, path: str) -> None:
    where = HERE + path.format(pk=item(world).pk)
    expected = reads if path in ("", "{pk}/") else adds
    response = world.client(role).get(where)
    response.close()
    assert response.status_code == expected


@pytest.mark.parametrize("role", ["board", "reader", "other_lead", "anonymous"])
def test_who_may_not_act(world: World, role: str) -> None:
    held = item(world)
    client, before = world.client(role), AuditEvent.objects.count()
    for path in ("", "add/", "load/", f"{held.pk}/change/"):
        response = client.post(HERE + path, {"items": [held.pk], "group": "1", "title": "x"})
        assert response.status_code in (302, 403, 404)
    assert client.post(f"/work/{world.assessment.pk}/evidence/reuse/").status_code in (
        302,
        403,
        404,
    )
    assert AuditEvent.objects.count() == before


def test_one_item_over_the_years(world: World) -> None:
    held = item(
        world,
        owner="Head of Data",
        review_on=date(2020, 1, 1),
        upload=SimpleUploadedFile("a.txt", b"one"),
    )
    EvidenceUse.objects.create(assessed_outcome=world.assessed_outcome("2A"), item=held)
    page = " ".join(world.client("reader").get(f"{HERE}{held.pk}/").content.decode().split())
    for words in (
        "Head of Data",
        "Review overdue",
        "1 January 2020",
        "Version 1",
        "2025/26",
        "Not scanned for viruses",
        held.files.get().sha256,
    ):
        assert words in page
    assert "Change it" not in page


def test_adding_and_changing_in_the_library(world: World) -> None:
    client = world.client("contributor")
    sent = {
        "title": "New",
        "kind": "story",
        "summary": "What one person said.",
        "owner": "Chief Nurse",
        "visibility": "graders",
    }
    response = client.post(f"{HERE}add/", sent)
    held = EvidenceItem.objects.get()
    assert response.headers["Location"] == f"{HERE}{held.pk}/"
    assert (held.owner, held.visibility) == ("Chief Nurse", "graders")
    seen = client.get(f"{HERE}{held.pk}/change/").context["form"].initial["seen"]
    change = {**sent, "title": "Newer", "seen": seen, "file": SimpleUploadedFile("a.txt", b"words")}
    assert client.post(f"{HERE}{held.pk}/change/", change).status_code == 302
    held.refresh_from_db()
    assert (held.title, held.files.count()) == ("Newer", 1)
    clash = client.post(f"{HERE}{held.pk}/change/", {**sent, "title": "Mine", "seen": seen})
    assert clash.status_code == 409
    assert "Newer" in clash.content.decode()
    assert "Mine" in clash.content.decode()


def test_a_zip_on_the_page(world: World) -> None:
    upload = SimpleUploadedFile("e.zip", zips.sixty_with_eight_bad().getvalue())
    response = world.client("contributor").post(f"{HERE}load/", {"file": upload})
    page = " ".join(response.content.decode().split())
    assert "52 in place, 8 errors" in page
    assert "Line 52:" in page
    assert EvidenceItem.objects.count() == 52


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file you chose is empty"),
        (b"no zip", "not a ZIP file"),
        (b"x" * 3_000_000, "larger than"),
    ],
)
def test_a_bad_zip_on_the_page(world: World, settings: object, content: bytes, words: str) -> None:
    settings.MAX_UPLOAD_BYTES = 1_000_000
    upload = SimpleUploadedFile("e.zip", content)
    response = world.client("lead").post(f"{HERE}load/", {"file": upload})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_export_on_the_page(world: World) -> None:
    item(world)
    response = world.client("contributor").get(f"{HERE}export/")
    assert response["Content-Type"] == "application/zip"
    assert io.BytesIO(b"".join(response.streaming_content)).getvalue()[:2] == b"PK"


@pytest.fixture
def last_year(world: World) -> EvidenceItem:
    before = create_assessment(
        organisation=world.organisation,
        framework=world.assessment.framework,
        year="2024/25",
        services=world.services,
        by=TEST,
    )
    held = item(world, "Old survey", review_on=date(2025, 1, 1))
    outcome = before.assessed_outcomes.get(outcome_code="2A")
    EvidenceUse.objects.create(assessed_outcome=outcome, item=held)
    Assessment.objects.filter(pk=before.pk).update(state=State.PUBLISHED)
    return held


def test_last_years_evidence_again(world: World, last_year: EvidenceItem) -> None:
    where = f"/work/{world.assessment.pk}/evidence/reuse/"
    client = world.client("contributor")
    page = client.get(where).content.decode()
    now = world.assessed_outcome("2A")
    assert "Old survey" in page
    assert "Review overdue" in page
    assert client.post(where).status_code == 422
    other = world.assessed_outcome("2B")
    assert client.post(where, {"items": [f"{other.pk}-{last_year.pk}"]}).status_code == 422
    assert client.post(where, {"items": [f"{now.pk}-{last_year.pk}"]}).status_code == 302
    assert list(now.evidence_uses.values_list("item", flat=True)) == [last_year.pk]
    assert AuditEvent.objects.filter(event="evidence_still_true").count() == 1
    assert "is used already" in client.get(where).content.decode()


def test_what_has_changed_is_written_anew(world: World, last_year: EvidenceItem) -> None:
    client = world.client("contributor")
    now = world.assessed_outcome("2A")
    adding = f"/work/{world.assessment.pk}/evidence/{now.pk}/add/?from={last_year.pk}"
    assert adding in client.get(f"/work/{world.assessment.pk}/evidence/reuse/").content.decode()
    assert "Old survey" in client.get(adding).content.decode()
    theirs = world.client("other_lead").get(adding)
    assert theirs.status_code == 404


def test_once_grading_opened_nothing_of_last_year_is_used(
    world: World, last_year: EvidenceItem
) -> None:
    Assessment.objects.filter(pk=world.assessment.pk).update(state=State.GRADING)
    now = world.assessed_outcome("2A")
    where = f"/work/{world.assessment.pk}/evidence/reuse/"
    sent = {"items": [f"{now.pk}-{last_year.pk}"]}
    assert world.client("lead").post(where, sent).status_code == 409


@pytest.mark.parametrize(
    ("visibility", "graders", "public"),
    [
        ("public", True, {"summary": "Shows waits.", "url": "https://www.example.org/"}),
        ("graders", True, {"summary": "", "url": ""}),
        ("staff", False, None),
    ],
)
def test_who_sees_what(world: World, visibility: str, graders: bool, public: dict | None) -> None:
    held = item(world, visibility=visibility, upload=SimpleUploadedFile("a.txt", b"x"))
    row = world.assessed_outcome("2A")
    EvidenceUse.objects.create(assessed_outcome=row, item=held)
    assert [shown.title for shown in evidence_shown_for(row)] == (["Survey"] if graders else [])
    told = evidence_graded(world.assessment).parts.get(row.pk, [])
    assert [{"summary": t["summary"], "url": t["url"]} for t in told] == (
        [public] if public else []
    )
    grader = world.grader("hw", "trade_union")
    Assessment.objects.filter(pk=world.assessment.pk).update(
        state=State.GRADING, closes_on=timezone.localdate() + timedelta(days=9)
    )
    from grading.selectors.grader import evidence_file_for, grader_by_pk

    found = evidence_file_for(grader_by_pk(grader.pk), held.files.get().pk)
    assert (found is not None) == graders
    EvidenceFile.objects.update(scan="quarantined")
    assert evidence_file_for(grader_by_pk(grader.pk), held.files.get().pk) is None
