"""Reading the counts of what graders said about themselves."""

from grading.models import Assessment


def about_you_counts(assessment: Assessment) -> dict[tuple[str, str], int]:
    """How many people, by question and answer; ("", "") is everybody who answered. One query."""
    rows = assessment.about_you_counts.values_list("question", "answer", "people")
    return {(question, answer): people for question, answer, people in rows}
