"""What the portal writes to people about. An app may hear what became of a kind (`outcomes`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    """Stored for ever: never reuse a value."""

    INVITATION = "invitation", _("Invitation to grade")
    LINK_TO_ANSWERS = "link_to_answers", _("Fresh link after grading has closed")
    RECEIPT = "receipt", _("Receipt for handed-in grades")
    GRADING_REOPENED = "grading_reopened", _("Grading is open again")
    GRADING_EXTENDED = "grading_extended", _("Grading is open longer")
    GRADING_CLOSED_EARLY = "grading_closed_early", _("Grading closed earlier than told")
    GROUP_DECLARED = "group_declared", _("A group declared a tie")
    GROUP_STOOD_DOWN = "group_stood_down", _("A group stood down")
    GROUP_COUNTS = "group_counts", _("A group that declared a tie counts")
    REPLY = "reply", _("The organisation's reply")
    MEETING = "meeting", _("What a meeting agreed, to confirm")
    MEETING_TAKEN_BACK = "meeting_taken_back", _("What a meeting agreed, taken back")
    WRITTEN_DOWN = "written_down", _("What was written down for a group, to check")
    EVIDENCE_CHANGED = "evidence_changed", _("Evidence changed")
    QUESTION_ANSWERED = "question_answered", _("Answer to a grader's question")
    REPORT_OUT = "report_out", _("The report is published")
    COMMENT_ANSWERED = "comment_answered", _("What was done about a comment")
    REMINDER = "reminder", _("Reminder")
    JOINING = "joining", _("Invitation to join an organisation")
    DIGEST = "digest", _("Weekly summary for leads")
    SENT_BACK = "sent_back", _("Grades sent back by the board")
    PAPERS_WAIT = "papers_wait", _("Papers wait for a second person")
    PHASE_ENDED = "phase_ended", _("A date has passed")
    ACCOUNT = "account", _("About signing in")
