"""Inviting many people at once: from a file, or from people already known.

Each person stands or falls alone: what is right goes in, and the rest is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, NotNow, PortalError, Problem
from grading.domain.invitation_file import InvitationRow, UnreadableFile, read_invitations
from grading.models import Assessment
from grading.selectors.candidates import Candidate, invited_already
from grading.selectors.new_voices import why_nobody_new
from grading.services.invitation import invite
from stakeholders.domain.organisation_file import LineProblem
from stakeholders.models import LocalInterest, User
from stakeholders.permissions import Permission, require
from stakeholders.selectors.local_interest import characteristics_open_to, local_interests_of
from stakeholders.services.local_interest import Contact, add_local_interest


@dataclass(frozen=True, slots=True)
class FileDone:
    """What a file did: how many messages wait to be sent, what is wrong, who was invited before."""

    queued: int
    errors: tuple[LineProblem, ...]
    invited_before: tuple[LineProblem, ...]


@dataclass(frozen=True, slots=True)
class PeopleDone:
    """How many were invited, and who was not, with the reason."""

    queued: int
    refused: tuple[Problem, ...]


@transaction.atomic
def invite_from_file(*, assessment: Assessment, text: str, by: User | Machine) -> FileDone:
    """Invite everyone whose line is right; the same file again invites nobody twice.

    A group that the directory does not hold is added to it, with its first person as contact.
    Of a group that it holds, ``represents`` is left as it is. Raises `NotPermitted`, `NotNow`
    (past grading), or `InvalidInput` when nothing could be read.
    """
    assessment = _opened(assessment, by)
    rows, problems = _read(text)
    errors, before, queued = list(problems), list[LineProblem](), 0
    groups = _Groups(assessment, by)
    invited = invited_already(assessment)
    for row in rows:
        held = groups.held(row.local_interest)
        standing = invited.get((held.pk, row.email.casefold())) if held else None
        if standing is not None:
            before.append(_before(row, standing))
            continue
        try:
            with transaction.atomic():
                _invite_row(assessment, row, groups, by=by)
        except PortalError as refusal:
            groups.forget(row.local_interest, unless=held)
            errors.append(LineProblem(row.line, refusal.reason.replace("\n", " "), ""))
        else:
            queued += 1
    errors.sort(key=lambda found: found.line)
    return FileDone(queued, tuple(errors), tuple(before))


@transaction.atomic
def invite_people(*, assessment: Assessment, people: Iterable[Candidate], by: User) -> PeopleDone:
    """Invite each of these people. Raises `NotPermitted` or `NotNow` (past grading)."""
    assessment = _opened(assessment, by)
    refused, queued = list[Problem](), 0
    for person in people:
        try:
            invite(
                assessment=assessment,
                local_interest=person.interest,
                name=person.name,
                email=person.email,
                language=person.language,
                format=person.format,
                by=by,
            )
        except PortalError as refusal:
            refused.append(Problem(person.name, _why(refusal), ""))
        else:
            queued += 1
    return PeopleDone(queued, tuple(refused))


def _why(refusal: PortalError) -> str:
    """What is wrong, without the names of fields that the page of many people does not have."""
    if isinstance(refusal, InvalidInput):
        return " ".join(found.problem for found in refusal.problems)
    return refusal.reason


def placed(found: LineProblem) -> Problem:
    """A line's problem for a page or a command to show."""
    return Problem(_("line %(number)s") % {"number": found.line}, found.problem, found.mend)


def _read(text: str) -> tuple[list[InvitationRow], list[LineProblem]]:
    try:
        rows, problems = read_invitations(text)
    except UnreadableFile as unreadable:
        raise InvalidInput([placed(unreadable.found)]) from unreadable
    if not rows and not problems:
        raise InvalidInput([placed(LineProblem(1, _("The file names nobody."), ""))])
    return rows, problems


def _opened(assessment: Assessment, by: User | Machine) -> Assessment:
    """The assessment, locked, so that one file sent twice at once invites everybody once."""
    if isinstance(by, User):
        require(by, Permission.INVITE, assessment.organisation)
    locked = (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "framework")
        .get(pk=assessment.pk)
    )
    if reason := why_nobody_new(locked):
        raise NotNow(reason)
    return locked


class _Groups:
    """The directory by name, without capitals, as it grows while a file is read."""

    def __init__(self, assessment: Assessment, by: User | Machine) -> None:
        self._organisation, self._by = assessment.organisation, by
        rows = local_interests_of(self._organisation)
        self._held = {row.name.casefold(): row for row in rows}
        self._keys = {
            words.casefold(): group.key
            for group in characteristics_open_to(self._organisation)
            for words in (group.key, group.key.replace("_", " "), group.label)
        }

    def held(self, name: str) -> LocalInterest | None:
        return self._held.get(name.casefold())

    def forget(self, name: str, *, unless: LocalInterest | None) -> None:
        """A group that was added for a row goes with the row."""
        if unless is None:
            self._held.pop(name.casefold(), None)

    def found_or_added(self, row: InvitationRow) -> LocalInterest:
        held = self.held(row.local_interest)
        if held is None:
            held = self._held[row.local_interest.casefold()] = self._added(row)
        elif row.kind and row.kind != held.kind:
            problem = _("%(group)s is in your list as: %(kind)s.") % {
                "group": held.name,
                "kind": held.kind,
            }
            raise InvalidInput([Problem("kind", problem, _("Write that, or leave it empty."))])
        return held

    def _added(self, row: InvitationRow) -> LocalInterest:
        if not row.kind:
            problem = _("is missing, and your list has no group of this name.")
            raise InvalidInput([Problem("kind", problem, _("Write the kind of the group."))])
        return add_local_interest(
            organisation=self._organisation,
            name=row.local_interest,
            kind=row.kind,
            represents=[self._keys.get(name.casefold(), name) for name in row.represents],
            contact=Contact(row.name, row.email, row.format, row.language),
            by=self._by,
        )


def _invite_row(
    assessment: Assessment, row: InvitationRow, groups: _Groups, *, by: User | Machine
) -> None:
    invite(
        assessment=assessment,
        local_interest=groups.found_or_added(row),
        name=row.name,
        email=row.email,
        language=row.language,
        format=row.format,
        by=by,
    )


def _before(row: InvitationRow, standing: bool) -> LineProblem:
    what = (
        _("%(email)s has been invited already.")
        if standing
        else _("%(email)s was invited, and the invitation was withdrawn.")
    ) % {"email": row.email}
    return LineProblem(row.line, what, "" if standing else _("Invite them by hand."))
