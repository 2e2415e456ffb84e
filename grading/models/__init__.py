from grading.models.about_you import AboutYouCount
from grading.models.assessed_outcome import AssessedOutcome, EvidenceUse
from grading.models.assessment import Assessment, AssessmentService, Transition
from grading.models.checklist import EngagementChecklist
from grading.models.declared_interest import DeclaredInterest
from grading.models.framework import Framework
from grading.models.grader import CommentConsent, Grader, Participation
from grading.models.local_grade import LocalGrade, LocalGradeRevision, RevisionComment
from grading.models.meeting_grade import MeetingGrade
from grading.models.shared_link import SharedLink

__all__ = [
    "AboutYouCount",
    "AssessedOutcome",
    "Assessment",
    "AssessmentService",
    "CommentConsent",
    "DeclaredInterest",
    "EngagementChecklist",
    "EvidenceUse",
    "Framework",
    "Grader",
    "LocalGrade",
    "LocalGradeRevision",
    "MeetingGrade",
    "Participation",
    "RevisionComment",
    "SharedLink",
    "Transition",
]
