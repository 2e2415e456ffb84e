"""Words for results: bases, distances, firmness, totals; for pages, commands and reports."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grading.domain.reconciliation import Basis
from grading.domain.scoring import Total

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BASIS_LABELS: "Mapping[str, StrPromise]" = {
    Basis.AGREED: gettext_lazy("Agreed by both"),
    Basis.LOCAL_VIEW_PREVAILS: gettext_lazy("Local view prevails"),
    Basis.LOCAL_VIEW: gettext_lazy("Local view"),
    Basis.NOT_GRADED: gettext_lazy("Not graded by local interests"),
    Basis.AS_PUBLISHED: gettext_lazy("As published"),
    Basis.OUT_OF_SCOPE: gettext_lazy("Out of scope"),
    Basis.MIDDLE_OF_SERVICES: gettext_lazy("Middle of the services"),
}
BASIS_SENTENCES: "Mapping[str, StrPromise]" = {
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
SERVICES_MISSING = gettext_lazy(
    "There is no grade until local interests have graded every service."
)


def short_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels without the last word that all of them share (“activity”)."""
    ends = {label.rpartition(" ")[2] for label in labels.values()}
    if len(ends) > 1 or any(" " not in label for label in labels.values()):
        return dict(labels)
    return {key: label.rpartition(" ")[0] for key, label in labels.items()}


def basis_words(basis: str, grade: str | None) -> str:
    """One sentence: on what the grade stands, or why there is none."""
    if basis == Basis.MIDDLE_OF_SERVICES and grade is None:
        return str(SERVICES_MISSING)
    return str(BASIS_SENTENCES[basis])


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
    """Whether one local interest alone decides the grade; "" where nothing was heard.

    ``pivotal`` are the names of those who would change it.
    """
    if grade is None or not heard:
        return ""
    if not pivotal:
        return _("No single local interest decides this grade.")
    if len(pivotal) == 1:
        return _("Without %(name)s the grade would be different.") % {"name": pivotal[0]}
    names = get_text_list(list(pivotal), _("or"))
    return _("Without any one of %(names)s the grade would be different.") % {"names": names}


def total_words(total: Total, labels: Mapping[str, str]) -> tuple[str, str]:
    """The total in a few words, and a sentence about it; ``labels`` go by grade key."""
    if total.score is None or total.rating is None:
        values = {"graded": total.graded, "outcomes": total.outcomes}
        return _("%(graded)d of %(outcomes)d graded") % values, _(
            "There is no total and no rating until every outcome has a grade."
        )
    result = _("%(score)d of %(of)d") % {"score": total.score, "of": total.of}
    return result, _next_band(total, labels[total.rating], labels)


def _next_band(total: Total, rating: str, labels: Mapping[str, str]) -> str:
    if total.to_next is None or total.next_rating is None:
        return _("Overall: %(rating)s, the highest there is.") % {"rating": rating}
    return ngettext(
        "Overall: %(rating)s. %(n)d point more would be %(next)s.",
        "Overall: %(rating)s. %(n)d points more would be %(next)s.",
        total.to_next,
    ) % {"rating": rating, "n": total.to_next, "next": labels[total.next_rating]}
