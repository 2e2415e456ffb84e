from grading.models.about_you import AboutYouCount
from grading.models.asked_question import AskedQuestion, QuestionAnswer
from grading.models.assessed_outcome import AssessedOutcome, EvidenceUse
from grading.models.assessment import Assessment, AssessmentService, Transition
from grading.models.came_by import CameBy
from grading.models.checklist import EngagementChecklist
from grading.models.declared_interest import DeclaredInterest
from grading.models.framework import Framework
from grading.models.grader import CommentConsent, Grader, Participation
from grading.models.group_answer import GroupAnswer, GroupAnswerRevision, GroupRevisionWords
from grading.models.group_declaration import GroupDeclaration
from grading.models.let_stand import LetStand, SignedTotal
from grading.models.local_grade import LocalGrade, LocalGradeRevision, RevisionComment
from grading.models.meeting_grade import MeetingGrade
from grading.models.meeting_record import MeetingAnswer, MeetingRecord
from grading.models.reply import GroupReplyAnswer, Reply, ReplyAnswer, ReplyRound
from grading.models.shared_link import SharedLink
from grading.models.shown_evidence import EvidenceLook, ShownVersion
from grading.models.sitting import Sitting, SittingQuestion

__all__ = [
    "AboutYouCount",
    "AskedQuestion",
    "AssessedOutcome",
    "Assessment",
    "AssessmentService",
    "CameBy",
    "CommentConsent",
    "DeclaredInterest",
    "EngagementChecklist",
    "EvidenceLook",
    "EvidenceUse",
    "Framework",
    "Grader",
    "GroupAnswer",
    "GroupAnswerRevision",
    "GroupDeclaration",
    "GroupReplyAnswer",
    "GroupRevisionWords",
    "LetStand",
    "LocalGrade",
    "LocalGradeRevision",
    "MeetingAnswer",
    "MeetingGrade",
    "MeetingRecord",
    "Participation",
    "QuestionAnswer",
    "Reply",
    "ReplyAnswer",
    "ReplyRound",
    "RevisionComment",
    "SharedLink",
    "ShownVersion",
    "SignedTotal",
    "Sitting",
    "SittingQuestion",
    "Transition",
]
