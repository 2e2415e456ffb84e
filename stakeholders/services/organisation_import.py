"""Bringing organisations in from a CSV file: all of it, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.errors import InvalidInput, Problem
from stakeholders.domain.organisation_file import LineProblem, OrganisationRow, read_rows
from stakeholders.models import Organisation, User
from stakeholders.permissions import require_platform_administrator
from stakeholders.presenters.organisation_file import line_problem
from stakeholders.services.organisation import (
    change_organisation,
    create_organisation,
    link_provider,
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file did: organisations made, changed, left as they were; links made."""

    made: int
    changed: int
    unchanged: int
    linked: int


@transaction.atomic
def import_organisations(*, text: str, by: Actor) -> Imported:
    """Make or change every organisation of the file; the same file again changes nothing.

    A name, region or place in the file replaces the one held. Raises `NotPermitted`, or
    `InvalidInput` with every problem, each placed by its line; then nothing has changed.
    """
    if isinstance(by, User):
        require_platform_administrator(by)
    rows, faults = read_rows(text)
    codes = {row.ods_code for row in rows} | {row.commissioner_ods for row in rows}
    held = Organisation.objects.in_bulk(list(codes), field_name="ods_code")
    problems = [*(line_problem(found) for found in faults), *_conflicts(rows, held)]
    problems.sort(key=lambda found: found.line)
    if not rows and not problems:
        problems = [LineProblem(1, _("The file holds no organisation."), "")]
    if problems:
        raise InvalidInput([_placed(found) for found in problems])
    return _apply(rows, held, by)


def _conflicts(
    rows: Sequence[OrganisationRow], held: Mapping[str, Organisation]
) -> list[LineProblem]:
    """What disagrees with what is held, or with other lines."""
    kinds = {code: organisation.kind for code, organisation in held.items()}
    in_file = {row.ods_code: row.kind for row in rows}
    found = []
    for row in rows:
        if kinds.get(row.ods_code, row.kind) != row.kind:
            what = _("%(code)s is held as a %(kind)s.") % {
                "code": row.ods_code,
                "kind": kinds[row.ods_code],
            }
            found.append(LineProblem(row.line, what, _("The kind cannot change.")))
        if row.commissioner_ods:
            kind = in_file.get(row.commissioner_ods, kinds.get(row.commissioner_ods))
            if kind != "commissioner":
                what = _("commissioner_ods %(code)s is no commissioner here or in the file.")
                mend = _("Add a line for it, or mend the code.")
                found.append(LineProblem(row.line, what % {"code": row.commissioner_ods}, mend))
    return found


def _apply(
    rows: Sequence[OrganisationRow], held: Mapping[str, Organisation], by: Actor
) -> Imported:
    organisations = dict(held)
    made, changed, linked = set[str](), set[str](), 0
    for row in rows:
        code = row.ods_code
        if code not in organisations:
            organisations[code] = create_organisation(
                ods_code=code,
                name=row.name,
                kind=row.kind,
                region=row.region,
                place=row.place or "",
                by=by,
            )
            made.add(code)
        elif change_organisation(organisation=organisations[code], by=by, **_fields(row)):
            changed.add(code)
    for row in rows:
        if row.commissioner_ods:
            commissioner, provider = (
                organisations[row.commissioner_ods],
                organisations[row.ods_code],
            )
            linked += link_provider(commissioner=commissioner, provider=provider, by=by)
    unchanged = len({row.ods_code for row in rows} - made - changed)
    return Imported(len(made), len(changed), unchanged, linked)


def _fields(row: OrganisationRow) -> dict[str, Any]:
    """What the file may change; a file without places leaves them."""
    place = {} if row.place is None else {"place": row.place}
    return {"name": row.name, "region": row.region, **place}


def _placed(found: LineProblem) -> Problem:
    return Problem(_("line %(number)s") % {"number": found.line}, found.problem, found.mend)
