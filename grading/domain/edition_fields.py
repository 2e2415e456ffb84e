"""Reads the fields of one part of an edition, noting what is missing or of the wrong type."""

import unicodedata
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from grading.domain.edition_problems import Path, Problems

Word = TypeVar("Word", bound=StrEnum)

LONGEST_TEXT = 2_000
_HIGHEST_NUMBER = 1_000
_MISSING = object()


def describe(value: object) -> str:
    """What a value is, in everyday words."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a group of fields" if isinstance(value, Mapping) else "a list"


class Section:
    """One group of fields being read.

    Each reading method notes a problem and gives an empty answer where the field is not
    as it should be, so that reading goes on and every problem is found. `finish` must
    come last: it refuses the fields that nobody asked for.
    """

    def __init__(self, value: object, path: Path, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self._asked: list[str] = []
        self._sound = isinstance(value, Mapping)
        self._fields: Mapping[object, object] = value if isinstance(value, Mapping) else {}
        if not self._sound:
            self._refuse_type(path, value, "a group of fields", "Give it fields, one to a line.")

    def text(self, name: str, *, may_be_empty: bool = False) -> str:
        """Text on one line: breaks and runs of spaces become single spaces."""
        value = self._take(name, "text")
        if value is _MISSING:
            return ""
        if not isinstance(value, str):
            mend = "Write the text, in quotation marks if it is a number, a date or one word."
            self._refuse_type((*self.path, name), value, "text", mend)
            return ""
        text = " ".join(value.split())
        if not text and not may_be_empty:
            self.refuse(name, "has no text.", "Write the text.")
        elif len(text) > LONGEST_TEXT:
            self.refuse(name, "is too long.", f"Keep it under {LONGEST_TEXT} letters.")
        elif any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
            self.refuse(name, "holds a sign that cannot be shown.", "Type the text afresh.")
        return text

    def note(self, name: str) -> str:
        """Text that may be left out."""
        if name in self._fields:
            return self.text(name, may_be_empty=True)
        self._asked.append(name)
        return ""

    def text_or_none(self, name: str) -> str | None:
        """Text, or `null` where there is nothing to say; the field itself must be there."""
        if self._is_null(name):
            return None
        return self.text(name)

    def whole(self, name: str) -> int:
        """A whole number from 0 to a thousand."""
        value = self._take(name, "a whole number")
        if value is _MISSING:
            return 0
        if not isinstance(value, int) or isinstance(value, bool):
            mend = "Write a whole number in digits, without quotation marks."
            self._refuse_type((*self.path, name), value, "a whole number", mend)
            return 0
        if not 0 <= value <= _HIGHEST_NUMBER:
            mend = f"Use a number from 0 to {_HIGHEST_NUMBER}."
            self.refuse(name, f"cannot be {value}.", mend)
        return value

    def whole_or_none(self, name: str) -> int | None:
        """A whole number, or `null`; the field itself must be there."""
        if self._is_null(name):
            return None
        return self.whole(name)

    def flag(self, name: str) -> bool:
        """`true` or `false`."""
        value = self._take(name, "true or false")
        if value is _MISSING or isinstance(value, bool):
            return value is True
        mend = "Write true or false, without quotation marks."
        self._refuse_type((*self.path, name), value, "true or false", mend)
        return False

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        """Text that must be one of these words."""
        value = self.text(name)
        if value and value not in allowed:
            self.refuse_word((*self.path, name), value, allowed)
        return value

    def word(self, name: str, words: type[Word], otherwise: Word) -> Word:
        """One of an enum's words, or `otherwise` (and a problem) where it is not."""
        value = self.one_of(name, [word.value for word in words])
        return words(value) if value in list(words) else otherwise

    def word_or_none(self, name: str, words: type[Word], otherwise: Word) -> Word | None:
        """One of an enum's words, or `null`; the field itself must be there."""
        if self._is_null(name):
            return None
        return self.word(name, words, otherwise)

    def items(self, name: str) -> list[object]:
        """A list, which may be empty."""
        value = self._take(name, "a list, one “-” to each line")
        if isinstance(value, list):
            return value
        if value is _MISSING:
            return []
        mend = "Write a list, each line starting with “- ”, or [] where there is nothing."
        self._refuse_type((*self.path, name), value, "a list", mend)
        return []

    def sections(self, name: str) -> list["Section"]:
        """A list of groups of fields."""
        items = enumerate(self.items(name))
        return [Section(item, (*self.path, name, place), self.problems) for place, item in items]

    def section(self, name: str) -> "Section | None":
        """A group of fields; None (and a problem) where it is missing."""
        value = self._take(name, "its fields below it")
        if value is _MISSING:
            return None
        return Section(value, (*self.path, name), self.problems)

    def section_or_none(self, name: str) -> "Section | None":
        """A group of fields, or `null`; the field itself must be there."""
        if self._is_null(name):
            return None
        return self.section(name)

    def finish(self) -> None:
        """Refuse fields that an edition does not have, guessing at slips of the pen."""
        for name in self._fields:
            if name not in self._asked:
                near = get_close_matches(str(name), self._asked, n=1)
                mend = f"Did you mean “{near[0]}”?" if near else "Delete it."
                self.problems.add((*self.path, str(name)), "is not a field of an edition.", mend)

    def refuse(self, name: str, problem: str, mend: str) -> None:
        """Note a problem with one field of this section."""
        self.problems.add((*self.path, name), problem, mend)

    def refuse_word(self, path: Path, value: str, allowed: Collection[str]) -> None:
        """Note that a word is none of those allowed."""
        self.problems.add(path, f"cannot be “{value}”.", f"Use one of: {', '.join(allowed)}.")

    def _is_null(self, name: str) -> bool:
        self._asked.append(name)
        return self._fields.get(name, _MISSING) is None

    def _take(self, name: str, wanted: str) -> object:
        self._asked.append(name)
        value = self._fields.get(name, _MISSING)
        if value is _MISSING and self._sound:
            self.refuse(name, "is missing.", f"Add “{name}:” here, followed by {wanted}.")
        return value

    def _refuse_type(self, path: Path, value: object, wanted: str, mend: str) -> None:
        self.problems.add(path, f"should be {wanted} but is {describe(value)}.", mend)
