"""Importing a checked document: one transaction, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from grading.domain.narrowing import narrowed
from grading.domain.workflow import Move
from grading.interchange.answers import import_answers
from grading.interchange.document import Document
from grading.interchange.evidence import import_evidence
from grading.interchange.outcomes import import_outcomes
from grading.models import Assessment, Framework, Participation
from grading.services.assessment import create_assessment, move
from stakeholders.models import Organisation
from stakeholders.services.imported_directory import (
    IncomingLocalInterest,
    IncomingService,
    local_interests_from_file,
    services_from_file,
)
from stakeholders.services.organisation import get_or_create_organisation


class ImportOutcome(StrEnum):
    """What became of a file."""

    CREATED = "created"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Imported:
    """The assessment a file stands for, and whether this import made it."""

    assessment: Assessment
    outcome: ImportOutcome


@transaction.atomic
def import_assessment(*, document: Document, by: Actor) -> Imported:
    """Make the assessment of a document that `reading.read_document` has checked.

    The same document again changes nothing, whatever has happened to the assessment
    since. Another one for the same organisation, edition and year is refused with
    `InvalidInput`: grades given once are not written over.

    With local grades or a meeting the assessment stands at "reconciling", ready to be
    signed off; so it does with published grades that lack a day of publication. History
    (`Document.history_published_on`) stays at "preparing" for the caller to publish, and
    so does a file nobody has graded yet.
    """
    # Two imports of one edition wait for each other, so the second sees what the first made.
    framework = Framework.objects.select_for_update().get(key=document.framework)
    held = Assessment.objects.select_related("organisation", "framework").filter(
        organisation__ods_code=document.organisation.ods_code,
        framework=framework,
        year=document.year,
    )
    if existing := held.first():
        return _unchanged(existing, document)
    assessment = _create(document, framework, by=by)
    _settle_state(assessment, document, by=by)
    record(
        Event.ASSESSMENT_IMPORTED,
        by=by,
        organisation=document.organisation.ods_code,
        subject=assessment,
        sha256=assessment.import_sha256,
    )
    return Imported(assessment, ImportOutcome.CREATED)


def _unchanged(existing: Assessment, document: Document) -> Imported:
    if existing.import_sha256 == document.sha256:
        return Imported(existing, ImportOutcome.UNCHANGED)
    came = _("from another file") if existing.import_sha256 else _("in the portal")
    raise InvalidInput(
        [
            Problem(
                "organisation, framework, year",
                _("%(name)s already has an assessment for %(year)s in this edition, made %(came)s.")
                % {"name": existing.organisation.name, "year": existing.year, "came": came},
                _(
                    "Correct the code, edition or year of the file. What is held is changed "
                    "in the portal, with a reason, and never by a file."
                ),
            )
        ]
    )


def _create(document: Document, framework: Framework, *, by: Actor) -> Assessment:
    given = document.organisation
    organisation = get_or_create_organisation(
        ods_code=given.ods_code, name=given.name, kind=given.kind, by=by
    )
    services = services_from_file(
        organisation=organisation,
        incoming=[IncomingService(row.id, row.name) for row in document.services],
        by=by,
    )
    assessment = create_assessment(
        organisation=organisation,
        framework=framework,
        year=document.year,
        services=list(services.values()),
        by=by,
    )
    _write_settings(assessment, document)
    participations = _participations(assessment, organisation, document, by=by)
    rows = import_outcomes(assessment, document, services)
    import_evidence(organisation, document, rows)
    import_answers(document, rows, participations)
    return assessment


def _write_settings(assessment: Assessment, document: Document) -> None:
    assessment.method = document.settings.method
    assessment.quorum = document.settings.quorum
    assessment.narrowing = narrowed(assessment.edition, document.settings.who_grades)
    assessment.source_url = document.source.url
    assessment.source_note = document.source.note
    assessment.import_sha256 = document.sha256
    assessment.save(
        update_fields=[
            "method",
            "quorum",
            "narrowing",
            "source_url",
            "source_note",
            "import_sha256",
        ]
    )


def _participations(
    assessment: Assessment, organisation: Organisation, document: Document, *, by: Actor
) -> Mapping[str, Participation]:
    """A participation for each local interest of the file, by its id there."""
    interests = local_interests_from_file(
        organisation=organisation,
        incoming=[
            IncomingLocalInterest(row.id, row.name, row.kind, row.represents)
            for row in document.local_interests
        ],
        by=by,
    )
    return {
        key: Participation.objects.create(assessment=assessment, local_interest=interest)
        for key, interest in interests.items()
    }


def _settle_state(assessment: Assessment, document: Document, *, by: Actor) -> None:
    """Walk through the one door to where the file's content says the assessment stands."""
    published_undated = document.has_published_grades and document.published_on is None
    if document.has_local_views or published_undated:
        move(assessment, move=Move.OPEN_GRADING, by=by)
        move(assessment, move=Move.CLOSE_GRADING, by=by)
