"""Shaping "You said, we did" for those who answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grading.models import Assessment
from reports.domain.comments import Comment
from reports.models import CommentAnswer
from reports.selectors.comment_answer import Progress


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One published comment and how far its answer is."""

    place: str
    question: str
    who: str
    text: str
    owner: str
    answer: str
    on: date | None
    state: str
    colour: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to narrow the list; ``chosen`` is how it is narrowed now."""

    words: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SaidPage:
    """The list with its progress and the ways to narrow it."""

    any: bool
    progress: str
    choices: list[Choice]
    rows: list[SaidRow]


ALL, OPEN = "", "open"


def said_page(
    comments: Sequence[Comment],
    answers: Mapping[str, CommentAnswer],
    progress: Progress,
    *,
    assessment: Assessment,
    show: str,
    may_answer: bool,
) -> SaidPage:
    """``show`` is "" for all, "open" for those without an answer, or an outcome's code."""
    rows = [comment for comment in comments if _wanted(comment, answers, show)]
    return SaidPage(
        any=bool(comments),
        progress=_("%(answered)d of %(of)d answered")
        % {"answered": progress.answered, "of": progress.of},
        choices=_choices(comments, progress, assessment=assessment, show=show),
        rows=[
            said_row(row, answers.get(row.key), assessment=assessment, may_answer=may_answer)
            for row in rows
        ],
    )


def _wanted(comment: Comment, answers: Mapping[str, CommentAnswer], show: str) -> bool:
    if show == ALL:
        return True
    if show == OPEN:
        return not (comment.key in answers and answers[comment.key].text)
    return comment.outcome == show


def _choices(
    comments: Sequence[Comment], progress: Progress, *, assessment: Assessment, show: str
) -> list[Choice]:
    page = reverse("reports:said", args=[assessment.pk])
    by_outcome = Counter(comment.outcome for comment in comments)
    words = {
        ALL: _("All (%(number)d)") % {"number": len(comments)},
        OPEN: _("Without an answer (%(number)d)") % {"number": progress.left},
        **{code: f"{code} ({number})" for code, number in by_outcome.items()},
    }
    return [
        Choice(text, f"{page}?show={key}" if key else page, chosen=key == show)
        for key, text in words.items()
    ]


def said_row(
    comment: Comment, answer: CommentAnswer | None, *, assessment: Assessment, may_answer: bool
) -> SaidRow:
    """One comment for the list and for its own page."""
    done = bool(answer and answer.text)
    state, colour = (_("Answered"), "green") if done else (_("No answer yet"), "yellow")
    if answer and not done:
        state, colour = _("Post named, no answer yet"), "blue"
    href = reverse("reports:answer_comment", args=[assessment.pk, comment.key])
    return SaidRow(
        place=" – ".join(filter(None, (comment.outcome, comment.service_name))),
        question=comment.question,
        who=comment.local_interest or _("Without a name"),
        text=comment.text,
        owner=answer.owner if answer else "",
        answer=answer.text if answer else "",
        on=timezone.localdate(answer.written_at) if answer else None,
        state=state,
        colour=colour,
        href=href if may_answer else "",
        action=_("Change the answer") if done else _("Answer"),
    )
