"""Publishing, correcting and withdrawing: the only places that write a report.

A report is frozen in the same transaction as the move to "published"; the PDF is asked
for when that transaction has been committed.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import Clash, InvalidInput, NotNow, Problem
from grading.domain.workflow import Move, State
from grading.models import Assessment
from grading.services.assessment import changes_state, move
from reports.domain.changes import changes_between
from reports.domain.draft import draft_mark, new_in_draft
from reports.domain.snapshot import Snapshot, canonical_text, read_snapshot, sha256_of
from reports.models import Report, Withdrawal
from reports.presenters.draft import unseen_words
from reports.selectors.report import first_published_on, newest_report
from reports.services.render_queue import queue_pdf
from reports.services.snapshot import build_snapshot
from reports.services.summary import summarise, summarise_withdrawal
from reports.services.telling import tell_graders_report_is_out
from stakeholders.models import User
from stakeholders.permissions import Permission, require, require_history_importer

Publisher = User | Machine


@changes_state
def publish(
    *, assessment: Assessment, published_on: date, by: Publisher, seen: str | None = None
) -> Report:
    """Freeze and publish a signed-off assessment as version 1 of its report.

    ``seen`` is the `draft_mark` of what its publisher looked at, None for a caller that opened
    no page: `Clash` tells what is new since.
    Raises `NotPermitted`, or `NotNow` unless it is signed off: of two people pressing at
    once one publishes and the other is told that it is published.
    """
    _require_may_publish(assessment, by)
    move(assessment, move=Move.PUBLISH, by=by)
    report = _freeze(assessment, version=1, published_on=published_on, by=by, seen=seen)
    tell_graders_report_is_out(report=report)
    return report


@changes_state
def publish_imported(*, assessment: Assessment, published_on: date, by: Publisher) -> Report:
    """Publish history of which only the final grades are known, with its source, as version 1.

    Raises `NotPermitted`, or `NotNow` unless the assessment was only just taken in.
    """
    if isinstance(by, User):
        require_history_importer(by, assessment.organisation)
    move(assessment, move=Move.IMPORT_PUBLISHED, by=by)
    return _freeze(assessment, version=1, published_on=published_on, by=by)


@transaction.atomic
def publish_correction(
    *,
    assessment: Assessment,
    after_version: int,
    reason: str,
    published_on: date,
    by: Publisher,
    seen: str | None = None,
) -> Report:
    """Publish the next version with the reason for it; earlier versions stay readable.

    ``after_version`` is the newest version its author saw, so that pressing twice makes one
    correction; ``seen`` is as for `publish`. Raises `NotPermitted`, `InvalidInput` without a
    reason, `NotNow`, or `Clash`.
    """
    _require_may_publish(assessment, by)
    _require_reason(reason)
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    newest = newest_report(row)
    if row.state != State.PUBLISHED or newest is None:
        raise NotNow(_("There is no published report to correct yet."))
    if newest.version != after_version:
        raise NotNow(
            _("Version %(version)d was published meanwhile. Look at it first.")
            % {"version": newest.version}
        )
    return _freeze(
        assessment,
        version=newest.version + 1,
        published_on=published_on,
        by=by,
        reason=reason.strip(),
        plans_on=first_published_on(row),
        corrects=newest,
        seen=seen,
    )


def draft_report(*, assessment: Assessment, published_on: date) -> Snapshot:
    """The first version as it would be if published now; writes nothing."""
    return build_snapshot(assessment, version=1, published_on=published_on)


def draft_correction(*, assessment: Assessment, corrects: Report, published_on: date) -> Snapshot:
    """The next version as it would be if published now, with what it changes; writes nothing.

    ``corrects`` is the newest version with its content.
    """
    return _with_changes(
        build_snapshot(
            assessment,
            version=corrects.version + 1,
            published_on=published_on,
            plans_on=first_published_on(assessment),
        ),
        corrects,
    )


def _with_changes(snapshot: Snapshot, corrects: Report) -> Snapshot:
    snapshot["changes"] = changes_between(read_snapshot(corrects.content), snapshot)
    return snapshot


@transaction.atomic
def withdraw(*, report: Report, reason: str, by: User) -> Withdrawal:
    """Mark a published version as no longer stood by; it stays readable.

    Raises `NotPermitted`, `InvalidInput` without a reason, or `NotNow` when it is
    withdrawn already.
    """
    assessment = report.assessment
    _require_may_publish(assessment, by)
    _require_reason(reason)
    Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if Withdrawal.objects.filter(report=report).exists():
        raise NotNow(_("This version is withdrawn already."))
    withdrawal = Withdrawal.objects.create(report=report, reason=reason.strip(), by=by)
    summarise_withdrawal(report, at=withdrawal.at)
    record(
        Event.REPORT_WITHDRAWN,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=report,
        reason=withdrawal.reason,
        version=report.version,
    )
    return withdrawal


def _require_may_publish(assessment: Assessment, by: Publisher) -> None:
    """A machine is a command somebody with the server's keys has run."""
    if isinstance(by, User):
        require(by, Permission.PUBLISH, assessment.organisation)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(
            [
                Problem(
                    "reason",
                    _("The reason is missing."),
                    _("Say why: readers see it on the report."),
                )
            ]
        )


def _require_seen(snapshot: Snapshot, seen: str | None) -> None:
    """What is frozen must be what was looked at, to the letter."""
    if seen is None:
        return
    if not seen:
        raise Clash(_("Look at the report below first. If it is right, press once more."))
    unseen = new_in_draft(seen, draft_mark(snapshot))
    if unseen:
        raise Clash(unseen_words(unseen))


def _freeze(
    assessment: Assessment,
    *,
    version: int,
    published_on: date,
    by: Publisher,
    reason: str = "",
    plans_on: date | None = None,
    corrects: Report | None = None,
    seen: str | None = None,
) -> Report:
    snapshot = build_snapshot(
        assessment,
        version=version,
        published_on=published_on,
        correction_reason=reason,
        plans_on=plans_on,
    )
    _require_seen(snapshot, seen)
    if corrects is not None:
        snapshot = _with_changes(snapshot, corrects)
    content = canonical_text(snapshot)
    report = Report.objects.create(
        assessment=assessment,
        version=version,
        content=content,
        sha256=sha256_of(content),
        published_on=published_on,
        published_by=by if isinstance(by, User) else None,
        correction_reason=reason,
    )
    record(
        Event.REPORT_PUBLISHED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=report,
        reason=reason,
        version=version,
        sha256=report.sha256,
    )
    summarise(report, snapshot)
    queue_pdf(report)
    return report
