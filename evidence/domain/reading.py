"""How much a text asks of whoever reads it: time, reading age, long sentences, initials.

Sources: 200 words a minute lies below the 238 that adults read of plain non-fiction
(Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047), because graders read to judge.
Reading age is the Automated Readability Index (Senter and Smith 1967) and five years,
docs/adr/0016-reading-age.md. A sentence is long above 25 words (GOV.UK content guidance).
"""

import math
import re
from dataclasses import dataclass

WORDS_A_MINUTE = 200
MINUTES_A_PAGE_WITHOUT_WORDS = 1
LONG_SENTENCE = 25
FEWEST_WORDS = 30  # An age from less than this says more about chance than about the text.
YOUNGEST, OLDEST = 5, 22
MOST_INITIALS = 20
# Known to everyone, or easier than what they stand for.
WELL_KNOWN = frozenset({"NHS", "UK", "GP", "TV", "OK", "AM", "PM", "PDF", "II", "III", "IV"})

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n|\n\s*[•▪*–-]\s")
_WORD = re.compile(r"[^\W_]+(?:['’.,&/-][^\W_]+)*")
_INITIALS = re.compile(r"\b[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,5}\b")
_SHOUTED_LINE = re.compile(r"^[^a-z]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TextReading:
    """What a text asks; ``reading_age`` in years is None where it is too short to tell.

    ``initials`` are those the text never spells out, in the order they come.
    """

    words: int
    reading_age: int | None
    long_sentences: int
    initials: tuple[str, ...]


def read_text(text: str) -> TextReading:
    """Measure a text in English."""
    sentences = [n for n in map(_words_in, _SENTENCE_END.split(text)) if n]
    words = sum(sentences)
    return TextReading(
        words=words,
        reading_age=_reading_age(text, words, len(sentences)),
        long_sentences=sum(n > LONG_SENTENCE for n in sentences),
        initials=_unexplained(text),
    )


def minutes_to_read(words: int, pages_without_words: int = 0) -> int:
    """Whole minutes, rounded up; a page that holds no words is looked at for one minute."""
    looking = MINUTES_A_PAGE_WITHOUT_WORDS * pages_without_words
    return math.ceil(words / WORDS_A_MINUTE) + looking


def _words_in(sentence: str) -> int:
    return len(_WORD.findall(sentence))


def _reading_age(text: str, words: int, sentences: int) -> int | None:
    if words < FEWEST_WORDS:
        return None
    letters = sum(character.isalnum() for character in text)
    index = 4.71 * letters / words + 0.5 * words / sentences - 21.43
    return max(YOUNGEST, min(OLDEST, math.ceil(index) + 5))


def _unexplained(text: str) -> tuple[str, ...]:
    """Spelled out is "Integrated Care Board (ICB)" or "ICB (Integrated Care Board)"."""
    spoken = _SHOUTED_LINE.sub("", text)
    found = dict.fromkeys(_INITIALS.findall(spoken))
    explained = set(re.findall(r"\(([A-Z][A-Z0-9&]+)s?\)", text))
    explained |= set(re.findall(r"\b([A-Z][A-Z0-9&]+)s? \(", text))
    unknown = [word for word in found if word not in explained and word not in WELL_KNOWN]
    return tuple(word for word in unknown if any(c.isalpha() for c in word[1:]))[:MOST_INITIALS]
