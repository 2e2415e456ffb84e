from grading.models.assessed_outcome import AssessedOutcome, EvidenceUse
from grading.models.assessment import Assessment, AssessmentService, Transition
from grading.models.checklist import EngagementChecklist
from grading.models.framework import Framework
from grading.models.grader import Grader, Participation
from grading.models.local_grade import LocalGrade, LocalGradeRevision, RevisionComment
from grading.models.meeting_grade import MeetingGrade

__all__ = [
    "AssessedOutcome",
    "Assessment",
    "AssessmentService",
    "EngagementChecklist",
    "EvidenceUse",
    "Framework",
    "Grader",
    "LocalGrade",
    "LocalGradeRevision",
    "MeetingGrade",
    "Participation",
    "RevisionComment",
    "Transition",
]
