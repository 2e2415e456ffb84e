"""Keeping evidence: items, and the versions of their files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edsportal.common.actors import Machine
from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from edsportal.common.once import claim_once
from edsportal.common.stamp import require_unchanged
from edsportal.common.validation import invalid_input
from evidence.domain.file_check import AcceptedFile
from evidence.domain.item_rules import SUMMARY_WORDS, ItemProblem, item_problems
from evidence.models import EvidenceItem
from evidence.selectors.evidence_item import fingerprint
from evidence.services.evidence_file import checked_upload, keep_version, keeping_files
from stakeholders.models import Characteristic, Organisation, User
from stakeholders.permissions import Permission, require

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PROBLEM_WORDS: "Mapping[ItemProblem, tuple[str, StrPromise]]" = {
    ItemProblem.NO_TITLE: ("title", gettext_lazy("Enter a title")),
    ItemProblem.NO_SUMMARY: (
        "summary",
        gettext_lazy("Say in a few words what this shows, and whom it leaves out"),
    ),
    ItemProblem.SUMMARY_TOO_LONG: (
        "summary",
        gettext_lazy("Use %(most)d words or fewer, because graders read many of these"),
    ),
    ItemProblem.NOTHING_TO_OPEN: (
        "url",
        gettext_lazy(
            "Give a link or add a file. Only a person's story or an account of engagement can "
            "be a summary alone"
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a person says about an item; `characteristics` are the groups it speaks of."""

    title: str
    kind: str
    summary: str
    url: str = ""
    effective_on: date | None = None
    characteristics: Sequence[Characteristic] = ()
    review_on: date | None = None
    owner: str = ""
    visibility: str = EvidenceItem.Visibility.PUBLIC


def add_item(
    *,
    organisation: Organisation,
    facts: ItemFacts,
    upload: "UploadedFile[bytes] | None" = None,
    once: str = "",
    by: User | Machine,
) -> EvidenceItem:
    """Add an item to the organisation's evidence, with its file as version 1.

    ``once`` stands for the submission (`edsportal.common.once`). Raises `NotPermitted`,
    `DoneAlready`, or `InvalidInput` naming the field for a file that is not taken
    and for everything else that is wrong; then nothing is kept.
    """
    if isinstance(by, User):
        require(by, Permission.ADD_EVIDENCE, organisation)
    item = EvidenceItem(organisation=organisation, created_by=by if isinstance(by, User) else None)
    accepted = _require_valid(item, facts, upload, has_file=False)
    with keeping_files() as kept:
        claim_once(once)
        item.save()
        item.characteristics.set(facts.characteristics)
        if upload and accepted:
            keep_version(item=item, upload=upload, accepted=accepted, kept=kept, by=by)
        record(Event.EVIDENCE_ADDED, by=by, organisation=organisation.ods_code, subject=item)
    return item


def change_item(
    *,
    item: EvidenceItem,
    facts: ItemFacts,
    upload: "UploadedFile[bytes] | None" = None,
    seen: str,
    by: User,
) -> EvidenceItem:
    """Change what is said of an item; a file given is its next version, the old one stays.

    Whether the item may change now is the caller's question: it depends on who has graded
    by it. ``seen`` is the `fingerprint` the form was opened with. Raises `NotPermitted`,
    `InvalidInput` or `Clash` when somebody else changed the item meanwhile.
    """
    require(by, Permission.ADD_EVIDENCE, item.organisation)
    with keeping_files() as kept:
        row = EvidenceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        require_unchanged(fingerprint(row), seen=seen)
        accepted = _require_valid(row, facts, upload, has_file=row.files.exists())
        row.save()
        row.characteristics.set(facts.characteristics)
        if upload and accepted:
            keep_version(item=row, upload=upload, accepted=accepted, kept=kept, by=by)
        record(
            Event.EVIDENCE_CHANGED,
            by=by,
            organisation=row.organisation.ods_code,
            subject=row,
            new_file=bool(kept),
        )
    return row


def add_group(*, item: EvidenceItem, group: Characteristic, by: User) -> bool:
    """Say that an item speaks of one more group, in the caller's transaction; whether it is new.

    Whether the item may change now is the caller's question. Raises `NotPermitted`, or
    `InvalidInput` for another organisation's group.
    """
    require(by, Permission.ADD_EVIDENCE, item.organisation)
    if wrong := _group_problems(item, [group]):
        raise InvalidInput(wrong)
    if item.characteristics.filter(pk=group.pk).exists():
        return False
    item.characteristics.add(group)
    record(
        Event.EVIDENCE_GROUPED,
        by=by,
        organisation=item.organisation.ods_code,
        subject=item,
        group=group.label,
    )
    return True


def _require_valid(
    item: EvidenceItem, facts: ItemFacts, upload: "UploadedFile[bytes] | None", *, has_file: bool
) -> AcceptedFile | None:
    """Put the facts on the unsaved item and check everything, so that all errors come at once."""
    item.title, item.kind = facts.title.strip(), facts.kind
    item.summary, item.url = facts.summary.strip(), facts.url.strip()
    item.effective_on, item.review_on = facts.effective_on, facts.review_on
    item.owner, item.visibility = facts.owner.strip(), facts.visibility
    problems = _rule_problems(item, has_file=has_file or upload is not None)
    problems += _field_problems(item, already={problem.place for problem in problems})
    problems += _group_problems(item, facts.characteristics)
    accepted = None
    try:
        accepted = checked_upload(upload) if upload else None
    except InvalidInput as refused:
        problems += refused.problems
    if problems:
        raise InvalidInput(problems)
    return accepted


def _rule_problems(item: EvidenceItem, *, has_file: bool) -> list[Problem]:
    found = item_problems(
        title=item.title,
        summary=item.summary,
        kind=item.kind,
        has_link=bool(item.url),
        has_file=has_file,
    )
    words = [PROBLEM_WORDS[problem] for problem in found]
    return [Problem(place, str(text % {"most": SUMMARY_WORDS}), "") for place, text in words]


def _field_problems(item: EvidenceItem, *, already: set[str]) -> list[Problem]:
    try:
        item.clean_fields(exclude={"organisation", "created_by"})  # Set by us, not by people.
    except ValidationError as error:
        first = {p.place: p for p in reversed(invalid_input(error).problems)}
        return [problem for place, problem in first.items() if place not in already]
    return []


def _group_problems(item: EvidenceItem, groups: Sequence[Characteristic]) -> list[Problem]:
    """Another organisation's inclusion groups are not this one's to tag with."""
    if all(g.organisation_id in (None, item.organisation_id) for g in groups):
        return []
    return [Problem("groups", _("Choose groups from the list"), "")]
