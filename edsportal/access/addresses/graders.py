"""What a grader reaches."""

from edsportal.access.addresses.kinds import INVITING, RECONCILING, grader_address
from edsportal.access.rules import ALWAYS

GRADERS_WALK = (
    grader_address("grading:walk", "a grader's questions"),
    grader_address("grading:start", "before the first question"),
    grader_address(
        "grading:own_code", "a new code (people who came by a shared link, others 403)", ALWAYS
    ),
    grader_address("grading:decline", "saying no", INVITING),
    grader_address(
        "grading:grader_people", "people brought in (a group's coordinator, others 403)", INVITING
    ),
    grader_address("grading:remove_person", "removing one of them who has not answered", INVITING),
    grader_address(
        "grading:declare_for_group", "declaring the group's tie (its coordinator, others 403)"
    ),
    grader_address("grading:keep_group_in", "saying that one's stood-down group should count"),
    grader_address("grading:leave", "leaving"),
    grader_address("grading:about_you", "before the first question: interests, consent, needs"),
    grader_address("grading:check", "checking and handing in"),
    grader_address("grading:receipt", "the receipt"),
    grader_address("grading:take_back", "taking answers back"),
    grader_address("grading:grader_evidence_file", "a file of evidence"),
    grader_address("grading:grader_figures", "its figures as a table"),
    grader_address("grading:grader_preview", "a picture of its first page"),
    grader_address("grading:ask", "asking about a question, and what others asked"),
    grader_address("grading:withdraw_question", "taking back what one asked"),
    grader_address("grading:question", "one question"),
    grader_address("grading:evidence_changes", "what changed since answering it"),
    grader_address("grading:keep", "saving one answer while typing"),
    grader_address("grading:earlier", "earlier saved answers of one question"),
    grader_address("grading:practice", "a question to practise on, not counted"),
    grader_address("grading:wording", "easy read or the longer wording"),
    grader_address("grading:grader_replies", "the organisation's replies", RECONCILING),
    grader_address("grading:grader_reply", "keeping or changing one answer, once", RECONCILING),
    grader_address("grading:grader_meetings", "what a meeting is said to have agreed", RECONCILING),
    grader_address("grading:grader_meeting", "confirming it or not, once", RECONCILING),
    grader_address("grading:your_data", "a grader's own data"),
    grader_address("grading:your_data_file", "the same as a file"),
    grader_address("grading:removing_myself", "removing oneself"),
)
