"""Words for the codes in a snapshot."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grading.domain.edition import Certainty
from grading.domain.reconciliation import Basis
from grading.domain.scoring import Total
from grading.presenters import result_words
from reports.domain.snapshot import Snapshot

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


def grade_label(bases: Sequence[str]) -> str:
    """What a grade is called that stands on these: agreed, as published, or neither."""
    graded = set(bases) - {Basis.OUT_OF_SCOPE}
    if graded == {Basis.AS_PUBLISHED}:
        return _("Grade as published")
    return _("Agreed grade") if graded else _("Grade")


def total_words(snapshot: Snapshot, labels: Mapping[str, str]) -> tuple[str, str]:
    """The result in a few words, and a sentence about it."""
    total = snapshot["total"]
    if total is None:
        number, of = snapshot["outcomes_graded"], len(snapshot["outcomes"])
        return _("%(number)d of %(of)d graded") % {"number": number, "of": of}, _(
            "This edition adds no grades up: each outcome stands by itself."
        )
    return result_words.total_words(Total(**total), labels)
