"""Many items at once from a ZIP. Each row stands or falls alone: all of it goes in, or none."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, PortalError, Problem
from evidence.domain.evidence_archive import BadArchive, EvidenceArchive
from evidence.domain.file_name import safe_name
from evidence.domain.file_refusal import FileRefused, Why
from evidence.domain.manifest import ManifestRow, UnreadableManifest, read_manifest
from evidence.models import EvidenceItem
from evidence.presenters.file_refusal import refusal_words
from evidence.presenters.zip_refusal import zip_refusal_words
from evidence.selectors.evidence_item import same_item
from evidence.services.evidence_file import keeping_files, sha256_of
from evidence.services.evidence_item import ItemFacts, add_item
from stakeholders.models import Characteristic, Organisation, User
from stakeholders.permissions import Permission, require
from stakeholders.selectors.local_interest import characteristics_open_to

# What else a row asks for, once its item is there: raises `PortalError` to undo the row.
Placing = Callable[[EvidenceItem, ManifestRow], None]


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with the row that begins on this line, in words."""

    line: int
    words: str

    def __str__(self) -> str:
        return _("line %(line)d: %(words)s") % {"line": self.line, "words": self.words}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a ZIP did: items in place, of which so many were there before, and rows refused."""

    in_place: int
    there_before: int
    errors: tuple["RowError", ...]


def load_items(
    *, organisation: Organisation, archive: IO[bytes], placing: Placing, by: User | Machine
) -> Loaded:
    """Add every row that is right; the same ZIP again adds nothing.

    An item is known again by its words, link and file. Raises `NotPermitted`, or
    `InvalidInput` at "file" when no row could be read; then nothing is kept.
    """
    if isinstance(by, User):
        require(by, Permission.ADD_EVIDENCE, organisation)
    try:
        given = EvidenceArchive(archive)
        rows, problems = read_manifest(given.manifest())
    except (BadArchive, UnreadableManifest) as bad:
        words = zip_refusal_words(bad.why, bad.facts)
        raise InvalidInput([Problem("file", words, "")]) from bad
    if not rows and not problems:
        raise InvalidInput([Problem("file", _("manifest.csv has no rows."), "")])
    known, before = _Words(organisation), 0
    errors = [RowError(bad.line, zip_refusal_words(bad.why, bad.facts)) for bad in problems]
    for row in rows:
        try:
            before += _load(row, organisation, given, known, placing, by)
        except (PortalError, BadArchive) as refusal:
            errors.append(RowError(row.line, _in_one_line(refusal)))
    bad_rows = tuple(sorted(errors, key=lambda found: found.line))
    return Loaded(len(rows) + len(problems) - len(bad_rows), before, bad_rows)


def _load(
    row: ManifestRow,
    organisation: Organisation,
    given: EvidenceArchive,
    words: "_Words",
    placing: Placing,
    by: User | Machine,
) -> bool:
    """Put one row in place; whether its item was there before."""
    facts = words.facts(row)
    with _unpacked(given, row.file) as upload, keeping_files():
        # One after the other, so that a ZIP sent twice at once adds nothing twice.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        known = same_item(
            organisation,
            title=facts.title,
            kind=facts.kind,
            summary=facts.summary,
            url=facts.url,
            sha256=sha256_of(upload) if upload else "",
        )
        item = known or add_item(organisation=organisation, facts=facts, upload=upload, by=by)
        placing(item, row)
    return known is not None


@contextmanager
def _unpacked(given: EvidenceArchive, name: str) -> "Iterator[UploadedFile[bytes] | None]":
    """The file of a row on disk under no name, as an upload; None where the row has none."""
    if not name:
        yield None
        return
    size = given.size(name)
    if size > settings.MAX_UPLOAD_BYTES:
        raise InvalidInput([_too_large()])
    with tempfile.TemporaryFile() as out:
        for piece in given.chunks(name):
            out.write(piece)
        out.seek(0)
        yield UploadedFile(out, name=safe_name(name), size=size)


def _too_large() -> Problem:
    refused = FileRefused(Why.TOO_LARGE, limit=settings.MAX_UPLOAD_BYTES)
    return Problem("file", refusal_words(refused), "")


class _Words:
    """What the words in a manifest stand for, by key and by name, without regard to capitals."""

    def __init__(self, organisation: Organisation) -> None:
        self._groups = {
            name.casefold(): group
            for group in characteristics_open_to(organisation)
            for name in (group.label, group.key.replace("_", " "), group.key)
        }

    def facts(self, row: ManifestRow) -> ItemFacts:
        """Raises `InvalidInput` naming every word that stands for nothing."""
        unknown = [
            Problem("groups", _("“%(name)s” is not known here.") % {"name": name}, "")
            for name in row.groups
            if name.casefold() not in self._groups
        ]
        kind = _choice("kind", row.kind, _KINDS, unknown)
        visibility = _choice("visibility", row.visibility or "public", _VISIBLE, unknown)
        if unknown:
            raise InvalidInput(unknown)
        return ItemFacts(
            title=row.title,
            kind=kind,
            summary=row.summary,
            url=row.url,
            effective_on=row.effective_on,
            review_on=row.review_on,
            owner=row.owner,
            visibility=visibility,
            characteristics=self.groups(row),
        )

    def groups(self, row: ManifestRow) -> list[Characteristic]:
        return [self._groups[name.casefold()] for name in row.groups]


_KINDS = [(key, str(label)) for key, label in EvidenceItem.Kind.choices]
_VISIBLE = [(key, key) for key in EvidenceItem.Visibility.values]


def _choice(
    place: str, given: str, choices: "list[tuple[str, str]]", unknown: list[Problem]
) -> str:
    names = {str(name).casefold(): key for key, name in choices} | {
        key: key for key, _name in choices
    }
    found = names.get(given.casefold(), "")
    if not found:
        known = ", ".join(key for key, _name in choices)
        words = _("“%(given)s” is not one of: %(known)s.") % {"given": given, "known": known}
        unknown.append(Problem(place, words, ""))
    return found


def _in_one_line(refusal: Exception) -> str:
    if isinstance(refusal, PortalError):
        return refusal.reason.replace("\n", " ")
    if isinstance(refusal, BadArchive):
        return zip_refusal_words(refusal.why, refusal.facts)
    return str(refusal)
