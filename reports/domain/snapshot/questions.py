"""What graders asked before they graded."""

from typing import TypedDict


class QuestionsPart(TypedDict):
    """How many questions graders asked, those taken back left out, and how many were answered.

    They count questions, not people, and not by outcome: that could tell who asked.
    """

    asked: int
    answered: int
