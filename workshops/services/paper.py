"""Paper: packs are printed, one person types what came back, a second person checks it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, NotNow, NotPermitted, Problem
from edsportal.common.once import claim_once
from grading.domain.workflow import State
from grading.models import Assessment, CameBy, Participation
from grading.selectors.evidence_code import evidence_code_of
from grading.selectors.grader import outcomes_graded_by
from stakeholders.domain.invitation_token import CODE_ALPHABET
from stakeholders.models import User
from stakeholders.permissions import Permission, require
from workshops.domain.paper import Difference, Typed, differences
from workshops.models import PaperAnswer, PaperPack
from workshops.selectors.paper import packs_with_all, typed_on
from workshops.services.dictated import grader_from_dictation

# Each takes about as long to lay out as its pages: more would keep the browser waiting.
MOST_PACKS = 10
SERIAL_LENGTH = 8
PRINTING = (State.PREPARING, State.GRADING)


@transaction.atomic
def make_packs(
    *,
    assessment: Assessment,
    participation: Participation,
    format: str,
    count: int,
    by: User,
    once: str = "",
) -> list[PaperPack]:
    """Number ``count`` packs for people of one group, bound to the evidence of this moment.

    Raises `NotPermitted`, `NotNow` once grading is over or the group stood down,
    `InvalidInput` for ``count`` or ``format``, `DoneAlready` for the same form sent twice.
    """
    require(by, Permission.FACILITATE, assessment.organisation)
    claim_once(once)
    if assessment.state not in PRINTING:
        raise NotNow(_("Grading is over, so no more paper is needed."))
    if participation.assessment_id != assessment.pk or participation.stood_down_at is not None:
        raise NotNow(_("This group does not take part in this grading."))
    if not 1 <= count <= MOST_PACKS or format not in PaperPack.Format.values:
        mend = _("Enter a number from 1 to %(most)d.") % {"most": MOST_PACKS}
        raise InvalidInput([Problem("count", _("This number is not possible."), mend)])
    code = evidence_code_of(assessment)
    packs = [
        PaperPack.objects.create(
            assessment=assessment,
            participation=participation,
            serial="".join(secrets.choice(CODE_ALPHABET) for _letter in range(SERIAL_LENGTH)),
            format=format,
            evidence_code=code,
            printed_by=by,
        )
        for _pack in range(count)
    ]
    record(
        Event.PAPER_PACKS_PRINTED,
        by=by,
        organisation=assessment.organisation.ods_code,
        subject=participation,
        count=count,
    )
    return packs


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a typing: it waits for a second person, or counts; or what differs."""

    counts: bool
    differing: Sequence[Difference] = ()
    consent_differs: bool = False


@transaction.atomic
def take_paper(
    *,
    pack: PaperPack,
    answers: Mapping[int, Typed],
    comment_consent: str,
    keep_mine: bool = False,
    reason: str = "",
    by: User,
) -> Taken:
    """Take what one person typed from a paper.

    The first typing waits. A second, by another person, counts where it is the same; where
    it differs nothing is kept unless ``keep_mine``, which makes it the typing that a third
    look by another person has to confirm. A paper about other evidence than the present
    one needs a ``reason`` to count. Raises `NotPermitted`, `NotNow`, `InvalidInput`.
    """
    held = _held(pack, by)
    _require_typing(answers)
    if held.typed_by_id in (None, by.pk) or keep_mine:
        _keep(held, answers, comment_consent, by)
        return Taken(counts=False)
    first = typed_on(held)
    places = [row.pk for row in outcomes_graded_by(held.participation)]
    differing = differences(places, first, answers)
    consent_differs = held.comment_consent != comment_consent
    if differing or consent_differs:
        return Taken(False, differing, consent_differs)
    if is_about_other_evidence(held):
        _decide(held, reason, _("counts"), by)
    _count(held, first, by)
    return Taken(counts=True)


@transaction.atomic
def leave_paper_out(*, pack: PaperPack, reason: str, by: User) -> None:
    """Say that a paper about other evidence does not count, and why; what was typed goes.

    Raises `NotPermitted`, `NotNow` when it is about the present evidence or settled.
    """
    held = _held(pack, by)
    if not is_about_other_evidence(held):
        raise NotNow(_("This paper is about the present evidence, so it counts."))
    _decide(held, reason, _("is left out"), by)
    held.left_out_at = timezone.now()
    held.save(update_fields=["left_out_at"])
    held.answers.all().delete()


def is_about_other_evidence(pack: PaperPack) -> bool:
    """Whether the evidence has changed since the pack was printed."""
    return pack.evidence_code != evidence_code_of(pack.assessment)


def _held(pack: PaperPack, by: User) -> PaperPack:
    require(by, Permission.FACILITATE, pack.assessment.organisation)
    held = packs_with_all().select_for_update(of=("self",)).get(pk=pack.pk)
    if held.counted_at is not None:
        raise NotNow(_("This paper counts already."))
    if held.left_out_at is not None:
        raise NotNow(_("It was decided that this paper does not count."))
    if held.assessment.state != State.GRADING:
        raise NotNow(_("Paper can be typed in while grading is open."))
    if held.participation.stood_down_at is not None:
        raise NotPermitted(_("This group has stood down from this grading."))
    return held


def _require_typing(answers: Mapping[int, Typed]) -> None:
    if not any(typed.answer for typed in answers.values()):
        raise InvalidInput(
            [Problem("answers", _("There is no answer."), _("Choose at least one answer."))]
        )


def _keep(pack: PaperPack, answers: Mapping[int, Typed], consent: str, by: User) -> None:
    places = {row.pk for row in outcomes_graded_by(pack.participation)}
    pack.answers.all().delete()
    PaperAnswer.objects.bulk_create(
        PaperAnswer(
            pack=pack,
            assessed_outcome_id=place,
            answer=typed.answer,
            comment=typed.comment,
            groups_faring_well=typed.groups,
        )
        for place, typed in answers.items()
        if place in places and not typed.is_empty
    )
    pack.typed_by, pack.typed_at, pack.comment_consent = by, timezone.now(), consent
    pack.save(update_fields=["typed_by", "typed_at", "comment_consent"])
    _note(Event.PAPER_TYPED, pack, by)


def _count(pack: PaperPack, answers: Mapping[int, Typed], by: User) -> None:
    pack.grader = grader_from_dictation(
        participation=pack.participation,
        name=_("Paper %(serial)s") % {"serial": pack.serial},
        came_by=CameBy.PAPER,
        comment_consent=pack.comment_consent,
        answers=answers,
        by=by,
    )
    pack.counted_at, pack.counted_by = timezone.now(), by
    pack.save(update_fields=["grader", "counted_at", "counted_by"])
    # From here on the words are the grader's, and can be erased with them.
    pack.answers.all().delete()
    _note(Event.PAPER_COUNTED, pack, by)


def _decide(pack: PaperPack, reason: str, decision: str, by: User) -> None:
    if not reason.strip():
        raise InvalidInput(
            [
                Problem(
                    "reason",
                    _("This paper is about evidence that has changed since."),
                    _("Say why it should count, or not."),
                )
            ]
        )
    pack.decision_reason, pack.decided_by = reason.strip(), by
    pack.save(update_fields=["decision_reason", "decided_by"])
    record(
        Event.PAPER_DECIDED,
        by=by,
        organisation=pack.assessment.organisation.ods_code,
        subject=pack,
        reason=reason.strip(),
        decision=decision,
    )


def _note(event: Event, pack: PaperPack, by: User) -> None:
    record(event, by=by, organisation=pack.assessment.organisation.ods_code, subject=pack)
