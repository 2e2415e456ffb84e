"""How graders come in, are asked, and hand in."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.audit.events import Event
from edsportal.common.audit.words.wording import Wording, said, said_with

WORDS: dict[Event, Wording] = {
    Event.INVITATION_MADE: Wording(said(_("%(who)s invited %(about)s")), _("Grader invited")),
    Event.INVITATION_SENT: Wording(
        said(_("%(who)s sent the invitation of %(about)s")), _("Invitation sent")
    ),
    Event.INVITATION_NOT_SENT: Wording(
        said(_("%(who)s could not send the invitation of %(about)s")), _("Invitation not sent")
    ),
    Event.GRADER_REMINDED: Wording(
        said(_("%(who)s sent a reminder to %(about)s")), _("Reminder sent")
    ),
    Event.REMINDERS_STOPPED: Wording(
        said(_("%(who)s wants no more reminders")), _("Reminders stopped")
    ),
    Event.INVITATION_RENEWED: Wording(
        said(_("%(who)s asked for a fresh link for %(about)s")), _("Fresh link asked for")
    ),
    Event.INVITATION_REVOKED: Wording(
        said(_("%(who)s withdrew the invitation of %(about)s")), _("Invitation withdrawn")
    ),
    Event.INVITATION_DECLINED: Wording(
        said(_("%(who)s would rather not take part")), _("Invitation declined")
    ),
    Event.INVITATION_TAKEN_UP_AGAIN: Wording(
        said(_("%(who)s changed their mind and takes part")), _("Invitation taken up again")
    ),
    Event.COORDINATOR_NAMED: Wording(
        said(_("%(who)s let %(about)s bring in people of their group")), _("Coordinator named")
    ),
    Event.COORDINATOR_ENDED: Wording(
        said(_("%(who)s ended that %(about)s may bring in people")), _("Coordinator ended")
    ),
    Event.GROUP_MEMBER_REMOVED: Wording(
        said(_("%(who)s removed %(about)s, who had not answered")), _("Group's person removed")
    ),
    Event.SHARED_LINK_OPENED: Wording(
        said_with(
            _("%(who)s opened a shared link for %(about)s, for %(cap)s people at most"), "cap"
        ),
        _("Shared link opened"),
    ),
    Event.SHARED_LINK_CLOSED: Wording(
        said(_("%(who)s closed the shared link for %(about)s")), _("Shared link closed")
    ),
    Event.JOINED_BY_SHARED_LINK: Wording(
        said(_("%(who)s came in by a shared link")), _("Came in by a shared link")
    ),
    Event.OWN_CODE_RENEWED: Wording(
        said(_("%(who)s asked for a new code to come back with")), _("New code asked for")
    ),
    Event.GRADER_STARTED: Wording(said(_("%(who)s started to grade")), _("Grader started")),
    Event.INTEREST_DECLARED: Wording(
        said(_("%(who)s declared an interest")), _("Interest declared")
    ),
    Event.INTEREST_ALLOWED: Wording(
        said(_("%(who)s allowed an interest declared by %(about)s")), _("Declared interest allowed")
    ),
    Event.GRADER_STOOD_DOWN: Wording(
        said(_("%(who)s stood one person down for an interest declared: %(about)s")),
        _("Grader stood down"),
    ),
    Event.GROUP_DECLARED: Wording(
        said(_("%(who)s declared a tie of their whole group: %(about)s")),
        _("Tie of a whole group declared"),
    ),
    Event.LOCAL_INTEREST_COUNTS: Wording(
        said(_("%(who)s let %(about)s count, which had declared a tie")),
        _("Group with a declared tie counts"),
    ),
    Event.LOCAL_INTEREST_KEPT_IN: Wording(
        said(_("%(who)s said that %(about)s should count")), _("Group kept in by its people")
    ),
    Event.QUESTION_ANSWERED: Wording(
        said(_("%(who)s answered a grader's question on outcome %(about)s")),
        _("Grader's question answered"),
    ),
    Event.QUESTION_ANSWER_AMENDED: Wording(
        said(_("%(who)s amended the answer to a grader's question on outcome %(about)s")),
        _("Answer to a grader's question amended"),
    ),
    Event.GRADER_HANDED_IN: Wording(
        said(_("%(who)s handed in their grades")), _("Grader handed in")
    ),
    Event.GRADER_REOPENED: Wording(
        said(_("%(who)s took their grades back to change them")), _("Grader took grades back")
    ),
}
