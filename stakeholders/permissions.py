"""Who may do what in an organisation: one table from role to permissions.

The state of an assessment is a separate question (`grading.domain.workflow`).
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from edsportal.common.errors import NotPermitted
from stakeholders.models import Membership, Organisation, User

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Role = Membership.Role


class Permission(StrEnum):
    """Something a member of staff may be allowed to do in an organisation."""

    VIEW = "view"
    ADD_EVIDENCE = "add_evidence"
    PREPARE = "prepare"
    GRADE_FOR_ORGANISATION = "grade_for_organisation"
    INVITE = "invite"
    RUN_GRADING = "run_grading"
    FACILITATE = "facilitate"
    VIEW_RECONCILIATION = "view_reconciliation"
    SIGN_OFF = "sign_off"
    PUBLISH = "publish"
    PLAN_ACTIONS = "plan_actions"
    MANAGE_PEOPLE = "manage_people"
    READ_AUDIT = "read_audit"
    WRITE_PRIVACY_TEXT = "write_privacy_text"
    WRITE_MESSAGES = "write_messages"
    SHOW_CANDOUR = "show_candour"
    IMPORT_HISTORY = "import_history"


ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.EQUALITY_LEAD: frozenset(set(Permission) - {Permission.SIGN_OFF}),
    Role.CONTRIBUTOR: frozenset({Permission.VIEW, Permission.ADD_EVIDENCE}),
    Role.BOARD_MEMBER: frozenset(
        {Permission.VIEW, Permission.VIEW_RECONCILIATION, Permission.SIGN_OFF, Permission.PUBLISH}
    ),
    Role.COMMISSIONER_READER: frozenset({Permission.VIEW}),
    Role.FACILITATOR: frozenset({Permission.VIEW, Permission.FACILITATE}),
}

PERMISSION_WORDS: "dict[Permission, StrPromise]" = {
    Permission.VIEW: _("see this"),
    Permission.ADD_EVIDENCE: _("add evidence"),
    Permission.PREPARE: _("prepare the assessment"),
    Permission.GRADE_FOR_ORGANISATION: _("give the organisation's grade"),
    Permission.INVITE: _("invite local interests"),
    Permission.RUN_GRADING: _("open and close grading"),
    Permission.FACILITATE: _("run workshops and enter answers from paper and telephone"),
    Permission.VIEW_RECONCILIATION: _("see how grades were reached"),
    Permission.SIGN_OFF: _("sign off the agreed grades or send them back"),
    Permission.PUBLISH: _("publish the report"),
    Permission.PLAN_ACTIONS: _("plan objectives and actions"),
    Permission.MANAGE_PEOPLE: _("invite colleagues and end their roles"),
    Permission.READ_AUDIT: _("read who did what"),
    Permission.WRITE_PRIVACY_TEXT: _("write the words about privacy"),
    Permission.WRITE_MESSAGES: _("change the words of messages"),
    Permission.SHOW_CANDOUR: _("choose whether its own grades are shown beside the local view"),
    Permission.IMPORT_HISTORY: _("bring in grades of past years"),
}


def permissions_of(user: User, organisation: Organisation) -> frozenset[Permission]:
    """Everything ``user`` may do in ``organisation``; one query, kept on the user."""
    known: dict[int, frozenset[Permission]] = user.__dict__.setdefault("_permissions", {})
    if organisation.pk not in known:
        roles = user.memberships.filter(organisation=organisation, ended_at=None).values_list(
            "role", flat=True
        )
        known[organisation.pk] = frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
    return known[organisation.pk]


def permissions_by_organisation(memberships: Iterable[Membership]) -> dict[int, set[Permission]]:
    """What current ``memberships`` of one person allow, by organisation; no query."""
    allowed: dict[int, set[Permission]] = {}
    for held in memberships:
        allowed.setdefault(held.organisation_id, set()).update(ROLE_PERMISSIONS[held.role])
    return allowed


def may(user: User, permission: Permission, organisation: Organisation) -> bool:
    """Whether ``user`` holds ``permission`` in ``organisation``."""
    return user.is_active and permission in permissions_of(user, organisation)


def require(user: User, permission: Permission, organisation: Organisation) -> None:
    """Raise `NotPermitted` with the reason in words unless ``user`` holds ``permission``."""
    if may(user, permission, organisation):
        return
    able = [Role(role).label for role, held in ROLE_PERMISSIONS.items() if permission in held]
    raise NotPermitted(
        _(
            "You cannot %(what)s for %(organisation)s. "
            "Ask someone with one of these roles: %(roles)s."
        )
        % {
            "what": PERMISSION_WORDS[permission],
            "organisation": organisation.name,
            "roles": ", ".join(str(label) for label in able),
        }
    )


def require_people_manager(user: User, organisation: Organisation) -> None:
    """Raise `NotPermitted` unless ``user`` leads ``organisation`` or administers the platform."""
    if not (user.is_active and user.is_platform_administrator):
        require(user, Permission.MANAGE_PEOPLE, organisation)


def require_history_importer(user: User, organisation: Organisation) -> None:
    """Raise `NotPermitted` unless ``user`` leads ``organisation`` or administers the platform."""
    if not (user.is_active and user.is_platform_administrator):
        require(user, Permission.IMPORT_HISTORY, organisation)


def require_platform_administrator(user: User) -> None:
    """Raise `NotPermitted` unless ``user`` administers the platform."""
    if not (user.is_active and user.is_platform_administrator):
        raise NotPermitted(str(_("Only platform administrators can do this. Ask one of them.")))
