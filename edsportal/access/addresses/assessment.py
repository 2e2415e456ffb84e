"""Preparing and running an assessment."""

from edsportal.access.addresses.kinds import (
    AGREED,
    CHOOSING,
    GRADING,
    INVITING,
    PREPARING,
    RECONCILING,
    act_address,
    read_address,
)
from stakeholders.permissions import Permission as P

PREPARATION = (
    act_address("grading:start_assessment", "starting an assessment", P.PREPARE),
    read_address("grading:task_list", "an assessment's task list"),
    act_address("grading:settings", "settings", P.PREPARE, PREPARING, reads=P.VIEW),
    act_address(
        "grading:narrowing",
        "who grades what",
        P.PREPARE,
        PREPARING,
        reads=P.VIEW,
    ),
    act_address("grading:services", "services put forward", P.PREPARE, PREPARING, reads=P.VIEW),
    read_address("grading:scope", "what is in scope"),
    act_address(
        "grading:scope_outcome", "scope of one outcome", P.PREPARE, PREPARING, reads=P.VIEW
    ),
    read_address("grading:evidence", "evidence by outcome"),
    read_address("grading:coverage", "who the evidence speaks of"),
    read_address("grading:coverage_file", "the same as CSV"),
    read_address("grading:figures", "the figures of a file"),
    read_address("grading:reading", "how much graders are asked to read"),
    act_address("grading:add_evidence", "adding evidence", P.ADD_EVIDENCE, PREPARING),
    act_address("grading:library", "using evidence already held", P.ADD_EVIDENCE, PREPARING),
    act_address("grading:change_evidence", "changing evidence", P.ADD_EVIDENCE, PREPARING),
    act_address("grading:remove_evidence", "taking evidence away", P.PREPARE, PREPARING),
    act_address(
        "grading:reuse_evidence", "using last year's evidence again", P.ADD_EVIDENCE, PREPARING
    ),
    read_address("grading:grades", "the organisation's own grades"),
    act_address(
        "grading:grade",
        "the organisation's own grade of one outcome",
        P.GRADE_FOR_ORGANISATION,
        PREPARING,
        reads=P.VIEW,
    ),
    act_address(
        "grading:checklist", "checklist before opening", P.PREPARE, PREPARING, reads=P.VIEW
    ),
    read_address("evidence:file", "a file of evidence"),
    read_address("evidence:preview", "a picture of its first page"),
)

RUNNING = (
    read_address("grading:invitations", "graders and their links", P.INVITE),
    act_address("grading:invite", "inviting a grader", P.INVITE, INVITING),
    act_address("grading:upload_invitations", "inviting from a file", P.INVITE, INVITING),
    act_address("grading:invite_several", "inviting several groups", P.INVITE, INVITING),
    act_address(
        "grading:invite_last_time", "inviting last time's people again", P.INVITE, INVITING
    ),
    act_address("grading:open_shared_link", "opening a shared link", P.INVITE, INVITING),
    act_address("grading:close_shared_link", "closing one", P.INVITE),
    act_address("grading:coordinator", "naming a group's coordinator", P.INVITE, CHOOSING),
    act_address("grading:remind_all", "reminding all", P.INVITE, GRADING),
    act_address("grading:remind", "reminding one", P.INVITE, GRADING),
    act_address("grading:renew_invitation", "a fresh link", P.INVITE),
    act_address("grading:revoke_invitation", "withdrawing an invitation", P.INVITE, CHOOSING),
    read_address("grading:declarations", "declared interests", P.RUN_GRADING),
    act_address("grading:allow_staff", "allowing staff", P.RUN_GRADING),
    act_address("grading:declaration", "deciding on an interest", P.RUN_GRADING),
    act_address(
        "grading:group_declaration", "deciding on a whole group's tie", P.RUN_GRADING, GRADING
    ),
    read_address("grading:about_graders", "what graders need", P.RUN_GRADING),
    read_address("grading:heard", "who is not heard yet", P.INVITE),
    read_address("grading:heard_file", "the same as CSV", P.INVITE),
    read_address("grading:questions", "questions from graders", P.RUN_GRADING),
    act_address("grading:answer_question", "answering one", P.RUN_GRADING, GRADING),
    read_address("grading:changed_evidence", "evidence changed while grading", P.RUN_GRADING),
    act_address("grading:change_in_grading", "changing evidence then", P.RUN_GRADING, GRADING),
    act_address("grading:add_in_grading", "adding evidence then", P.RUN_GRADING, GRADING),
    act_address("grading:opening", "opening grading", P.RUN_GRADING, PREPARING),
    act_address("grading:closing", "closing grading", P.RUN_GRADING, GRADING),
    act_address("grading:extend_closing", "a later closing date", P.RUN_GRADING, GRADING),
    act_address("grading:reopening", "opening it again", P.RUN_GRADING, RECONCILING),
    read_address("grading:reply", "where views differ, and the replies", P.VIEW_RECONCILIATION),
    act_address(
        "grading:ask_for_reply", "beginning the right of reply", P.RUN_GRADING, RECONCILING
    ),
    act_address("grading:no_reply", "saying there is no reply", P.RUN_GRADING, RECONCILING),
    act_address("grading:write_reply", "writing a reply", P.RUN_GRADING, RECONCILING),
    act_address("grading:send_replies", "sending the replies", P.RUN_GRADING, RECONCILING),
    read_address("grading:meetings", "what meetings agreed", P.VIEW_RECONCILIATION),
    act_address("grading:record_meeting", "recording one", P.RUN_GRADING, RECONCILING),
    act_address("grading:take_meeting_back", "taking it back", P.RUN_GRADING, RECONCILING),
    read_address("grading:reconciliation", "how grades were reached", P.VIEW_RECONCILIATION),
    act_address("grading:let_stand", "saying why a hint can stand", P.RUN_GRADING, RECONCILING),
    act_address(
        "grading:sign_off", "signing off", P.SIGN_OFF, RECONCILING, reads=P.VIEW_RECONCILIATION
    ),
    act_address("grading:send_back", "sending back", P.SIGN_OFF, AGREED),
)
