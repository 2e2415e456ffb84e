"""Narrowing, for one assessment, who grades which goal. Fixed when grading opens."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from edsportal.common.stamp import require_unchanged, stamp_of
from grading.domain.narrowing import EVERY_KIND, goals_left_open, narrowed
from grading.models import Assessment
from grading.services.preparing import lock_while_preparing
from stakeholders.models import User
from stakeholders.permissions import Permission


@transaction.atomic
def narrow_kinds(
    *,
    assessment: Assessment,
    chosen: Mapping[str, Sequence[str]],
    seen: str | None = None,
    by: User,
) -> Assessment:
    """Set which kinds grade each goal that the edition leaves to every kind.

    ``chosen`` has values of `LocalInterestKind` by goal's key; a goal that is not there keeps
    every kind. ``seen`` is the `narrowing_stamp` the form was opened with. Raises `NotPermitted`,
    `NotNow` once grading has opened, `Clash`, or `InvalidInput` at a goal's key that is not left
    open, names no kind or one that is unknown.
    """
    row = lock_while_preparing(assessment, permission=Permission.PREPARE, by=by)
    problems = narrowing_problems(row, chosen)
    if problems:
        raise InvalidInput(problems)
    kept = narrowed(row.edition, chosen)
    if kept == row.narrowing:
        return row
    require_unchanged(narrowing_stamp(row), seen=seen)
    before = row.narrowing
    row.narrowing = kept
    row.save(update_fields=["narrowing"])
    record(
        Event.SETTINGS_CHANGED,
        by=by,
        organisation=row.organisation.ods_code,
        subject=row,
        before={"narrowing": before},
        after={"narrowing": kept},
    )
    return row


def narrowing_problems(
    assessment: Assessment, chosen: Mapping[str, Sequence[str]]
) -> list[Problem]:
    """What of ``chosen`` this edition does not allow, each at its goal's key."""
    edition = assessment.edition
    open_goals = {goal.key for goal in goals_left_open(edition)}
    problems = []
    for key, kinds in chosen.items():
        if key not in open_goals:
            words = _("The edition says itself who grades this, so it cannot be narrowed")
        elif not kinds:
            words = _("Tick at least one kind of group")
        elif not set(kinds) <= EVERY_KIND:
            words = _("Choose kinds of groups that the portal knows")
        else:
            continue
        problems.append(Problem(key, words, ""))
    return problems


def narrowing_stamp(assessment: Assessment) -> str:
    """Stands for the narrowing as it is now."""
    return stamp_of(sorted((key, *kinds) for key, kinds in assessment.narrowing.items()))
