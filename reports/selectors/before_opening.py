"""What the reports of last year ask before this year's grading opens."""

from grading.domain.opening import ObstacleCode, OpeningObstacle
from grading.models import Assessment
from reports.selectors.comment_answer import earlier_with_comments


def comments_without_answer(assessment: Assessment) -> list[OpeningObstacle]:
    """One obstacle for each of last year's reports whose published comments wait for answers."""
    return [
        OpeningObstacle(
            ObstacleCode.COMMENTS_UNANSWERED,
            items=(earlier.year, str(earlier.pk)),
            needed=progress.left,
        )
        for earlier, progress in earlier_with_comments(assessment)
        if progress.left
    ]
