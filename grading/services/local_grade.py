"""Saving what a grader says, as it is given."""

from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted, Problem
from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.workflow import State
from grading.models import AssessedOutcome, Grader, LocalGrade, LocalGradeRevision
from stakeholders.domain.characteristics import ProtectedCharacteristic
from stakeholders.domain.kinds import LocalInterestKind


def save_local_grade(
    *,
    assessed_outcome: AssessedOutcome,
    answer: str,
    comment: str,
    groups_faring_well: Sequence[str] = (),
    expected_version: int,
    by: Grader,
) -> LocalGrade:
    """Save one grader's answer for one assessed outcome, and its revision, in one transaction.

    ``answer`` may be "" while only a comment is there. ``expected_version`` is the version
    the form was opened with, 0 for a first answer. ``by`` and ``assessed_outcome`` come with
    participation, local interest, assessment and framework loaded, so that the checks
    cost no query. The revision is this change's audit record: it holds who, what and when,
    and the trust cannot read it.

    Raises `NotPermitted` (stood down, not entitled), `NotNow` (grading closed, handed in),
    `InvalidInput` (an answer that is not of the edition, out of scope) or `Clash`.
    """
    require_may_grade(by, assessed_outcome)
    require_known_answer(assessed_outcome, answer, groups_faring_well)
    now = timezone.now()
    new = {
        "answer": answer,
        "comment": comment,
        "groups_faring_well": list(groups_faring_well),
        "saved_at": now,
    }
    key = {"grader": by, "assessed_outcome": assessed_outcome}
    with transaction.atomic():
        if expected_version == 0:
            grade = _first_save(key, new)
        else:
            changed = LocalGrade.objects.filter(**key, version=expected_version).update(**new, version=F("version") + 1)
            if not changed:
                raise Clash(_("This answer was changed somewhere else since you opened it."))
            grade = LocalGrade(**key, **new, version=expected_version + 1)
        LocalGradeRevision.objects.create(**key, **new, version=grade.version)
    return grade


def _first_save(key: dict[str, object], new: dict[str, object]) -> LocalGrade:
    try:
        with transaction.atomic():
            return LocalGrade.objects.create(**key, **new, version=1)
    except IntegrityError as error:
        raise Clash(_("This answer was given somewhere else since you opened it.")) from error


def require_may_grade(grader: Grader, assessed_outcome: AssessedOutcome) -> None:
    """Raise unless ``grader`` may answer for ``assessed_outcome`` now. Costs no query."""
    participation = grader.participation
    assessment = assessed_outcome.assessment
    if participation.assessment_id != assessment.pk:
        raise NotPermitted(_("This question belongs to another assessment."))
    if participation.stood_down_at is not None:
        raise NotPermitted(_("Your group has stood down from this grading. Ask the equality lead if that is wrong."))
    kind = LocalInterestKind(participation.local_interest.kind)
    if kind not in assessment.edition.entitled_kinds(assessed_outcome.outcome_code):
        raise NotPermitted(_("Other kinds of groups grade this question. Yours grades the ones in your list."))
    if assessment.state != State.GRADING:
        raise NotNow(_("Grading is closed, so answers can no longer change. What you saved is kept."))
    if grader.handed_in_at is not None:
        raise NotNow(_("You have handed in your answers. Take them back first to change one."))
    if not assessed_outcome.in_scope:
        raise NotNow(_("This question is not graded this year: %(why)s") % {"why": assessed_outcome.out_of_scope_reason})


def require_known_answer(
    assessed_outcome: AssessedOutcome, answer: str, groups_faring_well: Collection[str]
) -> None:
    """Raise `InvalidInput` naming the field for anything the edition does not know."""
    edition = assessed_outcome.assessment.edition
    allowed = {"", NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY, *edition.scale.keys}
    problems = []
    if answer not in allowed:
        problems.append(Problem("answer", _("is not one of the answers."), _("Choose one from the list.")))
    unknown = sorted(set(groups_faring_well) - {member.value for member in ProtectedCharacteristic})
    if unknown:
        problems.append(
            Problem("groups_faring_well", _("has a group that is not known: %s.") % ", ".join(unknown), "")
        )
    if problems:
        raise InvalidInput(problems)
