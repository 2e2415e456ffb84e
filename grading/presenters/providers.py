"""Providers' published grades beside a commissioner's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from grading.domain.downgrade import ProviderGrade, think_again
from grading.domain.edition import Edition


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One provider, the year of its report and its grade, each in words."""

    name: str
    year: str
    grade: str


@dataclass(frozen=True, slots=True)
class ProvidersView:
    """The providers' grades of one outcome, and the question they raise ("" for none)."""

    rows: tuple[ProviderRow, ...]
    prompt: str
    why: str


def providers_view(
    given: Sequence[ProviderGrade], *, own: str | None, edition: Edition
) -> ProvidersView | None:
    """None where the organisation has no providers."""
    if not given:
        return None
    found = think_again(own, given, scale=tuple(edition.scale.keys))
    why = []
    if found.lower:
        why.append(_("Lower than yours: %(names)s.") % {"names": _listed(found.lower)})
    if found.missing:
        why.append(_("Nothing published: %(names)s.") % {"names": _listed(found.missing)})
    return ProvidersView(
        rows=tuple(
            ProviderRow(
                each.name,
                each.year or _("No report yet"),
                edition.grade(each.grade).label if each.grade else _("No grade"),
            )
            for each in given
        ),
        prompt=_("Should you downgrade your own grade?") if found else "",
        why=" ".join(why),
    )


def _listed(names: Sequence[str]) -> str:
    return str(get_text_list(list(names), _("and")))
