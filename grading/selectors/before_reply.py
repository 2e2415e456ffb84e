"""What an answer was before whoever gave it changed it after the organisation's reply."""

from django.db.models import Case, Exists, OuterRef, Subquery, Value, When

from grading.models import GroupAnswerRevision, GroupReplyAnswer, LocalGradeRevision, ReplyAnswer


def _before_reply(
    changes: type[ReplyAnswer | GroupReplyAnswer],
    revisions: type[LocalGradeRevision | GroupAnswerRevision],
    *,
    given_by: str,
) -> Case:
    """An expression on rows of answers: the earlier answer, "" where it was not changed."""
    same = {name: OuterRef(name) for name in (given_by, "assessed_outcome")}
    changed = changes._default_manager.filter(**same, round__overtaken_at=None, changed=True)
    # After grading has closed an answer changes once, so what it was is the version before.
    earlier = revisions._default_manager.filter(**same, version=OuterRef("version") - 1)
    return Case(When(Exists(changed), then=Subquery(earlier.values("answer"))), default=Value(""))


BEFORE_REPLY = _before_reply(ReplyAnswer, LocalGradeRevision, given_by="grader")
GROUP_BEFORE_REPLY = _before_reply(GroupReplyAnswer, GroupAnswerRevision, given_by="participation")
