"""Words for the codes in a snapshot."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grading.domain.edition import Certainty
from grading.domain.reconciliation import Basis
from grading.domain.scoring import Total
from grading.presenters import result_words
from reports.domain.snapshot import GradedPart, Snapshot

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NO_GRADE_WORDS: "Mapping[str, StrPromise]" = {
    Basis.NOT_GRADED: gettext_lazy("Not graded"),
    Basis.OUT_OF_SCOPE: gettext_lazy("Out of scope"),
    Basis.MIDDLE_OF_SERVICES: gettext_lazy("No grade yet"),
}
CERTAINTY_WORDS: "Mapping[str, StrPromise]" = {
    Certainty.SEEN: gettext_lazy("Read in a public copy"),
    Certainty.LIKELY: gettext_lazy("Generally known; not checked against the official document"),
    Certainty.PROBABLE: gettext_lazy("Probably right; not checked against the official document"),
    Certainty.DOUBTFUL: gettext_lazy("Doubtful; not checked against the official document"),
    Certainty.INFERRED: gettext_lazy("Worked out by us; not the standard's own words"),
}


#: What stands beside a grade of history: how sure it is, short and in a sentence.
SURE_SHORT: "Mapping[str, StrPromise]" = {Certainty.INFERRED: gettext_lazy("inferred")}
SURE_SENTENCES: "Mapping[str, StrPromise]" = {
    Certainty.SEEN: gettext_lazy(
        "Seen in what the organisation published. It was not graded in this portal."
    ),
    Certainty.INFERRED: gettext_lazy(
        "Inferred: this grade was not seen in what the organisation published. It was not graded "
        "in this portal."
    ),
}


#: Beside any list or table of grades that nobody gave here.
BROUGHT_IN = gettext_lazy("brought in from a published report, not graded here")


def sure_short(certainty: str) -> str:
    """The word beside a grade that was inferred; "" beside any other."""
    return str(SURE_SHORT.get(certainty, ""))


def basis_of_part(part: GradedPart) -> str:
    """One sentence: on what the grade stands, and for history how sure that is, and why."""
    certainty = part.get("certainty", "")
    if certainty not in SURE_SENTENCES:
        return result_words.basis_words(part["basis"], part["grade"])
    return " ".join(filter(None, [str(SURE_SENTENCES[certainty]), part.get("certainty_note", "")]))


def grade_label(bases: Sequence[str], certainty: str = "") -> str:
    """What a grade is called that stands on these: agreed, as published, inferred, or neither."""
    graded = set(bases) - {Basis.OUT_OF_SCOPE}
    if certainty == Certainty.INFERRED:
        return _("Grade inferred")
    if graded == {Basis.AS_PUBLISHED}:
        return _("Grade as published")
    return _("Agreed grade") if graded else _("Grade")


def subject_words(snapshot: Snapshot) -> str:
    """What a file of the report is about, for its properties."""
    if snapshot["history"]:
        return _("Published grades under the NHS Equality Delivery System")
    return _("Grades given with local interests under the NHS Equality Delivery System")


def total_words(snapshot: Snapshot, labels: Mapping[str, str]) -> tuple[str, str]:
    """The result in a few words, and what there is to say about it in a sentence or two."""
    total = snapshot["total"]
    if total is None:
        number, of = snapshot["outcomes_graded"], len(snapshot["outcomes"])
        result = _("%(number)d of %(of)d graded") % {"number": number, "of": of}
        words = _("This edition adds no grades up: each outcome stands by itself.")
    else:
        result, words = result_words.total_words(Total(**total), labels)
    return result, " ".join(filter(None, (_without_grade(snapshot), words)))


def _without_grade(snapshot: Snapshot) -> str:
    """Why outcomes have no grade, so that nobody takes those out of scope for those that failed."""
    bases = [row["basis"] for row in snapshot["outcomes"] if row["grade"] is None]
    out = bases.count(Basis.OUT_OF_SCOPE)
    parts = (
        (out, ngettext("%(n)d is out of scope", "%(n)d are out of scope", out)),
        (len(bases) - out, ngettext("%(n)d has no grade", "%(n)d have no grade", len(bases) - out)),
    )
    said = [words % {"n": number} for number, words in parts if number]
    return f"{', '.join(said)}." if said else ""


def where_words(place: str, region: str) -> str:
    """Where an organisation is: what is known of its town or area and its region."""
    return ", ".join(name for name in (place, region) if name)
