"""What the portal aims at: each goal a ratio to a floor measured in the same run, with its reason.

"must" is ahead of every comparable service that was measured, "reach" near what Django and
WeasyPrint can do at all. CPU counts the web server and the database together.
"""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    REACHED = "reached"
    MUST = "must"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Goal:
    """``key`` names the figure. ``more_is_better`` for throughput; everything else is a cost."""

    number: str
    key: str
    what: str
    must: float
    reach: float
    why: str
    more_is_better: bool = False

    def verdict(self, figure: float) -> Verdict:
        """How ``figure`` does; a figure right at a limit keeps it."""
        sign = -1 if self.more_is_better else 1
        if sign * figure <= sign * self.reach:
            return Verdict.REACHED
        return Verdict.MUST if sign * figure <= sign * self.must else Verdict.MISSED


GOALS = (
    Goal(
        "1", "save_cpu", "save one grade: CPU / floor's", 1.8, 1.5,
        "the best comparable service takes 1.82, the next 8; a careful Django takes 1.8",
    ),
    Goal(
        "2", "page_cpu", "grading page: CPU / floor's page", 1.8, 1.3,
        "the best comparable service's form takes 1.82 of the floor's page",
    ),
    Goal(
        "3", "save_statements", "SQL statements of a save", 9, 6,
        "the best comparable service sends 16, others 31 and more",
    ),
    Goal(
        "3", "page_statements", "SQL statements of a grading page", 8, 5,
        "the best comparable service sends 11, others 15 to 79",
    ),
    Goal(
        "4", "save_rate", "saves a second / floor's", 0.55, 0.7,
        "the best comparable service has 0.43, others 0.11 and less",
        more_is_better=True,
    ),
    Goal(
        "5", "save_p99", "99th percentile of a save / floor's", 1.7, 1.4,
        "the best comparable service has 1.8, others 7 and more",
    ),
    Goal(
        "9", "worker_memory", "memory of a worker / floor's", 1.9, 1.5,
        "Django services of this kind take 93 MB and more where the floor takes 48",
    ),
    Goal(
        "10", "pdf_job", "PDF from job start to stored file / WeasyPrint alone, tagged", 1.15, 1.05,
        "the job, the checks and the storing should cost next to nothing",
    ),
    Goal(
        "13", "pdf_tagged", "tagged PDF by the portal / WeasyPrint alone, untagged", 1.4, 1.25,
        "tags cost WeasyPrint 1.24 to 1.33 of the time; a report is never untagged",
    ),
)  # fmt: skip
