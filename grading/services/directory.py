"""Changing the directory of local interests, as far as grades given leave it open."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.errors import InvalidInput, Problem
from grading.selectors.directory import has_graded
from stakeholders.models import Characteristic, LocalInterest, User
from stakeholders.services.local_interest import Contact, change_local_interest


@transaction.atomic
def change_group(
    *,
    interest: LocalInterest,
    name: str,
    kind: str,
    represents: Collection[Characteristic | str],
    contact: Contact,
    by: User,
) -> None:
    """Change a group of the directory.

    Its kind says what it may grade, so it is settled by the group's first answer. Raises
    `InvalidInput` where it would change after that, and what `change_local_interest` raises.
    """
    held = LocalInterest.objects.select_for_update().get(pk=interest.pk)
    if kind != held.kind and has_graded(held):
        problem = _("This group has graded, so its kind cannot change.")
        raise InvalidInput([Problem("kind", problem, _("Add a new group of the other kind."))])
    change_local_interest(
        interest=interest, name=name, kind=kind, represents=represents, contact=contact, by=by
    )
