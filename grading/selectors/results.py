"""Fetching an assessment's answers and putting them through the rules."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from grading.domain.answers import (
    PREFER_NOT_TO_SAY,
    AgreedAnswer,
    LocalAnswer,
    LocalInterest,
    MeetingGrade,
)
from grading.domain.edition import Edition
from grading.domain.meeting import RecordedMeeting, Standing, standing_of
from grading.domain.reconciliation import Basis, Method, Reconciliation, Settings, reconcile
from grading.domain.results import AssessmentResults, PartResult, assemble
from grading.models import (
    AssessedOutcome,
    Assessment,
    CommentConsent,
    DeclaredInterest,
    GroupAnswer,
    LocalGrade,
    MeetingRecord,
    Participation,
)
from grading.models.came_by import WRITTEN_DOWN
from grading.selectors.before_reply import BEFORE_REPLY, GROUP_BEFORE_REPLY
from grading.selectors.meeting import dissent_of_groups, live_records, words_of_groups
from stakeholders.domain.kinds import LocalInterestKind

# Words without a name beside one group alone would have that group's name after all.
FEWEST_GROUPS_FOR_WORDS_WITHOUT_NAME = 2


@dataclass(slots=True)
class Given:
    """What was answered for one assessed outcome; ``nameless`` are (group's key, words)."""

    answers: list[LocalAnswer] = field(default_factory=list)
    agreed: list[AgreedAnswer] = field(default_factory=list)
    nameless: list[tuple[str, str]] = field(default_factory=list)


def results_of(assessment: Assessment) -> AssessmentResults:
    """Every outcome's agreed grade and working; seven queries, whatever the numbers.

    Two more where a meeting was recorded, three where anybody answered that.

    Every saved answer counts, handed in or not: an answer is given when it is saved
    (docs/scoring.md). Callers show this only after grading has closed.
    """
    edition = assessment.edition
    interests = _local_interests(assessment)
    answers = _answers(assessment)
    for row in _agreed_answers(assessment):
        answers[row.assessed_outcome_id].agreed.append(_agreed(row))
    settings = Settings(method=Method(assessment.method), quorum=assessment.quorum)
    records = live_records(assessment)
    rows = (
        assessment.assessed_outcomes.select_related("service", "meeting_grade")
        .prefetch_related("meeting_grade__present__local_interest")
        .order_by("position")
    )
    return assemble(
        edition,
        [
            _part(
                row,
                edition,
                interests,
                answers.get(row.pk, Given()),
                settings,
                records.get(row.pk),
            )
            for row in rows
        ],
    )


def standing_meetings(assessment: Assessment) -> dict[int, RecordedMeeting]:
    """By assessed outcome, recorded meetings that stand; one query where none was recorded."""
    recorded = MeetingRecord.objects.filter(
        assessed_outcome__assessment=assessment, taken_back_at=None
    )
    if not recorded.exists():
        return {}
    return {
        part.pk: part.recorded_meeting
        for part in results_of(assessment).parts
        if part.pk is not None
        and part.recorded_meeting is not None
        and part.recorded_meeting.standing is Standing.STANDS
    }


def settled_by_meeting(row: AssessedOutcome) -> bool:
    """Whether a meeting, imported or confirmed, settled this question's grade."""
    if _imported_meeting(row) is not None:
        return True
    return row.pk in standing_meetings(row.assessment)


def _local_interests(assessment: Assessment) -> Sequence[LocalInterest]:
    participations = Participation.objects.filter(assessment=assessment).select_related(
        "local_interest"
    )
    return [
        LocalInterest(
            key=row.local_interest.key,
            name=row.local_interest.name,
            kind=LocalInterestKind(row.local_interest.kind),
            stood_down=row.stood_down_at is not None,
        )
        for row in participations
    ]


def _agreed_answers(assessment: Assessment) -> QuerySet[GroupAnswer]:
    """What groups agreed on, with what they had said before the reply; one query."""
    rows = GroupAnswer.objects.filter(assessed_outcome__assessment=assessment)
    return rows.select_related("participation__local_interest").annotate(before=GROUP_BEFORE_REPLY)


def _agreed(row: GroupAnswer) -> AgreedAnswer:
    return AgreedAnswer(
        local_interest=row.participation.local_interest.key,
        answer=row.answer,
        dissent=row.dissent,
        comment=row.comment,
        publish_comment=row.publish_comment,
        written_down=row.by_user_id is not None,
        before_reply=getattr(row, "before", ""),
        agreed=row.agreed,
        dissented=row.dissented,
        publish_dissent=row.publish_dissent,
    )


def _answers(assessment: Assessment) -> defaultdict[int, Given]:
    """Answers by assessed outcome.

    Left out are comments without an answer, and all answers of a person who was stood down
    for an interest they declared. Until the lead decides, answers count.
    """
    rows = (
        LocalGrade.objects.filter(assessed_outcome__assessment=assessment)
        .exclude(answer="")
        .exclude(grader__declared_interest__decision=DeclaredInterest.Decision.STAND_DOWN)
        .order_by("pk")
        .values_list(
            "assessed_outcome_id",
            "grader__participation__local_interest__key",
            "grader_id",
            "answer",
            "comment",
            "grader__comment_consent",
            "grader__came_by",
            BEFORE_REPLY,
        )
    )
    found: defaultdict[int, Given] = defaultdict(Given)
    for outcome_pk, interest, grader, answer, comment, consent, came_by, before in rows:
        given = found[outcome_pk]
        given.answers.append(
            LocalAnswer(
                local_interest=interest,
                grader=str(grader),
                answer=answer,
                comment=comment,
                publish_comment=consent == CommentConsent.WITH_NAME,
                before_reply=before,
                written_down=came_by in WRITTEN_DOWN,
            )
        )
        if (
            consent == CommentConsent.WITHOUT_NAME
            and answer != PREFER_NOT_TO_SAY
            and comment.strip()
        ):
            given.nameless.append((interest, comment))
    return found


def _part(
    row: AssessedOutcome,
    edition: Edition,
    interests: Sequence[LocalInterest],
    given: Given,
    settings: Settings,
    record: MeetingRecord | None,
) -> PartResult:
    reconciliation, grade, basis, met = None, None, Basis.OUT_OF_SCOPE, None
    if row.in_scope and row.published_grade:
        grade, basis = row.published_grade, Basis.AS_PUBLISHED
    elif row.in_scope:
        meeting = _imported_meeting(row)
        reconciliation = _reconciled(row, edition, interests, given, settings, meeting)
        if record is not None and meeting is None:
            met = _recorded(record, reconciliation)
            if met.standing is Standing.STANDS:
                meeting = MeetingGrade(met.grade, met.confirmed, met.note)
                reconciliation = _reconciled(row, edition, interests, given, settings, meeting)
        grade, basis = reconciliation.grade, reconciliation.basis
    return PartResult(
        outcome_code=row.outcome_code,
        service_key=row.service.key if row.service else None,
        service_name=row.service.name if row.service else "",
        grade=grade,
        basis=basis,
        organisation_grade=(row.organisation_grade or None) if row.in_scope else None,
        organisation_reason=row.organisation_reason if row.in_scope else "",
        out_of_scope_reason="" if row.in_scope else row.out_of_scope_reason,
        reconciliation=reconciliation,
        pk=row.pk,
        comments_without_name=_nameless(reconciliation, given),
        recorded_meeting=met,
        certainty=row.published_certainty,
        certainty_note=row.published_note,
    )


def _imported_meeting(row: AssessedOutcome) -> MeetingGrade | None:
    """The meeting of an imported file, which says itself who was there."""
    meeting = getattr(row, "meeting_grade", None)
    if meeting is None:
        return None
    present = tuple(there.local_interest.key for there in meeting.present.all())
    return MeetingGrade(grade=meeting.grade, present=present, note=meeting.note)


def _recorded(record: MeetingRecord, without: Reconciliation) -> RecordedMeeting:
    """How what the organisation wrote down stands, beside the result ``without`` it."""
    words = words_of_groups(record)
    standing = standing_of(words, heard=without.heard)
    return RecordedMeeting(record.grade, words, standing, record.note, dissent_of_groups(record))


def _nameless(heard: Reconciliation | None, given: Given) -> tuple[str, ...]:
    """Words without a name of groups that were heard, in the order of the alphabet.

    None where fewer groups were heard than hide a name.
    """
    groups = {voice.local_interest.key for voice in heard.voices} if heard else set()
    if len(groups) < FEWEST_GROUPS_FOR_WORDS_WITHOUT_NAME:
        return ()
    return tuple(sorted(words for group, words in given.nameless if group in groups))


def _reconciled(
    row: AssessedOutcome,
    edition: Edition,
    interests: Sequence[LocalInterest],
    given: Given,
    settings: Settings,
    meeting: MeetingGrade | None,
) -> Reconciliation:
    return reconcile(
        scale=edition.scale,
        entitled_kinds=row.assessment.entitled_kinds(row.outcome_code),
        organisation_grade=row.organisation_grade or None,
        local_interests=interests,
        answers=given.answers,
        agreed_answers=given.agreed,
        meeting=meeting,
        settings=settings,
    )
