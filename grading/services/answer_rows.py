"""The rows of one saved answer: the answer itself, its revision, and the comment of that.

Put into SQL once (docs/adr/0017): a whole room presses Save at the same time.
Permission, rules and the transaction belong to the caller.
"""

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from edsportal.common.compiled_query import Slot
from edsportal.common.compiled_write import CompiledInsert, CompiledUpdate
from grading.models import LocalGrade, LocalGradeRevision, RevisionComment

_WHOSE = ("grader", "assessed_outcome", "version")
_SAID = ("answer", "comment", "groups_faring_well", "evidence_round")
_KEPT = (*_WHOSE, "answer", "groups_faring_well", "evidence_round", "saved_at")


def insert_answer(grade: LocalGrade) -> None:
    """Write a first answer. Raises `IntegrityError` when there is one already."""
    grade.pk = _INSERT(**_columns(grade))


def overwrite_answer(grade: LocalGrade) -> bool:
    """Write ``grade`` over the version before its own.

    False where that version is not the saved one, or says the same already.
    """
    return bool(_CHANGE(**{**_columns(grade), "version": grade.version - 1}))


def keep_revision(grade: LocalGrade) -> None:
    """Note this state of the answer in the record that only grows."""
    revision = _REVISION(**_columns(grade))
    if grade.comment:
        _COMMENT(revision=revision, comment=grade.comment)


def _columns(grade: LocalGrade) -> dict[str, object]:
    return {
        **{name: getattr(grade, name) for name in (*_SAID, "version", "saved_at", "looked_round")},
        "grader": grade.grader_id,
        "assessed_outcome": grade.assessed_outcome_id,
    }


def _over_the_version_before(
    **given: Slot,
) -> tuple[QuerySet[LocalGrade], dict[str, object]]:
    said = {name: given[name] for name in _SAID}
    whose = {name: given[name] for name in _WHOSE}
    new: dict[str, object] = {
        **said,
        "saved_at": given["saved_at"],
        "looked_round": Greatest(F("looked_round"), given["evidence_round"]),
        "version": F("version") + 1,
    }
    return LocalGrade.objects.filter(**whose).exclude(**said), new


_INSERT = CompiledInsert(LocalGrade, *_WHOSE, *_SAID, "looked_round", "saved_at")
_CHANGE = CompiledUpdate(LocalGrade, _over_the_version_before, *_WHOSE, *_SAID, "saved_at")
_REVISION = CompiledInsert(LocalGradeRevision, *_KEPT)
_COMMENT = CompiledInsert(RevisionComment, "revision", "comment")
