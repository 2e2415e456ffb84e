"""What differs between two versions of an item of evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence.domain.content import Content


class Part(StrEnum):
    """A part of an item that people read."""

    TITLE = "title"
    KIND = "kind"
    SUMMARY = "summary"
    DATE = "date"
    LINK = "link"
    GROUPS = "groups"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Differences:
    """Which parts differ, in the order they are read; labels of groups that came and went."""

    parts: tuple[Part, ...]
    groups_added: tuple[str, ...]
    groups_gone: tuple[str, ...]


def differences(old: Content, new: Content) -> Differences:
    """Nothing differs exactly when both say the same."""
    pairs = {
        Part.TITLE: (old.title, new.title),
        Part.KIND: (old.kind, new.kind),
        Part.SUMMARY: (old.summary, new.summary),
        Part.DATE: (old.effective_on, new.effective_on),
        Part.LINK: (old.url, new.url),
        Part.GROUPS: (old.groups, new.groups),
        Part.FILE: (old.file_sha256, new.file_sha256),
    }
    before, now = _labels(old.groups), _labels(new.groups)
    return Differences(
        parts=tuple(part for part, (was, is_now) in pairs.items() if was != is_now),
        groups_added=tuple(label for label in now if label not in before),
        groups_gone=tuple(label for label in before if label not in now),
    )


def _labels(groups: Sequence[tuple[str, str]]) -> list[str]:
    return [label for _key, label in groups]
