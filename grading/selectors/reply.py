"""Reading an assessment's right of reply."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from evidence.models import EvidenceFile, EvidenceItem
from grading.domain.reply import RoundFacts
from grading.models import (
    Assessment,
    DeclaredInterest,
    Grader,
    GroupAnswer,
    GroupReplyAnswer,
    LocalGrade,
    Reply,
    ReplyAnswer,
    ReplyRound,
)
from grading.selectors.coming_in import can_come_in
from grading.selectors.grader import FILES_SHOWN, SHOWN_TO_GRADERS
from grading.selectors.group_answer import speaking_answers, speaks_for_group

STOOD_DOWN = DeclaredInterest.Decision.STAND_DOWN


def round_of(assessment: Assessment) -> ReplyRound | None:
    """The right of reply since grading last closed; one query."""
    return assessment.reply_rounds.filter(overtaken_at=None).first()


def standing_replies(held: ReplyRound | None) -> dict[int, Reply]:
    """The newest reply by assessed outcome, those taken back left out; one query."""
    if held is None:
        return {}
    return _standing(held.replies.select_related("evidence").order_by("version"))


def _standing(replies: Iterable[Reply]) -> dict[int, Reply]:
    """The newest of each place, oldest version first."""
    newest = {reply.assessed_outcome_id: reply for reply in replies}
    return {pk: reply for pk, reply in newest.items() if reply.text or reply.evidence_id}


def facts_of(held: ReplyRound | None) -> RoundFacts | None:
    """What the rule asks; one query while replies are written, else none."""
    if held is None:
        return None
    open_yet = held.asked and held.sent_at is None and held.final_at is None
    return _facts(held, len(standing_replies(held)) if open_yet else 0)


def _facts(held: ReplyRound, replies: int) -> RoundFacts:
    return RoundFacts(
        asked=held.asked,
        reply_by=held.reply_by,
        answers_by=held.answers_by,
        sent=held.sent_at is not None,
        finished=held.final_at is not None,
        replies=replies,
    )


def facts_in(assessments: Iterable[Assessment]) -> dict[int, RoundFacts]:
    """The same for several assessments, by those that have a round; two queries."""
    rounds = ReplyRound.objects.filter(assessment__in=list(assessments), overtaken_at=None)
    return {
        held.assessment_id: _facts(held, len(_standing(held.replies.all())))
        for held in rounds.prefetch_related("replies")
    }


def graders_concerned(held: ReplyRound, outcomes: Mapping[int, Reply]) -> QuerySet[Grader]:
    """Everybody who counts and has graded an outcome that was replied to, or speaks for a group
    that agreed on one answer to it."""
    graded = LocalGrade.objects.filter(
        grader=OuterRef("pk"), assessed_outcome__in=list(outcomes)
    ).exclude(answer="")
    agreed = speaking_answers().filter(
        participation=OuterRef("participation"), assessed_outcome__in=list(outcomes)
    )
    return (
        Grader.objects.filter(
            Exists(graded) | (Q(Exists(agreed)) & speaks_for_group()),
            participation__assessment=held.assessment_id,
            participation__stood_down_at=None,
        )
        .exclude(declared_interest__decision=STOOD_DOWN)
        .select_related("invitation__created_by", "participation__local_interest")
        .order_by("pk")
    )


def answers_waited_for(held: ReplyRound, replies: Mapping[int, Reply]) -> int:
    """How many answers of people who can still come in, and of groups that agreed on one, have
    not been given; two queries."""
    due = (
        LocalGrade.objects.filter(
            can_come_in("grader__"),
            assessed_outcome__in=list(replies),
            grader__participation__stood_down_at=None,
        )
        .exclude(answer="")
        .exclude(grader__declared_interest__decision=STOOD_DOWN)
    )
    given = ReplyAnswer.objects.filter(
        round=held,
        grader=OuterRef("grader"),
        assessed_outcome=OuterRef("assessed_outcome"),
    )
    return due.filter(~Exists(given)).count() + _groups_waited_for(held, replies)


def _groups_waited_for(held: ReplyRound, replies: Mapping[int, Reply]) -> int:
    """How many agreed answers of groups that somebody can still answer for; one query."""
    someone = Grader.objects.filter(
        can_come_in(), participation=OuterRef("participation"), declined_at=None
    ).exclude(declared_interest__decision=STOOD_DOWN)
    given = GroupReplyAnswer.objects.filter(
        round=held,
        participation=OuterRef("participation"),
        assessed_outcome=OuterRef("assessed_outcome"),
    )
    due = speaking_answers().filter(
        Exists(someone),
        ~Exists(given),
        assessed_outcome__in=list(replies),
        participation__stood_down_at=None,
    )
    return due.count()


def agreed_replied_to(grader: Grader, replies: Mapping[int, Reply]) -> dict[int, GroupAnswer]:
    """Agreed answers of this person's group that were replied to, by outcome; one query."""
    rows = speaking_answers().filter(
        participation=grader.participation_id, assessed_outcome__in=list(replies)
    )
    return {row.assessed_outcome_id: row for row in rows}


def group_reply_answers_of(grader: Grader, held: ReplyRound) -> dict[int, GroupReplyAnswer]:
    """What this person's group answered to replies, by assessed outcome; one query."""
    rows = held.group_answers.filter(participation=grader.participation_id)
    return {row.assessed_outcome_id: row for row in rows}


def rounds_under_way() -> QuerySet[ReplyRound]:
    """Every right of reply that is not final, for the clock."""
    return (
        ReplyRound.objects.filter(asked=True, final_at=None, overtaken_at=None)
        .select_related("assessment__organisation", "assessment__framework")
        .order_by("pk")
    )


def reply_answers_of(grader: Grader, held: ReplyRound) -> dict[int, ReplyAnswer]:
    """What this person answered to replies, by assessed outcome; one query."""
    return {row.assessed_outcome_id: row for row in held.answers.filter(grader=grader)}


def answered_by_groups(held: ReplyRound) -> dict[int, tuple[int, int]]:
    """By assessed outcome, how many local interests kept and how many changed; one query.

    A group of which anybody changed an answer has changed; people are not counted.
    """
    rows = held.answers.values_list(
        "assessed_outcome_id", "grader__participation_id", "changed"
    ).distinct()
    groups: dict[int, dict[int, bool]] = {}
    for outcome, group, changed in rows:
        theirs = groups.setdefault(outcome, {})
        theirs[group] = theirs.get(group, False) or changed
    together = held.group_answers.values_list("assessed_outcome_id", "participation_id", "changed")
    for outcome, group, changed in together:
        groups.setdefault(outcome, {})[group] = changed
    return {
        outcome: (sum(not c for c in theirs.values()), sum(theirs.values()))
        for outcome, theirs in groups.items()
    }


def evidence_to_offer(assessment: Assessment) -> list[EvidenceItem]:
    """What of the organisation's library graders may see; one query."""
    return list(
        EvidenceItem.objects.filter(
            organisation=assessment.organisation_id, visibility__in=SHOWN_TO_GRADERS
        ).order_by("title", "pk")
    )


def has_replies(assessment: Assessment) -> bool:
    """Whether replies were sent to local interests since grading last closed; one query."""
    return assessment.reply_rounds.filter(overtaken_at=None, sent_at__isnull=False).exists()


def newest_file_of(item: EvidenceItem | None) -> EvidenceFile | None:
    """The newest file of what a reply points to, held back ones left out; one query."""
    if item is None or item.visibility not in SHOWN_TO_GRADERS:
        return None
    return item.files.filter(scan__in=FILES_SHOWN).order_by("-version").first()


def replied_file_for(grader: Grader, pk: int) -> EvidenceFile | None:
    """A file of evidence in a sent reply to a question they or their group graded; six queries."""
    held = round_of(grader.participation.assessment)
    if held is None or held.sent_at is None:
        return None
    replies = standing_replies(held)
    graded = set(
        grader.local_grades.exclude(answer="").values_list("assessed_outcome_id", flat=True)
    )
    graded |= agreed_replied_to(grader, replies).keys()
    items = {
        reply.evidence_id: reply.evidence
        for outcome, reply in replies.items()
        if outcome in graded and reply.evidence
    }
    file = EvidenceFile.objects.filter(pk=pk, item__in=list(items)).first()
    if file is None:
        return None
    newest = newest_file_of(items[file.item_id])
    return newest if newest is not None and newest.pk == pk else None


def settled_by_group(grader: Grader, outcome_pk: int) -> bool:
    """Whether this person's group handed in one agreed answer to the question; one query."""
    return (
        speaking_answers()
        .filter(participation=grader.participation_id, assessed_outcome=outcome_pk)
        .exists()
    )
