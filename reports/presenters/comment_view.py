"""Published comments with what was done about them since: the report's one live part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from reports.domain.comments import comments_of_part
from reports.domain.snapshot import GradedPart, OutcomePart
from reports.models import CommentAnswer

Answers = Mapping[str, CommentAnswer]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the organisation said later; both texts are "" while it said nothing."""

    owner: str
    text: str
    on: date | None


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment; ``since`` is None where nothing live is shown, as in a PDF."""

    local_interest: str
    text: str
    since: AnswerView | None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class PartComments:
    """The comments of one assessed outcome, as a section shows them."""

    named: list[CommentView]
    without_name: list[CommentView]

    def by(self, local_interest: str, texts: Sequence[str]) -> list[CommentView]:
        return [v for v in self.named if v.local_interest == local_interest and v.text in texts]

    def by_others(self, than: Sequence[str]) -> list[CommentView]:
        """Of those who do not dissent: the others' stand beside their dissent."""
        return [view for view in self.named if view.local_interest not in than]


def part_comments(outcome: OutcomePart, part: GradedPart, answers: Answers | None) -> PartComments:
    """Named comments and those without a name, in the report's order."""
    views = [
        CommentView(comment.local_interest, comment.text, _since(comment.key, answers))
        for comment in comments_of_part(outcome, part)
    ]
    named = len(part["comments"])
    return PartComments(named=views[:named], without_name=views[named:])


def _since(key: str, answers: Answers | None) -> AnswerView | None:
    if answers is None:
        return None
    row = answers.get(key)
    if row is None:
        return AnswerView("", "", None)
    return AnswerView(row.owner, row.text, timezone.localdate(row.written_at))
