"""How the audit trail names assessments and those who grade: a grader only ever by their group."""

from collections.abc import Collection, Mapping

from edsportal.common.audit.names import named_by
from grading.models import (
    AskedQuestion,
    AssessedOutcome,
    Assessment,
    EngagementChecklist,
    Framework,
    Grader,
    MeetingGrade,
    Participation,
    SharedLink,
)

Names = Mapping[str, str]


def name_rows() -> None:
    """Tell the trail how rows of this app are called. Done once, when the portal starts."""
    named_by("grading.grader", groups_of_graders)
    named_by("grading.participation", groups)
    named_by("grading.sharedlink", groups_of_links)
    named_by("grading.assessment", assessments)
    named_by("grading.engagementchecklist", checklists)
    named_by("grading.assessedoutcome", outcomes)
    named_by("grading.askedquestion", outcomes_of_questions)
    named_by("grading.meetinggrade", outcomes_of_meetings)
    named_by("grading.framework", frameworks)


def groups_of_graders(numbers: Collection[str]) -> Names:
    rows = Grader.objects.filter(pk__in=numbers)
    return {
        str(pk): name for pk, name in rows.values_list("pk", "participation__local_interest__name")
    }


def groups_of_links(numbers: Collection[str]) -> Names:
    rows = SharedLink.objects.filter(pk__in=numbers)
    return {
        str(pk): name for pk, name in rows.values_list("pk", "participation__local_interest__name")
    }


def groups(numbers: Collection[str]) -> Names:
    rows = Participation.objects.filter(pk__in=numbers).values_list("pk", "local_interest__name")
    return {str(pk): name for pk, name in rows}


def assessments(numbers: Collection[str]) -> Names:
    rows = Assessment.objects.filter(pk__in=numbers).values_list("pk", "framework__name", "year")
    return {str(pk): f"{framework}, {year}" for pk, framework, year in rows}


def checklists(numbers: Collection[str]) -> Names:
    rows = EngagementChecklist.objects.filter(pk__in=numbers)
    found = rows.values_list("pk", "assessment__framework__name", "assessment__year")
    return {str(pk): f"{framework}, {year}" for pk, framework, year in found}


def outcomes(numbers: Collection[str]) -> Names:
    rows = AssessedOutcome.objects.filter(pk__in=numbers).values_list("pk", "outcome_code")
    return {str(pk): code for pk, code in rows}


def outcomes_of_questions(numbers: Collection[str]) -> Names:
    """By their outcome: never by who asked."""
    rows = AskedQuestion.objects.filter(pk__in=numbers)
    return {str(pk): code for pk, code in rows.values_list("pk", "assessed_outcome__outcome_code")}


def outcomes_of_meetings(numbers: Collection[str]) -> Names:
    rows = MeetingGrade.objects.filter(pk__in=numbers)
    return {str(pk): code for pk, code in rows.values_list("pk", "assessed_outcome__outcome_code")}


def frameworks(numbers: Collection[str]) -> Names:
    rows = Framework.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}
