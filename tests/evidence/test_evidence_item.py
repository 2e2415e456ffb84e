"""Adding and changing evidence: all or nothing, and by whom."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from edsportal.common.errors import Clash, InvalidInput, NotPermitted
from edsportal.common.models import AuditEvent
from evidence.models import EvidenceFile, EvidenceItem
from evidence.selectors.evidence_item import fingerprint
from evidence.services.evidence_item import ItemFacts, add_item, change_item
from stakeholders.models import Characteristic
from tests.evidence import files
from tests.world import World

FACTS = ItemFacts(
    title="Access survey",
    kind="survey",
    summary="Shows waits by age. It leaves out people who do not use the web.",
    url="https://www.example.org/survey",
)


def upload(name: str = "survey.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content)


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def add(world: World, **kwargs: object) -> EvidenceItem:
    known = {"facts": FACTS, "by": world.people["contributor"], "organisation": world.organisation}
    return add_item(**(known | kwargs))


def test_an_item_with_its_file_and_audit(world: World) -> None:
    group = Characteristic.objects.get(key="age")
    facts = replace(FACTS, characteristics=[group])
    item = add(world, upload=upload("../Survey \u202e.PDF"), facts=facts)
    assert list(item.characteristics.all()) == [group]
    file = item.files.get()
    assert (file.version, file.name, file.content_type) == (1, "Survey.pdf", "application/pdf")
    assert file.scan == EvidenceFile.Scan.NOT_SCANNED
    assert "survey" not in file.file.name.lower()
    assert AuditEvent.objects.get(event="evidence_added").subject_id == str(item.pk)


def test_the_hash_is_of_the_content(world: World) -> None:
    content = b"People said: fine"
    item = add(world, upload=upload("notes.txt", content))
    assert item.files.get().sha256 == hashlib.sha256(content).hexdigest()
    with item.files.get().file.open() as stored:
        assert stored.read() == content


def test_both_copies_have_their_hash(world: World) -> None:
    """Of a file that tells of its makers, the one served and the one that came in."""
    content = files.pdf()
    file = add(world, upload=upload(content=content)).files.get()
    assert file.original_sha256 == hashlib.sha256(content).hexdigest()
    with file.original.open() as kept, file.file.open() as served:
        assert kept.read() == content
        served_content = served.read()
    assert file.sha256 == hashlib.sha256(served_content).hexdigest() != file.original_sha256
    assert file.size == len(served_content)


@pytest.mark.parametrize("role", ["board", "reader", "other_lead"])
def test_others_may_not_add(world: World, role: str) -> None:
    with pytest.raises(NotPermitted, match="You cannot add evidence for Test Community NHS Trust"):
        add(world, by=world.people[role])
    assert not EvidenceItem.objects.exists()


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"title": " "}, "title", "Enter a title"),
        ({"summary": ""}, "summary", "what this shows"),
        ({"summary": "word " * 151}, "summary", "150 words or fewer"),
        ({"url": ""}, "url", "Give a link or add a file"),
        ({"url": "javascript:alert(1)"}, "url", "valid URL"),
        ({"kind": "gossip"}, "kind", "not a valid choice"),
        ({"title": "x" * 201}, "title", "at most 200"),
    ],
)
def test_what_is_wrong_is_named(world: World, change: dict, place: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        add(world, facts=replace(FACTS, **change))
    assert [p.place for p in refused.value.problems] == [place]
    assert words in refused.value.reason


@pytest.mark.parametrize("kind", ["story", "engagement"])
def test_an_account_needs_nothing_to_open(world: World, kind: str) -> None:
    assert add(world, facts=replace(FACTS, kind=kind, url="")).pk


def test_everything_wrong_is_told_at_once(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        add(world, facts=replace(FACTS, title="", summary=""), upload=upload("run.exe", b"MZ"))
    assert {p.place for p in refused.value.problems} == {"title", "summary", "file"}
    assert not stored_files()


def test_another_organisations_group_is_refused(world: World) -> None:
    group = Characteristic.objects.create(
        key="carers", label="Carers", organisation=world.other_organisation
    )
    with pytest.raises(InvalidInput, match="Choose groups from the list"):
        add(world, facts=replace(FACTS, characteristics=[group]))


def test_change_and_audit_roll_back_together(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no audit")

    monkeypatch.setattr("evidence.services.evidence_item.record", broken)
    with pytest.raises(RuntimeError, match="no audit"):
        add(world, upload=upload())
    assert not EvidenceItem.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert not stored_files(), "no file is left behind by a change that did not happen"


def test_a_new_file_is_a_new_version(world: World) -> None:
    item = add(world, upload=upload())
    item = change_item(
        item=item,
        facts=replace(FACTS, title="New title"),
        upload=upload("second.txt", b"two"),
        seen=fingerprint(item),
        by=world.people["lead"],
    )
    assert item.title == "New title"
    assert [(f.version, f.name) for f in item.files.all()] == [(2, "second.txt"), (1, "survey.pdf")]
    assert len(stored_files()) == 3, "the PDF as it came, without its makers, and the text"


def test_a_clash_overwrites_nothing(world: World) -> None:
    item = add(world)
    seen = fingerprint(item)
    by = world.people["lead"]
    change_item(item=item, facts=replace(FACTS, title="Theirs"), seen=seen, by=by)
    with pytest.raises(Clash, match="Somebody else changed this since"):
        change_item(item=item, facts=replace(FACTS, title="Mine"), seen=seen, by=by)
    item.refresh_from_db()
    assert item.title == "Theirs"
