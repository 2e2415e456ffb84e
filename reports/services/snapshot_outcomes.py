"""The part of a snapshot that tells each outcome: wording, grade, working, evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from grading.domain.answers import NOT_ENOUGH_EVIDENCE
from grading.domain.edition import Edition, Outcome
from grading.domain.reconciliation import Basis, Dissent, Reconciliation, TraceCode, ViewFrom
from grading.domain.results import AssessmentResults, OutcomeResult, PartResult
from grading.models import Assessment
from grading.presenters.working import working_sentences
from grading.selectors.faring_well import Named, named_faring_well
from grading.selectors.participation import interest_names
from reports.domain.snapshot import (
    CertaintyPart,
    CommentPart,
    DissentPart,
    GradedPart,
    OfficialPart,
    OutcomePart,
)
from reports.services.snapshot_dissent import own_dissent
from reports.services.snapshot_evidence import EvidenceGraded, evidence_graded
from reports.services.snapshot_faring import Labels, faring_well_part, group_labels

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Around:
    """What parts need beside their result: read once for all of them."""

    evidence: EvidenceGraded
    names: Names
    named: Named
    groups: Labels
    suppress_below: int


def outcome_parts(assessment: Assessment, results: AssessmentResults) -> list[OutcomePart]:
    """Every outcome of the assessment, in the edition's order; five queries."""
    around = Around(
        evidence=evidence_graded(assessment),
        names=interest_names(assessment),
        named=named_faring_well(assessment),
        groups=group_labels(),
        suppress_below=assessment.organisation.suppress_below,
    )
    return [_outcome(results.edition, result, around) for result in results.outcomes]


def _outcome(edition: Edition, result: OutcomeResult, around: Around) -> OutcomePart:
    outcome = result.outcome
    return {
        "code": outcome.code,
        "goal": outcome.goal_key,
        "question": outcome.question,
        "explanation": outcome.explanation,
        "easy_read": outcome.easy_read,
        "official": _official(edition, outcome),
        "grade": result.grade,
        "basis": result.basis.value,
        "by_service": result.by_service,
        "pivotal": [around.names[key] for key in result.pivotal],
        "parts": [_part(edition, part, around) for part in result.parts],
    }


def _official(edition: Edition, outcome: Outcome) -> OfficialPart:
    source = edition.source(outcome.official.source)
    return {
        "text": outcome.official.text,
        "certainty": outcome.official.certainty.value,
        "source_title": source.title,
        "source_url": source.url,
    }


def _part(edition: Edition, part: PartResult, around: Around) -> GradedPart:
    heard, names = part.reconciliation, around.names
    return {
        "service": part.service_key,
        "service_name": part.service_name,
        "grade": part.grade,
        "basis": part.basis.value,
        "view_from": heard.view_from.value if heard and heard.view_from else None,
        "organisation_grade": part.organisation_grade,
        "organisation_reason": part.organisation_reason,
        "out_of_scope_reason": part.out_of_scope_reason,
        "local_interests": len(heard.heard) if heard else 0,
        "tally": dict(heard.tally)
        if heard
        else dict.fromkeys((*edition.scale.keys, NOT_ENOUGH_EVIDENCE), 0),
        "dissent": [_dissent(dissent) for dissent in heard.dissent] if heard else [],
        "comments": _comments(heard) if heard else [],
        "comments_without_name": list(part.comments_without_name),
        "pivotal": [names[key] for key in heard.pivotal] if heard else [],
        "faring_well": faring_well_part(part.pk, heard, around.named, around.groups),
        "met": _who_met(heard, names) if heard else [],
        "working": _working(edition, heard, names) if heard else [],
        "evidence": around.evidence.parts.get(part.pk or 0, []),
        **around.evidence.changes(part.pk or 0),
        **_certainty(part),
        **own_dissent(part, names, suppress_below=around.suppress_below),
    }


def _certainty(part: PartResult) -> CertaintyPart:
    found: CertaintyPart = {}
    if part.basis is Basis.AS_PUBLISHED and part.certainty:
        found["certainty"] = part.certainty
        if part.certainty_note:
            found["certainty_note"] = part.certainty_note
    return found


def _dissent(dissent: Dissent) -> DissentPart:
    return {
        "local_interest": dissent.local_interest.name,
        "kind": dissent.local_interest.kind.value,
        "answer": dissent.answer,
        "distance": dissent.distance,
        "comments": list(dissent.comments),
    }


def _comments(heard: Reconciliation) -> list[CommentPart]:
    """What writers chose to have published, dissenting or not; never who wrote it."""
    return [
        {"local_interest": voice.local_interest.name, "text": text}
        for voice in heard.voices
        for text in voice.comments
    ]


def _who_met(heard: Reconciliation, names: Names) -> list[str]:
    if heard.view_from is not ViewFrom.MEETING:
        return []
    line = next(line for line in heard.trace if line.code is TraceCode.MEETING)
    present = line.values["present"]
    return [names[key] for key in present] if isinstance(present, tuple) else []


def _working(edition: Edition, heard: Reconciliation, names: Names) -> list[str]:
    labels = {grade.key: grade.label for grade in edition.grades}
    return working_sentences(heard, edition_labels=labels, interest_names=names)
