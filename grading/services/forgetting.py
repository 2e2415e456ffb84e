"""Removing a person, keeping their group's grade (ADR 0014, `docs/privacy.md`)."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from django.conf import settings
from django.contrib.auth import SESSION_KEY as USER_SESSION_KEY
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from edsportal.common.erasure import overwrite_what_was_erased
from edsportal.common.errors import InvalidInput, NotPermitted, Problem
from edsportal.common.mail_folder import remove_messages
from edsportal.common.outbox import withdraw_messages_to
from edsportal.common.sessions import end_sessions
from grading.models import (
    AskedQuestion,
    Grader,
    GroupAnswer,
    GroupDeclaration,
    GroupRevisionWords,
    LocalGrade,
    MeetingAnswer,
    RevisionComment,
)
from grading.models.declared_interest import DeclaredInterest
from grading.models.grader import CommentConsent
from grading.selectors.forgetting import (
    graders_of,
    groups_reached_at,
    invitations_to,
    joining_invitations_of,
    members_called,
)
from grading.selectors.grader import SESSION_KEY as GRADER_SESSION_KEY
from stakeholders.models import Invitation, User
from stakeholders.models.joining import JoiningInvitation
from stakeholders.permissions import require_platform_administrator
from stakeholders.services.forgetting import (
    forget_contact,
    forget_invited_member,
    forget_invited_person,
    forget_user,
)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed, in numbers; which organisations have no equality lead any more.

    ``called`` holds the person's addresses and names, to look for them in free text.
    """

    accounts: int
    invitations: int
    comments: int
    without_lead: tuple[str, ...]
    called: frozenset[str] = frozenset()


@transaction.atomic
def forget_person(*, email: str, by: Actor, reason: str) -> Forgotten:
    """Remove everyone known by this address: account and invitations, in every organisation.

    Answers stay, of a grader without a name, so that no grade changes; comments go. Each
    organisation's audit trail tells of its own people only. Raises `NotPermitted` unless
    ``by`` is a platform administrator or a command, `InvalidInput` when nobody has the address.
    """
    _require_may_remove_others(by)
    if not email.strip():
        # Would be everybody without one: who came by a shared link, groups without a contact.
        raise InvalidInput([Problem("email", _("An e-mail address is missing."), "")])
    users = list(members_called(email))
    invitations = list(invitations_to(email))
    joining = list(joining_invitations_of(email, users))
    contacts = list(groups_reached_at(email))
    if not (users or invitations or joining or contacts):
        raise InvalidInput([Problem("email", _("Nobody here has this e-mail address."), "")])
    without_lead: list[str] = []
    everyone: list[User | Invitation | JoiningInvitation] = [*users, *invitations, *joining]
    called = {email.strip(), *(row.email for row in everyone), *(row.name for row in everyone)}
    called |= {group.contact_name for group in contacts if group.contact_name}
    _end_sessions(users, invitations, email)
    for user in users:
        left = forget_user(user=user, by=by, reason=reason)
        without_lead += [organisation.ods_code for organisation in left]
    for row in joining:
        forget_invited_member(invitation=row)
    for group in contacts:
        forget_contact(local_interest=group, by=by, reason=reason)
    comments = sum(_forget_invitation(row, by=by, reason=reason) for row in invitations)
    _leave_no_message(called)
    return Forgotten(
        accounts=len(users),
        invitations=len(invitations) + len(joining),
        comments=comments,
        without_lead=tuple(without_lead),
        called=frozenset(called),
    )


@transaction.atomic
def forget_grader(*, invitation: Invitation, by: Actor, reason: str) -> None:
    """Remove the person of one invitation, as when its time is over. Raises `NotPermitted`."""
    _require_may_remove_others(by)
    _forget_one(invitation, by=by, reason=reason)


@transaction.atomic
def forget_myself(*, by: Grader) -> None:
    """Remove oneself from one organisation's grading: a link proves no more than its invitation."""
    if by.invitation is None:
        raise NotPermitted(_("These answers came from a file, which names nobody."))
    _forget_one(by.invitation, by=by, reason=_("The person asked for it."))


@transaction.atomic
def forget_unanswered(*, invitation: Invitation, by: Grader) -> None:
    """Remove somebody whom their group's coordinator brought in, who has answered nothing.

    Whether ``by`` may is `services.coordinator`'s rule, which is the only caller.
    """
    _forget_one(invitation, by=by, reason=_("Their group's coordinator removed them."))


def _forget_one(invitation: Invitation, *, by: Actor, reason: str) -> None:
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.forgotten_at is not None:
        return
    called = {locked.email}
    _end_sessions([], [locked], "")
    _forget_invitation(locked, by=by, reason=reason)
    _leave_no_message(called)


def _require_may_remove_others(by: Actor) -> None:
    if isinstance(by, User):
        require_platform_administrator(by)
    elif by.actor_kind != "machine":
        raise NotPermitted(_("Only a platform administrator can remove a person."))


def _forget_invitation(invitation: Invitation, *, by: Actor, reason: str) -> int:
    """The person of one invitation and every word they wrote; how many comments went."""
    graders = list(graders_of(invitation))
    removed = _erase_words(graders)
    forget_invited_person(invitation=invitation)
    organisation = invitation.local_interest.organisation.ods_code
    subjects: Sequence[Grader | Invitation] = graders or [invitation]
    for subject in subjects:
        record(
            Event.PERSON_FORGOTTEN,
            by=by,
            organisation=organisation,
            subject=subject,
            reason=reason,
            known_as="grader",
        )
    return removed


def _erase_words(graders: Collection[Grader]) -> int:
    """Erase what they wrote, now and in every earlier state; how many comments.

    Answers are not touched, and neither is what the lead decided about a declared interest:
    both decide the grade.
    """
    Grader.objects.filter(pk__in=[grader.pk for grader in graders]).update(
        comment_consent=CommentConsent.NONE, access_needs="", language="", decline_reason=""
    )
    DeclaredInterest.objects.filter(grader__in=graders).update(text="")
    GroupDeclaration.objects.filter(declared_by__in=graders).update(text="")
    GroupAnswer.objects.filter(by_grader__in=graders).update(comment="", dissent="")
    GroupRevisionWords.objects.filter(
        revision__by_kind=Grader.actor_kind,
        revision__by_id__in=[grader.actor_id for grader in graders],
    ).delete()
    MeetingAnswer.objects.filter(grader__in=graders).update(dissent="")
    # What nobody answered is taken back with its words; an answer others read stays.
    asked = AskedQuestion.objects.filter(grader__in=graders)
    asked.filter(answer=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    asked.update(text="")
    LocalGrade.objects.filter(grader__in=graders).exclude(comment="").update(comment="")
    erased, _by_model = RevisionComment.objects.filter(revision__grader__in=graders).delete()
    return erased


def _end_sessions(users: Collection[User], invitations: Collection[Invitation], email: str) -> None:
    """End every session of theirs, and any in which their address was typed to sign in."""
    user_keys = {str(user.pk) for user in users}
    grader_keys = {grader.pk for row in invitations for grader in graders_of(row)}
    typed = email.strip().casefold()

    def theirs(held: Mapping[str, Any]) -> bool:
        return (
            held.get(USER_SESSION_KEY) in user_keys
            or held.get(GRADER_SESSION_KEY) in grader_keys
            # Text kept from a form is stored as an address stores it, with %40 for @.
            or bool(typed and typed in unquote_plus(json.dumps(held, default=str)).casefold())
        )

    end_sessions(theirs)


def _leave_no_message(called: Collection[str]) -> None:
    """Drop what waits to be sent; files and the disk's leftovers go after the commit."""
    for address in (words for words in called if "@" in words):
        withdraw_messages_to(address)
    transaction.on_commit(partial(remove_messages, Path(settings.EMAIL_FILE_PATH), naming=called))
    transaction.on_commit(overwrite_what_was_erased)
