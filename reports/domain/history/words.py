"""The words of one edition, and what a text says in them. Nothing is read into a text.

A text is a grade only where nothing else stands beside the edition's word, its key or its
score: "Achieving", "2 Achieving activity", "Rating: Achieving". "Nearly achieving" is none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from grading.domain.edition import GradeScale
from reports.domain.history.cells import was_cut

TICKED = ("☒", "☑", "✓", "✔", "[x]", "(x)")
EMPTY = ("☐", "□", "▢", "[ ]", "[]", "( )", "()")
_LEADS = re.compile(r"^(?:overall |outcome |final |agreed )?(?:grade|rating|score) ")


class Why(StrEnum):
    """Why a cell is not understood; `reports.presenters.history` has the words."""

    EMPTY = "empty"
    NOT_A_GRADE = "not_a_grade"
    MORE_WORDS = "more_words"
    TWO_GRADES = "two_grades"
    NONE_TICKED = "none_ticked"
    TICKS = "ticks"
    FORMULA = "formula"
    TOO_LONG = "too_long"
    MERGED = "merged"
    NO_OUTCOME = "no_outcome"
    SERVICE_TWICE = "service_twice"
    SERVICES_DIFFER = "services_differ"
    SUM_DIFFERS = "sum_differs"
    TOLD_TWICE = "told_twice"


class NoGrade(StrEnum):
    """The two ways in which a report has no grade for an outcome."""

    NOT_GRADED = "not_graded"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: a grade's key, why there is none (`no_grade`), or nothing clear."""

    grade: str | None = None
    no_grade: NoGrade | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """An edition as a reader of its reports needs it.

    ``names`` are what it is called, ``codes`` its outcomes, ``by_service`` those of them
    graded for ``services_required`` services; ``grades`` words by key, ``scores`` keys by
    score, ``no_grade`` the words for having none and which way of having none they mean.
    ``bands`` are those of the total, where the edition adds one up.
    """

    key: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    scale: GradeScale
    grades: Mapping[str, tuple[str, ...]]
    scores: Mapping[int, str] = field(default_factory=dict)
    no_grade: Mapping[str, NoGrade] = field(default_factory=dict)
    by_service: frozenset[str] = frozenset()
    services_required: int = 0
    bands: tuple[tuple[int, int, str], ...] = ()

    def rating(self, points: int) -> str | None:
        """The grade whose band of totals, first and last included, the points lie in."""
        return next((key for least, most, key in self.bands if least <= points <= most), None)

    @property
    def spellings(self) -> dict[str, str]:
        """Every text that is a grade once it is `plain`, by key or as a score beside it."""
        found: dict[str, str] = {}
        for key, words in self.grades.items():
            score = next((str(n) for n, graded in self.scores.items() if graded == key), None)
            for word in {plain(text) for text in (key, *words)}:
                found[word] = key
                if score is not None:
                    found[f"{score} {word}"] = found[f"{word} {score}"] = key
        return found


def plain(text: str) -> str:
    """Small letters, without marks between words: “Grade: Achieving.” is “grade achieving”."""
    return " ".join(re.sub(r"[\s:;,.()\[\]/|–—-]+", " ", text.casefold()).split())


def said_in(text: str, words: Words) -> Said:
    """What one text says, boxes ticked or words alone."""
    if not text.strip():
        return Said(why=Why.EMPTY)
    if was_cut(text):
        return Said(why=Why.TOO_LONG)
    if text.startswith("="):
        return Said(why=Why.FORMULA)
    if any(mark in text.casefold() for mark in (*TICKED, *EMPTY)):
        return _ticked(text, words)
    return _written(text, words)


def _written(text: str, words: Words) -> Said:
    said = _LEADS.sub("", plain(text))
    if none := _none(said, words):
        return Said(no_grade=none)
    spellings = words.spellings
    if said in spellings:
        return Said(spellings[said])
    # A score alone must be nothing but its digits: “-1” and “1.5” are no scores.
    bare = re.sub(r"^(?:grade|rating|score)\s*:?\s*", "", text.strip().casefold())
    if re.fullmatch(r"[0-9]{1,3}", bare) and int(bare) in words.scores:
        return Said(words.scores[int(bare)])
    named = set(grades_named(said, words))
    if len(named) > 1:
        return Said(why=Why.TWO_GRADES)
    return Said(why=Why.MORE_WORDS if named else Why.NOT_A_GRADE)


def grades_named(said: str, words: Words) -> list[str]:
    """Keys of the grades whose words occur in a plain text."""
    return [
        key
        for key, forms in words.grades.items()
        if any(re.search(rf"\b{re.escape(plain(form))}\b", said) for form in (key, *forms))
    ]


def _ticked(text: str, words: Words) -> Said:
    """The one box that is ticked; each grade must have a box, all before or all behind."""
    forms = {plain(form): key for key, known in words.grades.items() for form in (key, *known)}
    longest_first = sorted(forms, key=len, reverse=True)
    marks = "|".join(re.escape(mark) for mark in (*TICKED, *EMPTY))
    names = "|".join(rf"\b{re.escape(form)}\b" for form in longest_first)
    found = [
        match.group()
        for match in re.finditer(f"{marks}|{names}", " ".join(text.casefold().split()))
    ]
    boxes, grades = found[::2], found[1::2]
    if found and found[0] in forms:
        boxes, grades = grades, boxes
    paired = len(boxes) == len(grades) and set(grades) <= set(forms) and not set(boxes) & set(forms)
    if not paired or len({forms[grade] for grade in grades}) != len(grades):
        return Said(why=Why.TICKS)
    ticked = [forms[g] for box, g in zip(boxes, grades, strict=True) if box in TICKED]
    if len(ticked) > 1:
        return Said(why=Why.TWO_GRADES)
    if ticked:
        return Said(ticked[0])
    none = _none(plain(text.strip().splitlines()[-1]), words)
    return Said(no_grade=none) if none else Said(why=Why.NONE_TICKED)


def _none(said: str, words: Words) -> NoGrade | None:
    return next((way for word, way in words.no_grade.items() if plain(word) == said), None)


def code_in(text: str, codes: Sequence[str]) -> str | None:
    """The outcome a text begins with: “1A: Patients…”, “Outcome 1.1 …”, “Domain 1, outcome 1a”."""
    found = re.match(
        r"\s*(?:(?:domain|goal)\s*\d+\s*[,:–-]?\s*)?(?:outcome\s*)?([0-9A-Za-z][\w.]*)", text,
        re.IGNORECASE,
    )  # fmt: skip
    said = found[1].rstrip(".").casefold() if found else ""
    return next((code for code in codes if code.casefold() == said), None)


def edition_named(text: str, editions: Mapping[str, Words]) -> str | None:
    """The key of the edition that a text names, by key or by one of its names."""
    said = plain(text)
    return next(
        (
            key
            for key, words in editions.items()
            if said in {plain(name) for name in (key, *words.names)}
        ),
        None,
    )
