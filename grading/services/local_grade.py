"""Saving what a grader says, as it is given."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted, Problem
from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.closing import is_past
from grading.domain.workflow import State
from grading.models import (
    AssessedOutcome,
    Grader,
    LocalGrade,
    Participation,
)
from grading.services.answer_rows import insert_answer, keep_revision, overwrite_answer
from grading.services.sitting import hold_unsealed
from stakeholders.domain.characteristics import ProtectedCharacteristic
from stakeholders.domain.kinds import LocalInterestKind

# Far beyond any comment (a page holds about 3,000), so that only a mistake is refused.
LONGEST_COMMENT = 20_000


def save_local_grade(
    *,
    assessed_outcome: AssessedOutcome,
    answer: str,
    comment: str,
    groups_faring_well: Sequence[str] = (),
    expected_version: int,
    evidence_round: int | None = None,
    by: Grader,
) -> LocalGrade:
    """Save one grader's answer for one assessed outcome, and its revision, in one transaction.

    ``answer`` may be "" while only a comment is there. ``expected_version`` is the version
    the form was opened with, 0 for a first answer. ``evidence_round`` is that of the evidence
    shown beside the form (None for the newest): when the evidence changed since, the answer
    still counts, and whoever gave it is shown what changed. ``by`` and ``assessed_outcome``
    come with participation, local interest, assessment and framework loaded, so that the
    checks cost no query. The revision is this change's audit record: it holds who, what and when,
    and the trust cannot read it. The same answer sent twice is saved once, so that a page may
    save as often as something changed.

    Raises `NotPermitted` (stood down, not entitled), `NotNow` (grading not open, handed in,
    out of scope, published before, shown to the workshop), `InvalidInput` (not an answer of
    the edition) or `Clash`.
    """
    require_may_grade(by, assessed_outcome)
    require_known_answer(assessed_outcome, answer, comment, groups_faring_well)
    key = {"grader": by, "assessed_outcome": assessed_outcome}
    said = {"answer": answer, "comment": comment, "groups_faring_well": list(groups_faring_well)}
    newest = assessed_outcome.evidence_round
    seen_round = newest if evidence_round is None else min(evidence_round, newest)
    try:
        with transaction.atomic():
            hold_open(by)
            hold_unsealed(by, assessed_outcome)
            rounds = {"evidence_round": seen_round, "looked_round": seen_round}
            version = {"version": expected_version + 1, "saved_at": timezone.now()}
            return _save(LocalGrade(**key, **said, **rounds, **version))
    except (IntegrityError, Clash) as clash:
        saved = LocalGrade.objects.filter(**key).first()
        if saved and all(getattr(saved, name) == value for name, value in said.items()):
            return saved
        raise Clash(_("This answer was changed somewhere else since you opened it.")) from clash


# The weakest lock: graders wait neither for one another nor for invitations, but closing and
# handing in (which lock for update) wait for a save under way, and a save that comes after
# them sees it. SQLite has one writer at a time anyway.
_STILL_OPEN = """
SELECT assessment.state, assessment.closes_on, grader.handed_in_at
FROM grading_assessment assessment, grading_grader grader
WHERE assessment.id = %s AND grader.id = %s"""


def hold_open(grader: Grader, *, also_handed_in: bool = False) -> None:
    """Raise `NotNow` if grading closed or the grader handed in since the page was fetched.

    In the transaction of the save, so that no answer lands after either. What changes no
    answer may be done ``also_handed_in``. Django has no word for a shared lock, hence the SQL.
    """
    lock = " FOR KEY SHARE OF assessment, grader" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(_STILL_OPEN + lock, [grader.participation.assessment_id, grader.pk])
        state, closes_on, handed_in_at = cursor.fetchone() or (State.PREPARING, None, None)
    # SQLite knows no dates: it gives back the text.
    closes_on = date.fromisoformat(closes_on) if isinstance(closes_on, str) else closes_on
    handed_in = handed_in_at is not None and not also_handed_in
    require_open(State(state), handed_in=handed_in, closes_on=closes_on)


def _save(grade: LocalGrade) -> LocalGrade:
    """Write the answer and its revision; constraints and the version stop a second writer."""
    if grade.version == 1:
        insert_answer(grade)
    elif not overwrite_answer(grade):
        # The same again is no new version: the caller finds it saved already.
        raise Clash("")
    keep_revision(grade)
    return grade


def require_standing(grader: Grader) -> None:
    """Raise `NotPermitted` when the grader or their group has stood down. Costs no query."""
    if grader.stood_down:
        raise NotPermitted(
            _(
                "You were asked to stand down because of an interest you declared, "
                "so your answers do not count. Ask the equality lead if that is wrong."
            )
        )
    if grader.participation.stood_down_at is not None:
        raise NotPermitted(
            _(
                "Your group has stood down from this grading. "
                "Ask the equality lead if that is wrong."
            )
        )


def require_in_list(grader: Grader, assessed_outcome: AssessedOutcome) -> None:
    """Raise unless this question is one of the grader's: see `require_group_grades`."""
    require_group_grades(grader.participation, assessed_outcome)


def require_group_grades(participation: Participation, assessed_outcome: AssessedOutcome) -> None:
    """Raise unless this question is one of the group's. Costs no query.

    `NotPermitted` for another assessment's or another kind's, `NotNow` when out of scope or
    known only as published.
    """
    assessment = assessed_outcome.assessment
    if participation.assessment_id != assessment.pk:
        raise NotPermitted(_("This question belongs to another assessment."))
    kind = LocalInterestKind(participation.local_interest.kind)
    if kind not in assessment.entitled_kinds(assessed_outcome.outcome_code):
        raise NotPermitted(
            _("Other kinds of groups grade this question. Yours grades the ones in your list.")
        )
    if not assessed_outcome.in_scope:
        raise NotNow(
            _("This question is not graded this year: %(why)s")
            % {"why": assessed_outcome.out_of_scope_reason}
        )
    if assessed_outcome.published_grade:
        raise NotNow(
            _("The grade of this question was published before, so it is not graded again.")
        )


def require_may_grade(grader: Grader, assessed_outcome: AssessedOutcome) -> None:
    """Raise unless ``grader`` may answer for ``assessed_outcome`` now. Costs no query."""
    require_in_list(grader, assessed_outcome)
    require_standing(grader)
    assessment = assessed_outcome.assessment
    require_open(
        State(assessment.state),
        handed_in=grader.handed_in_at is not None,
        closes_on=assessment.closes_on,
    )


def require_open(state: State, *, handed_in: bool, closes_on: date | None) -> None:
    """Raise `NotNow` unless answers can change: grading is open and not handed in.

    ``closes_on`` and its hour of grace end it also before the phase is closed.
    """
    if state == State.PREPARING:
        raise NotNow(_("Grading has not opened yet."))
    if state != State.GRADING or is_past(closes_on, timezone.now()):
        raise NotNow(
            _("Grading is closed, so answers can no longer change. What you saved is kept.")
        )
    if handed_in:
        raise NotNow(_("You have handed in your answers. Take them back first to change one."))


def require_known_answer(
    assessed_outcome: AssessedOutcome,
    answer: str,
    comment: str,
    groups_faring_well: Collection[str],
) -> None:
    """Raise `InvalidInput` naming the field for anything that cannot be kept."""
    edition = assessed_outcome.assessment.edition
    allowed = {"", NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY, *edition.scale.keys}
    problems = []
    if answer not in allowed:
        problems.append(
            Problem("answer", _("This is not one of the answers."), _("Choose one from the list."))
        )
    unknown = sorted(set(groups_faring_well) - {member.value for member in ProtectedCharacteristic})
    if unknown:
        problem = _("This has a group that is not known: %s.") % ", ".join(unknown)
        problems.append(Problem("groups_faring_well", problem, _("Choose from the list.")))
    if len(comment) > LONGEST_COMMENT:
        problem = _("The comment has %(used)d characters.") % {"used": len(comment)}
        mend = _("Use %(most)d or fewer.") % {"most": LONGEST_COMMENT}
        problems.append(Problem("comment", problem, mend))
    if "\x00" in comment:
        # PostgreSQL cannot store it, and no keyboard makes it.
        problems.append(
            Problem(
                "comment",
                _("The comment has a character that cannot be kept."),
                _("Type it again."),
            )
        )
    if problems:
        raise InvalidInput(problems)
