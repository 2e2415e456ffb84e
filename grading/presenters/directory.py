"""Shaping the directory of local interests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from stakeholders.models import LocalInterest

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: what it is, whom to write to and how, and the years it took part."""

    name: str
    kind: "str | StrPromise"
    represents: str
    contact_name: str
    contact_email: str
    reads: str
    history: tuple[str, ...]
    change_url: str


def group_rows(groups: Iterable[LocalInterest], *, ods_code: str) -> list[GroupRow]:
    """Rows for groups fetched by `selectors.directory.directory_of`; no query beyond that."""
    return [
        GroupRow(
            name=group.name,
            kind=group.get_kind_display(),
            represents=", ".join(one.label for one in group.represents.all()),
            contact_name=group.contact_name,
            contact_email=group.contact_email,
            reads=_reads(group),
            history=tuple(history_of(group)),
            change_url=reverse(
                "grading:change_group", kwargs={"ods_code": ods_code, "group_pk": group.pk}
            ),
        )
        for group in groups
    ]


def _reads(group: LocalInterest) -> str:
    """Format and language, where they are not the usual ones."""
    usual = ("", "standard", "en")
    told = (
        (group.preferred_format, group.get_preferred_format_display()),
        (group.preferred_language, group.get_preferred_language_display()),
    )
    return ", ".join(str(words) for key, words in told if key not in usual)


def history_of(group: LocalInterest) -> list[str]:
    """The assessments a group was asked to grade, newest first."""
    return [
        (
            _("%(framework)s, %(year)s (stood down)")
            if row.stood_down_at
            else "%(framework)s, %(year)s"
        )
        % {"framework": row.assessment.framework.name, "year": row.assessment.year}
        for row in group.participations.all()
    ]
