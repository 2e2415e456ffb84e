"""Words for the codes in a snapshot."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grading.domain.edition import Certainty
from grading.domain.reconciliation import Basis
from reports.domain.snapshot import Snapshot, TotalPart

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BASIS_WORDS: "Mapping[str, StrPromise]" = {
    Basis.AGREED: gettext_lazy("The organisation and the local interests agree."),
    Basis.LOCAL_VIEW_PREVAILS: gettext_lazy(
        "They saw it differently, so the local interests' view prevails."
    ),
    Basis.LOCAL_VIEW: gettext_lazy("The local interests' view. The organisation gave no grade."),
    Basis.NOT_GRADED: gettext_lazy("Not graded by local interests, so there is no agreed grade."),
    Basis.AS_PUBLISHED: gettext_lazy(
        "As the organisation published it. It was not graded in this portal."
    ),
    Basis.OUT_OF_SCOPE: gettext_lazy("Not graded this year."),
    Basis.MIDDLE_OF_SERVICES: gettext_lazy("The grade in the middle of its services."),
}
NO_GRADE_WORDS: "Mapping[str, StrPromise]" = {
    Basis.NOT_GRADED: gettext_lazy("Not graded"),
    Basis.OUT_OF_SCOPE: gettext_lazy("Out of scope"),
    Basis.MIDDLE_OF_SERVICES: gettext_lazy("No grade yet"),
}
SERVICES_MISSING = gettext_lazy(
    "There is no grade until local interests have graded every service."
)
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


def basis_words(basis: str, grade: str | None) -> str:
    """One sentence: on what the grade stands, or why there is none."""
    if basis == Basis.MIDDLE_OF_SERVICES and grade is None:
        return str(SERVICES_MISSING)
    return str(BASIS_WORDS[basis])


def distance_words(distance: int | None) -> str:
    """How far an answer lies from the agreed grade."""
    if distance is None:
        return _("not on the scale")
    steps = ngettext("%(n)d step", "%(n)d steps", abs(distance)) % {"n": abs(distance)}
    return (
        _("%(steps)s higher") % {"steps": steps}
        if distance > 0
        else _("%(steps)s lower") % {"steps": steps}
    )


def firmness_words(pivotal: Sequence[str], grade: str | None, heard: int) -> str:
    """Whether one local interest alone decides the grade; "" where nothing was heard."""
    if grade is None or not heard:
        return ""
    if not pivotal:
        return _("No single local interest decides this grade.")
    if len(pivotal) == 1:
        return _("Without %(name)s the grade would be different.") % {"name": pivotal[0]}
    names = get_text_list(list(pivotal), _("or"))
    return _("Without any one of %(names)s the grade would be different.") % {"names": names}


def total_words(snapshot: Snapshot, labels: Mapping[str, str]) -> tuple[str, str]:
    """The result in a few words, and a sentence about it."""
    total = snapshot["total"]
    if total is None:
        number, of = snapshot["outcomes_graded"], len(snapshot["outcomes"])
        return _("%(number)d of %(of)d graded") % {"number": number, "of": of}, _(
            "This edition adds no grades up: each outcome stands by itself."
        )
    values = {
        "graded": total["graded"],
        "outcomes": total["outcomes"],
        "score": total["score"],
        "of": total["of"],
    }
    if total["rating"] is None:
        return _("%(graded)d of %(outcomes)d graded") % values, _(
            "There is no total and no rating until every outcome has a grade."
        )
    return _("%(score)d of %(of)d") % values, _next_band(total, labels)


def _next_band(total: TotalPart, labels: Mapping[str, str]) -> str:
    rating = labels[total["rating"] or ""]
    if total["to_next"] is None:
        return _("Overall: %(rating)s, the highest there is.") % {"rating": rating}
    return ngettext(
        "Overall: %(rating)s. %(n)d point more would be %(next)s.",
        "Overall: %(rating)s. %(n)d points more would be %(next)s.",
        total["to_next"],
    ) % {"rating": rating, "n": total["to_next"], "next": labels[total["next_rating"] or ""]}
