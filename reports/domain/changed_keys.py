"""Which keys of a snapshot are compared when a report is corrected, and what a change is called.

A test walks the types of a snapshot: a key that is in no table here is noticed.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class What(StrEnum):
    """What kind of thing changed."""

    TOTAL = "total"
    GRADED = "graded"
    GRADE = "grade"
    BASIS = "basis"
    CERTAINTY = "certainty"
    OWN_GRADE = "own_grade"
    HEARD = "heard"
    ANSWERS = "answers"
    REASON = "reason"
    SCOPE = "scope"
    PART_ADDED = "part_added"
    PART_GONE = "part_gone"
    REPLY = "reply"
    COMMENTS = "comments"
    WORKING = "working"
    FARING_WELL = "faring_well"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_GONE = "evidence_gone"
    EVIDENCE_TEXT = "evidence_text"
    EVIDENCE_TOLD = "evidence_told"
    WORDING = "wording"
    OBJECTIVE_ADDED = "objective_added"
    OBJECTIVE_GONE = "objective_gone"
    ACTIONS = "actions"
    INTERESTS = "interests"
    PEOPLE = "people"
    WHO_GRADES = "who_grades"
    ENGAGEMENT = "engagement"
    COVERAGE = "coverage"
    QUESTIONS = "questions"
    FIGURES = "figures"
    NAME = "name"
    ORGANISATION = "organisation"
    EDITION = "edition"
    METHOD = "method"
    TOTAL_COUNT = "total_count"
    EARLIER = "earlier"
    SOURCE = "source"
    FORM = "form"


#: What a version says about itself, and what tells a row apart from the next.
EXEMPT: Mapping[str, frozenset[str]] = {
    "Snapshot": frozenset({"format", "version", "published_on", "correction_reason", "changes"}),
    "OutcomePart": frozenset({"code"}),
    "GradedPart": frozenset({"service"}),
}
#: Absent where there is nothing to tell; of any other key absence means an older report.
ONLY_WHERE_THERE_IS_SOME = frozenset(
    {"reply", "indicators", "who_grades", "together", "meeting_dissent"}
)
AROUND: Mapping[What, Sequence[str]] = {
    What.EDITION: ("framework", "year", "grades", "bands", "goals"),
    What.METHOD: ("history", "method", "method_label", "quorum"),
    What.INTERESTS: ("local_interests",),
    What.PEOPLE: ("graders", "declarations", "ways"),
    What.WHO_GRADES: ("who_grades",),
    What.ENGAGEMENT: ("engagement",),
    What.COVERAGE: ("coverage",),
    What.QUESTIONS: ("questions",),
    What.FIGURES: ("indicators",),
    What.EARLIER: ("previous",),
    What.SOURCE: ("source",),
    What.FORM: ("form", "dates"),
}
OF_OUTCOME: Mapping[What, Sequence[str]] = {
    What.WORDING: ("goal", "question", "explanation", "easy_read", "official"),
}
OF_SERVICES: Mapping[What, Sequence[str]] = {
    What.BASIS: ("basis", "by_service"),
    What.WORKING: ("pivotal",),
}
OF_PART: Mapping[What, Sequence[str]] = {
    What.WORDING: ("service_name",),
    What.BASIS: ("basis", "view_from"),
    What.CERTAINTY: ("certainty", "certainty_note"),
    What.ANSWERS: ("tally",),
    What.REASON: ("organisation_reason",),
    What.SCOPE: ("out_of_scope_reason",),
    What.COMMENTS: (
        *("comments", "comments_without_name", "dissent"),
        *("together", "meeting_dissent"),
    ),
    What.WORKING: ("working", "met", "pivotal"),
    What.FARING_WELL: ("faring_well",),
    What.REPLY: ("reply",),
    What.EVIDENCE_TOLD: ("evidence_changes",),
}
