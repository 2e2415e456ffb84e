"""Reading what was written down of meetings, and what those who were there say to it."""

from django.db.models import Prefetch, QuerySet

from grading.domain.meeting import MeetingDissent, Word, word_of_group
from grading.domain.workflow import State
from grading.models import (
    Assessment,
    DeclaredInterest,
    Grader,
    MeetingAnswer,
    MeetingGrade,
    MeetingRecord,
    Participation,
)
from grading.selectors.coming_in import can_come_in
from stakeholders.domain.kinds import LocalInterestKind

STOOD_DOWN = DeclaredInterest.Decision.STAND_DOWN


def _records() -> QuerySet[MeetingRecord]:
    """Records not taken back, with who was there and each word of those who count."""
    there = Participation.objects.filter(stood_down_at=None).select_related("local_interest")
    answers = (
        MeetingAnswer.objects.exclude(grader__declared_interest__decision=STOOD_DOWN)
        .select_related("grader__participation")
        .order_by("pk")
    )
    return (
        MeetingRecord.objects.filter(taken_back_at=None)
        .select_related("assessed_outcome__service", "recorded_by")
        .prefetch_related(Prefetch("present", there), Prefetch("answers", answers))
        .order_by("assessed_outcome__position")
    )


def live_records(assessment: Assessment) -> dict[int, MeetingRecord]:
    """By assessed outcome; one query, and two more where there is any."""
    rows = _records().filter(assessed_outcome__assessment=assessment)
    return {row.assessed_outcome_id: row for row in rows}


def words_of_groups(record: MeetingRecord) -> dict[str, Word]:
    """By local interest's key, what each group that was there says; no query."""
    said: dict[int, list[bool]] = {}
    for answer in record.answers.all():
        said.setdefault(answer.grader.participation_id, []).append(answer.agreed)
    return {
        group.local_interest.key: word_of_group(said.get(group.pk, ()))
        for group in record.present.all()
    }


def dissent_of_groups(record: MeetingRecord) -> tuple[MeetingDissent, ...]:
    """How groups that were there saw it otherwise, in the order they said it; no query."""
    keys = {group.pk: group.local_interest.key for group in record.present.all()}
    return tuple(
        MeetingDissent(keys[said.grader.participation_id], said.dissent, said.publish_dissent)
        for said in record.answers.all()
        if said.dissent and said.grader.participation_id in keys
    )


def groups_to_name(assessment: Assessment, outcome_code: str) -> list[Participation]:
    """Groups that may have been at the meeting: entitled here, with somebody to confirm it.

    Who came by paper, telephone or a file alone cannot say whether it is true; one query.
    """
    kinds = assessment.entitled_kinds(outcome_code)
    rows = (
        assessment.participations.filter(
            can_come_in("graders__"), stood_down_at=None, graders__declined_at=None
        )
        .select_related("local_interest")
        .order_by("local_interest__name")
        .distinct()
    )
    return [row for row in rows if LocalInterestKind(row.local_interest.kind) in kinds]


def people_to_ask(record: MeetingRecord) -> QuerySet[Grader]:
    """Everybody of the groups recorded as there who counts and can come in."""
    return (
        Grader.objects.filter(
            can_come_in(),
            participation__in=record.present.filter(stood_down_at=None),
            declined_at=None,
        )
        .exclude(declared_interest__decision=STOOD_DOWN)
        .select_related("invitation__created_by", "participation__local_interest")
        .order_by("pk")
    )


def records_to_answer(grader: Grader) -> list[MeetingRecord]:
    """What this person's group is said to have agreed, while it is asked about; two queries."""
    assessment = grader.participation.assessment
    if assessment.state != State.RECONCILING or grader.stood_down:
        return []
    if grader.participation.stood_down_at is not None:
        return []
    rows = _records().filter(assessed_outcome__assessment=assessment, present=grader.participation)
    found = list(rows)
    for row in found:
        row.assessed_outcome.assessment = assessment
    return found


def own_word(record: MeetingRecord, grader: Grader) -> MeetingAnswer | None:
    """What this person said to it; no query."""
    return next((said for said in record.answers.all() if said.grader_id == grader.pk), None)


def imported_meetings(assessment: Assessment) -> set[int]:
    """Assessed outcomes whose meeting came with an imported file; one query."""
    rows = MeetingGrade.objects.filter(assessed_outcome__assessment=assessment)
    return set(rows.values_list("assessed_outcome_id", flat=True))
