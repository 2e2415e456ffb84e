"""Changing and adding evidence while people grade by it: never unseen.

Nothing is replaced: what was shown stays readable, who has graded by it is shown both, and
the lead sees who has looked. Taking evidence away stays refused.
"""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db.models import F
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, Problem
from edsportal.common.once import claim_once
from evidence.models import EvidenceItem, EvidenceVersion
from evidence.services.evidence_file import keeping_files
from evidence.services.evidence_item import ItemFacts, add_item, change_item
from evidence.services.evidence_version import keep_version_of
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Assessment, EvidenceUse, ShownVersion
from grading.selectors.grader import SHOWN_TO_GRADERS
from grading.services.evidence_notices import tell_evidence_changed
from grading.services.frozen_evidence import freeze_uses
from stakeholders.models import User
from stakeholders.permissions import Permission, require

LONGEST_NOTE = 300


def change_while_grading(
    *,
    assessment: Assessment,
    item: EvidenceItem,
    facts: ItemFacts,
    note: str,
    upload: "UploadedFile[bytes] | None" = None,
    seen: str,
    by: User,
) -> EvidenceVersion:
    """Give an item in use its next version, in every open assessment that shows it.

    ``note`` says in a few words what changed; graders read it. ``seen`` is the `fingerprint`
    the form was opened with. Assessments whose grading is over keep the version that was
    graded. Raises `NotPermitted`, `NotNow` unless grading is open and the item in use,
    `InvalidInput` naming the field, or `Clash`.
    """
    require(by, Permission.RUN_GRADING, assessment.organisation)
    with keeping_files():
        _locked_open(assessment, item)
        uses = _uses_of(item)
        if not any(use.assessed_outcome.assessment_id == assessment.pk for use in uses):
            raise NotNow(_("This evidence is not used in this assessment."))
        _require_note(note)
        _require_visible(facts.visibility)
        # What was for staff alone was shown to nobody: making it visible is adding it.
        if uses[0].item.visibility in SHOWN_TO_GRADERS:
            freeze_uses(uses, by=by)
        changed = change_item(item=item, facts=facts, upload=upload, seen=seen, by=by)
        version = keep_version_of(item=_as_it_is(changed), by=by)
        open_uses = [
            use
            for use in uses
            if use.assessed_outcome.assessment.state == State.GRADING
            and use.version_id != version.pk
        ]
        if not open_uses:
            raise InvalidInput(
                [Problem("title", _("Nothing is different from what graders are shown now"), "")]
            )
        _show(open_uses, version, note=note, event=Event.EVIDENCE_CHANGED_IN_GRADING, by=by)
    return version


def add_while_grading(
    *,
    assessed_outcome: AssessedOutcome,
    facts: ItemFacts,
    note: str,
    upload: "UploadedFile[bytes] | None" = None,
    once: str = "",
    by: User,
) -> EvidenceUse:
    """Add an item to the library and show it for this outcome, as a change of its evidence.

    ``note`` says why it came, for example which question it answers; graders read it.
    ``once`` stands for the submission. Raises `NotPermitted`, `NotNow` unless grading is open
    and the outcome in scope, `DoneAlready` or `InvalidInput`; then no file is kept.
    """
    assessment = assessed_outcome.assessment
    require(by, Permission.RUN_GRADING, assessment.organisation)
    with keeping_files():
        _locked_open(assessment)
        _require_note(note)
        _require_visible(facts.visibility)
        claim_once(once)
        item = add_item(organisation=assessment.organisation, facts=facts, upload=upload, by=by)
        return _use(assessed_outcome, item, note=note, by=by)


def use_while_grading(
    *, assessed_outcome: AssessedOutcome, item: EvidenceItem, note: str, by: User
) -> EvidenceUse:
    """Show one more item of the organisation's library for this outcome; once there, it stays.

    Raises what `add_while_grading` raises.
    """
    assessment = assessed_outcome.assessment
    require(by, Permission.RUN_GRADING, assessment.organisation)
    with keeping_files():
        _locked_open(assessment)
        _require_note(note)
        if item.organisation_id != assessment.organisation_id:
            raise InvalidInput([Problem("items", _("Choose evidence from the list"), "")])
        _require_visible(item.visibility)
        there = assessed_outcome.evidence_uses.filter(item=item).first()
        return there or _use(assessed_outcome, item, note=note, by=by)


def _use(row: AssessedOutcome, item: EvidenceItem, *, note: str, by: User) -> EvidenceUse:
    if not row.in_scope:
        raise NotNow(_("This outcome is not graded this year, so nobody would see the evidence."))
    locked = EvidenceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    version = keep_version_of(item=_as_it_is(locked), by=by)
    use = EvidenceUse.objects.create(assessed_outcome=row, item=locked, added_by=by)
    _show([use], version, note=note, event=Event.EVIDENCE_ADDED_IN_GRADING, by=by)
    return use


def _locked_open(assessment: Assessment, item: EvidenceItem | None = None) -> None:
    """Hold the assessment, and others that use the item, so that none opens or closes meanwhile.

    The lock lets graders go on saving: their answer is bound to the round they were shown.
    Raises `NotNow` unless grading is open.
    """
    wanted = {assessment.pk}
    if item is not None:
        users = EvidenceUse.objects.filter(item=item)
        wanted |= set(users.values_list("assessed_outcome__assessment", flat=True))
    rows = Assessment.objects.select_for_update(of=("self",), no_key=True)
    states = dict(rows.filter(pk__in=wanted).order_by("pk").values_list("pk", "state"))
    if states[assessment.pk] != State.GRADING:
        raise NotNow(_("Grading is not open now, so this is not the way to change evidence."))


def _uses_of(item: EvidenceItem) -> list[EvidenceUse]:
    """Uses in every assessment that was opened, locked by `_locked_open` with the item."""
    rows = EvidenceUse.objects.filter(item=item).exclude(
        assessed_outcome__assessment__state=State.PREPARING
    )
    wanted = rows.select_related("assessed_outcome__assessment__organisation", "item")
    return list(wanted.order_by("pk"))


def _as_it_is(item: EvidenceItem) -> EvidenceItem:
    """Read anew, with the files and groups that have just been written."""
    rows = EvidenceItem.objects.prefetch_related("files", "characteristics")
    fresh: EvidenceItem = rows.get(pk=item.pk)
    return fresh


def _require_note(note: str) -> None:
    problem = ""
    if not note.strip():
        problem = _("Say in a few words what changed: people who graded read it")
    elif len(note.strip()) > LONGEST_NOTE:
        problem = _("Use %(most)d characters or fewer") % {"most": LONGEST_NOTE}
    if problem:
        raise InvalidInput([Problem("note", problem, "")])


def _require_visible(visibility: str) -> None:
    """Evidence that only staff may see would be taken away from graders, or never reach them."""
    if visibility not in SHOWN_TO_GRADERS:
        words = _(
            "People are grading by this evidence, so they must be able to see it. Choose one of "
            "the other two"
        )
        raise InvalidInput([Problem("visibility", words, "")])


def _show(
    uses: Sequence[EvidenceUse], version: EvidenceVersion, *, note: str, event: Event, by: User
) -> None:
    """Make the version what these uses show: a round further for each outcome."""
    for use in uses:
        row = use.assessed_outcome
        AssessedOutcome.objects.filter(pk=row.pk).update(evidence_round=F("evidence_round") + 1)
        row.refresh_from_db(fields=["evidence_round"])
        use.version = version
        use.save(update_fields=["version"])
        ShownVersion.objects.create(
            use=use, version=version, round=row.evidence_round, note=note.strip(), by=by
        )
        record(
            event,
            by=by,
            organisation=row.assessment.organisation.ods_code,
            subject=use.item,
            reason=note.strip(),
            outcome=row.outcome_code,
            assessment=row.assessment_id,
            version=version.number,
        )
    tell_evidence_changed(
        outcomes=[use.assessed_outcome for use in uses], version=version, note=note
    )
