"""A world where grading opened on kept evidence, and what a lead does to it then."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from evidence.models import EvidenceItem
from evidence.selectors.evidence_item import fingerprint
from evidence.services.evidence_item import ItemFacts, add_item
from grading.domain.workflow import Move
from grading.models import AssessedOutcome, EvidenceUse, Grader, LocalGrade
from grading.selectors.grader import grader_by_pk, outcome_of_assessment
from grading.services.assessment import move
from grading.services.evidence_while_grading import change_while_grading
from grading.services.frozen_evidence import freeze_evidence
from grading.services.local_grade import save_local_grade
from tests.world import TEST, World

OLD = ItemFacts(
    title="Waiting times", kind="data", summary="Waits by group.", url="https://example.org/waits"
)
NEW = ItemFacts(title="Waiting times", kind="data", summary="Waits by group and age.", url=OLD.url)


def text_file(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("waits.txt", words.encode(), content_type="text/plain")


def put_forward(
    world: World, outcome: AssessedOutcome, *, facts: ItemFacts = OLD, words: str = "Old words."
) -> EvidenceItem:
    """An item with a file, used for an outcome that is still prepared."""
    item = add_item(
        organisation=world.organisation,
        facts=facts,
        upload=text_file(words),
        by=world.people["lead"],
    )
    EvidenceUse.objects.create(assessed_outcome=outcome, item=item)
    return item


@transaction.atomic
def open_on_evidence(world: World) -> None:
    """As `open_grading` does, without the checks before it."""
    move(world.assessment, move=Move.OPEN_GRADING, by=TEST)
    freeze_evidence(assessment=world.assessment, by=TEST)


def change(world: World, item: EvidenceItem, **given: object) -> object:
    """The lead changes an item in use."""
    fresh = EvidenceItem.objects.get(pk=item.pk)
    said = {"facts": NEW, "note": "Ages were added.", "seen": fingerprint(fresh)} | given
    lead = said.pop("by", world.people["lead"])
    return change_while_grading(assessment=world.assessment, item=fresh, by=lead, **said)


def answer(grader: Grader, outcome: AssessedOutcome, **given: object) -> LocalGrade:
    """A person answers, by default on the newest evidence."""
    mine = grader_by_pk(grader.pk)
    row = outcome_of_assessment(mine, outcome.pk)
    held = LocalGrade.objects.filter(grader=grader, assessed_outcome=outcome).first()
    said = {"answer": "achieving", "comment": "", "expected_version": held.version if held else 0}
    return save_local_grade(assessed_outcome=row, by=mine, **said | given)
