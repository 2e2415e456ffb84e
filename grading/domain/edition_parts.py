"""Builds the parts of an edition from their fields."""

from collections.abc import Collection

from grading.domain.edition import (
    Band,
    Certainty,
    Fact,
    Goal,
    GradeWord,
    Outcome,
    Source,
    TotalRule,
    Wording,
)
from grading.domain.edition_fields import Section
from stakeholders.domain.kinds import LocalInterestKind

COLOURS = ("red", "amber", "green", "purple")
"""The colours of the standard's own grades, which the pages know how to show."""

_KINDS = [kind.value for kind in LocalInterestKind]


class Parts:
    """Reads parts that name sources and grades, knowing which there are.

    Either is None while its own list has problems: then the names are taken as read,
    so that one slip in the list is not told again wherever it is named.
    """

    def __init__(self, sources: Collection[str] | None, grades: Collection[str] | None) -> None:
        self._sources = sources
        self._grades = grades

    def band(self, section: Section) -> Band:
        """One line of a counting rule or of a total's rule."""
        band = Band(
            minimum=section.whole("minimum"),
            maximum=section.whole("maximum"),
            grade=_named(section, "grade", self._grades),
            words=section.text("words"),
            certainty=certainty(section, "certainty"),
            source=self.source(section, "source"),
        )
        section.finish()
        return band

    def total(self, section: Section | None) -> TotalRule | None:
        """The rule for adding scores up, or None."""
        if section is None:
            return None
        bands = tuple(self.band(item) for item in section.sections("bands"))
        total = TotalRule(maximum=section.whole("maximum"), bands=bands)
        section.finish()
        return total

    def fact(self, section: Section) -> Fact:
        """Where one more thing comes from."""
        fact = Fact(
            about=section.text("about"),
            certainty=certainty(section, "certainty"),
            source=self.source(section, "source"),
            note=section.note("note"),
        )
        section.finish()
        return fact

    def goal(self, section: Section, first_position: int) -> Goal:
        """A goal with its outcomes, the first of which is at `first_position`."""
        key = section.text("key")
        goal = Goal(
            key=key,
            label=section.text("label"),
            label_certainty=certainty(section, "label_certainty"),
            narrative=section.text("narrative", may_be_empty=True),
            entitled_kinds=kinds(section, "entitled_kinds"),
            entitled_source=self.source(section, "entitled_source"),
            by_service=section.flag("by_service"),
            outcomes=tuple(
                self.outcome(item, key, first_position + place)
                for place, item in enumerate(section.sections("outcomes"))
            ),
            narrative_certainty=section.word_or_none(
                "narrative_certainty", Certainty, otherwise=Certainty.DOUBTFUL
            ),
        )
        section.finish()
        return goal

    def outcome(self, section: Section, goal_key: str, position: int) -> Outcome:
        """One outcome: the standard's words and ours."""
        outcome = Outcome(
            code=section.text("code"),
            goal_key=goal_key,
            position=position,
            official=self.wording(section.section("official")),
            question=section.text("question"),
            explanation=section.text("explanation"),
            easy_read=section.text("easy_read"),
            counts_groups=section.flag("counts_groups"),
        )
        section.finish()
        return outcome

    def wording(self, section: Section | None) -> Wording:
        """Official words with their source; empty where the section is missing."""
        if section is None:
            return Wording("", Certainty.DOUBTFUL, "")
        wording = Wording(
            text=section.text("text"),
            certainty=certainty(section, "certainty"),
            source=self.source(section, "source"),
            note=section.note("note"),
        )
        section.finish()
        return wording

    def source(self, section: Section, name: str) -> str:
        """The key of a listed source."""
        return _named(section, name, self._sources)


def grade_word(section: Section, order: int) -> GradeWord:
    """One grade; its place in the file's list is its order."""
    grade = GradeWord(
        key=section.text("key"),
        label=section.text("label"),
        order=order,
        score=section.whole_or_none("score"),
        colour=section.one_of("colour", COLOURS),
        plain=section.text("plain"),
        easy_read=section.text("easy_read"),
    )
    section.finish()
    return grade


def source(section: Section) -> Source:
    """One listed document; `url: null` where it has no address that we know of."""
    url = section.text_or_none("url")
    if url and not url.startswith(("https://", "http://")):
        mend = "Start it with https:// or http://, or write null where there is none."
        section.refuse("url", f"is not a web address: “{url}”.", mend)
    found = Source(key=section.text("key"), title=section.text("title"), url=url or "")
    section.finish()
    return found


def certainty(section: Section, name: str) -> Certainty:
    """One of the certainty words."""
    return section.word(name, Certainty, otherwise=Certainty.DOUBTFUL)


def kinds(section: Section, name: str) -> frozenset[LocalInterestKind]:
    """The kinds of local interest named; at least one, each once."""
    found: set[LocalInterestKind] = set()
    items = section.items(name)
    for place, item in enumerate(items):
        path = (*section.path, name, place)
        if not isinstance(item, str) or item not in _KINDS:
            section.refuse_word(path, str(item), _KINDS)
        elif item in found:
            section.problems.add(path, f"names “{item}” a second time.", "Delete this one.")
        else:
            found.add(LocalInterestKind(item))
    if not items and section.problems.clean(*section.path, name):
        section.refuse(name, "names nobody.", f"Name one or more of: {', '.join(_KINDS)}.")
    return frozenset(found)


def _named(section: Section, name: str, known: Collection[str] | None) -> str:
    return section.text(name) if known is None else section.one_of(name, known)
