"""Bringing in past grades: checked as interchange documents, imported and published as one."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from grading.interchange.document import Document
from grading.interchange.importing import Imported, ImportOutcome, import_assessment
from grading.interchange.reading import read_document
from reports.domain.history.gathered import Details, Gathered, Graded, as_document, told
from reports.domain.history.words import Words
from reports.presenters.history import detail_missing, place_words
from reports.selectors.history import Held, held_for
from reports.services.report import publish_imported
from stakeholders.models import Organisation, User
from stakeholders.permissions import require_history_importer

ESSENTIAL = ("ods_code", "framework", "year", "source_url", "published_on")


@dataclass(frozen=True, slots=True)
class Checked:
    """One assessment of a file, ready or not.

    ``held`` is what is here for the same year already; ``same`` says that it came from a file
    that said the same, so that importing it changes nothing. ``document`` is None while
    ``problems`` stand.
    """

    gathered: Gathered
    problems: tuple[Problem, ...]
    document: Document | None = None
    held: Held | None = None
    same: bool = False

    @property
    def ready(self) -> bool:
        """Whether it can be imported."""
        return self.document is not None and (self.held is None or self.same)


def check_history(gathered: Gathered, editions: Mapping[str, Words], *, kind: str) -> Checked:
    """Everything that would stop the import; writes nothing. At most six queries.

    ``kind`` is that of the file, for the places of problems.
    """
    details = gathered.details
    organisation = Organisation.objects.filter(ods_code=details.ods_code).first()
    problems = [detail_missing(name) for name in ESSENTIAL if not getattr(details, name)]
    if details.ods_code and organisation is None:
        problems.append(
            Problem(
                "ods_code",
                _("No organisation with the code %s is held here.") % details.ods_code,
                _("Mend the code, or ask a platform administrator to add the organisation."),
            )
        )
    if not any(one.grade for one in gathered.graded):
        problems.append(
            Problem(
                _("the whole file"), _("No grade was understood."), _("Check that it is right.")
            )
        )
    if problems or organisation is None:
        return Checked(gathered, tuple(problems), held=_held(details))
    about = {"name": organisation.name, "kind": organisation.kind}
    raw = json.dumps(as_document(gathered, about, editions[details.framework])).encode()
    try:
        document = read_document(raw, today=timezone.localdate())
    except InvalidInput as refusal:
        words = editions[details.framework]
        placed = tuple(_placed(found, told(gathered, words), kind) for found in refusal.problems)
        return Checked(gathered, placed, held=_held(details))
    held = _held(details)
    same = held is not None and held.assessment.import_sha256 == document.sha256
    return Checked(gathered, (), document, held, same)


def _placed(found: Problem, entries: Sequence[Graded], kind: str) -> Problem:
    """The same problem at its place in the file that was read, where it is about one cell."""
    at = re.match(r"outcomes\[(\d+)\]", found.place)
    return replace(found, place=place_words(entries[int(at[1])].place, kind)) if at else found


def _held(details: Details) -> Held | None:
    return held_for(ods_code=details.ods_code, framework=details.framework, year=details.year)


def take_in(*, document: Document, by: User | Machine) -> Imported:
    """Import one checked document; history is published in the same transaction.

    Raises `NotPermitted`, or `InvalidInput` where something else is held for that year.
    """
    with transaction.atomic():
        imported = import_assessment(document=document, by=by)
        if imported.outcome is ImportOutcome.CREATED and (day := document.history_published_on):
            publish_imported(assessment=imported.assessment, published_on=day, by=by)
    return imported


@transaction.atomic
def import_history(
    *, checked: Sequence[Checked], file_sha256: str, by: User | Machine
) -> list[Imported]:
    """Import and publish every assessment of a file, or none.

    Importing the same again changes nothing. ``file_sha256`` is that of the file they were
    read from, for the audit. Raises `NotPermitted`, or `InvalidInput` with every problem.
    """
    if isinstance(by, User):
        codes = {one.gathered.details.ods_code for one in checked}
        for organisation in Organisation.objects.filter(ods_code__in=codes):
            require_history_importer(by, organisation)
    documents = _documents(checked)
    done = [take_in(document=document, by=by) for document in documents]
    for imported in done:
        if imported.outcome is ImportOutcome.CREATED:
            record(
                Event.HISTORY_IMPORTED,
                by=by,
                organisation=imported.assessment.organisation.ods_code,
                subject=imported.assessment,
                sha256=file_sha256,
            )
    return done


def _documents(checked: Sequence[Checked]) -> list[Document]:
    if problems := [problem for one in checked for problem in one.problems]:
        raise InvalidInput(problems)
    return [one.document for one in checked if one.document is not None]
