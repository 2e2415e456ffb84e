"""The table: every address of the portal, who reads it, who acts there, and when.

An address without a row fails `tests/permissions`; docs/permissions.md is made from here.
"""

from edsportal.access.rules import ALWAYS, Address, Guard
from grading.domain.workflow import State
from stakeholders.permissions import Permission as P

PREPARING = frozenset({State.PREPARING})
INVITING = frozenset({State.PREPARING, State.GRADING})
GRADING = frozenset({State.GRADING})
RECONCILING = frozenset({State.RECONCILING})
AGREED = frozenset({State.AGREED})
PUBLISHED = frozenset({State.PUBLISHED})


def _public(name: str, what: str, *, in_production: bool = True) -> Address:
    return Address(name, what, Guard.EVERYONE, in_production=in_production)


def _grader(name: str, what: str, when: frozenset[State] = GRADING) -> Address:
    return Address(name, what, Guard.GRADER, acts_for_all=True, acts_in=when)


def _own(name: str, what: str) -> Address:
    return Address(name, what, Guard.STAFF)


def _read(name: str, what: str, reads: P = P.VIEW) -> Address:
    return Address(name, what, Guard.MEMBER, reads)


def _act(
    name: str, what: str, acts: P, when: frozenset[State] = ALWAYS, *, reads: P | None = None
) -> Address:
    return Address(name, what, Guard.MEMBER, reads or acts, acts, when)


def _run(name: str, what: str, acts: P, *, reads: P | None = None) -> Address:
    return Address(name, what, Guard.MEMBER_OR_ADMINISTRATOR, reads or acts, acts)


def _platform(name: str, what: str, *, acts: bool = True) -> Address:
    return Address(name, what, Guard.ADMINISTRATOR, acts_for_all=acts)


PUBLIC = (
    _public("reports:front", "published grades"),
    _public("reports:report", "a published report"),
    _public("reports:rendition", "its file"),
    _public("reports:report_version", "one version of a report"),
    _public("reports:rendition_version", "its file"),
    _public("grading:assessment-schema", "the interchange format"),
    _public("stakeholders:privacy", "words about privacy"),
    _public("stakeholders:privacy_of", "an organisation's words about privacy"),
    _public("health", "whether the portal is up"),
    _public("stakeholders:demo_sign_in", "demonstration sign-in", in_production=False),
    _public("design:components", "gallery of components", in_production=False),
    _public("mailbox", "mail written to the folder", in_production=False),
)

COMING_IN = (
    _public("grading:enter", "a grader's link"),
    _public("grading:decline_by_link", "saying no by a grader's link"),
    _public("grading:join", "a group's shared link"),
    _public("grading:code", "a grader's code"),
    _public("grading:fresh_link", "asking for a fresh link"),
    _public("grading:fresh_link_asked", "after asking"),
    _public("grading:stop_reminders", "stopping reminders"),
    _public("grading:removed", "after a grader removed themselves"),
    _public("stakeholders:join", "a link to join as staff"),
    _public("account_login", "sign in"),
    _public("account_logout", "sign out"),
    _public("account_inactive", "a closed account"),
    _public("account_signup", "that nobody signs up"),
    _public("account_email_verification_sent", "after a mail was sent"),
    _public("account_confirm_email", "a link from a mail"),
    _public("account_reset_password", "a forgotten password"),
    _public("account_reset_password_done", "after asking for a new one"),
    _public("account_reset_password_from_key", "a new password"),
    _public("account_reset_password_from_key_done", "after setting it"),
    _public("account_request_login_code", "asking for a code"),
    _public("account_confirm_login_code", "typing the code"),
    _public("mfa_authenticate", "the second step"),
    _public("mfa_login_webauthn", "sign in with a passkey"),
    _public("openid_connect_login", "sign in at one's organisation"),
    _public("openid_connect_callback", "coming back from there"),
    _public("socialaccount_login_cancelled", "stopping there"),
    _public("socialaccount_login_error", "when that fails"),
)

GRADERS_WALK = (
    _grader("grading:walk", "a grader's questions"),
    _grader("grading:start", "before the first question"),
    _grader(
        "grading:own_code", "a new code (people who came by a shared link, others 403)", ALWAYS
    ),
    _grader("grading:decline", "saying no", INVITING),
    _grader(
        "grading:grader_people", "people brought in (a group's coordinator, others 403)", INVITING
    ),
    _grader("grading:remove_person", "removing one of them who has not answered", INVITING),
    _grader("grading:leave", "leaving"),
    _grader("grading:about_you", "before the first question: interests, consent, needs"),
    _grader("grading:check", "checking and handing in"),
    _grader("grading:receipt", "the receipt"),
    _grader("grading:take_back", "taking answers back"),
    _grader("grading:grader_evidence_file", "a file of evidence"),
    _grader("grading:grader_figures", "its figures as a table"),
    _grader("grading:question", "one question"),
    _grader("grading:your_data", "a grader's own data"),
    _grader("grading:your_data_file", "the same as a file"),
    _grader("grading:removing_myself", "removing oneself"),
)

OWN_ACCOUNT = (
    _own("grading:home", "one's organisations and assessments"),
    _own("stakeholders:your_data", "one's own data"),
    _own("stakeholders:your_data_file", "the same as a file"),
    _own("account_page", "one's account"),
    _own("second_factor_needed", "that a second step is needed"),
    _own("account_email", "that the address is fixed"),
    _own("account_reauthenticate", "is it still you"),
    _own("account_change_password", "changing the password"),
    _own("account_set_password", "setting a password"),
    _own("mfa_index", "second step"),
    _own("mfa_reauthenticate", "is it still you, by code"),
    _own("mfa_activate_totp", "setting an app up"),
    _own("mfa_deactivate_totp", "removing it"),
    _own("mfa_view_recovery_codes", "recovery codes"),
    _own("mfa_generate_recovery_codes", "new ones"),
    _own("mfa_download_recovery_codes", "the same as a file"),
    _own("mfa_list_webauthn", "passkeys"),
    _own("mfa_add_webauthn", "setting one up"),
    _own("mfa_reauthenticate_webauthn", "is it still you, by passkey"),
    _own("mfa_remove_webauthn", "removing a passkey"),
    _own("mfa_edit_webauthn", "renaming it"),
    _own("usersessions_list", "where one is signed in"),
)

PREPARATION = (
    _act("grading:start_assessment", "starting an assessment", P.PREPARE),
    _read("grading:task_list", "an assessment's task list"),
    _act("grading:settings", "settings", P.PREPARE, PREPARING, reads=P.VIEW),
    _act("grading:services", "services put forward", P.PREPARE, PREPARING, reads=P.VIEW),
    _read("grading:scope", "what is in scope"),
    _act("grading:scope_outcome", "scope of one outcome", P.PREPARE, PREPARING, reads=P.VIEW),
    _read("grading:evidence", "evidence by outcome"),
    _read("grading:coverage", "who the evidence speaks of"),
    _read("grading:coverage_file", "the same as CSV"),
    _read("grading:figures", "the figures of a file"),
    _read("grading:reading", "how much graders are asked to read"),
    _act("grading:add_evidence", "adding evidence", P.ADD_EVIDENCE, PREPARING),
    _act("grading:library", "using evidence already held", P.ADD_EVIDENCE, PREPARING),
    _act("grading:change_evidence", "changing evidence", P.ADD_EVIDENCE, PREPARING),
    _act("grading:remove_evidence", "taking evidence away", P.PREPARE, PREPARING),
    _act("grading:reuse_evidence", "using last year's evidence again", P.ADD_EVIDENCE, PREPARING),
    _read("grading:grades", "the organisation's own grades"),
    _act(
        "grading:grade",
        "the organisation's own grade of one outcome",
        P.GRADE_FOR_ORGANISATION,
        PREPARING,
        reads=P.VIEW,
    ),
    _act("grading:checklist", "checklist before opening", P.PREPARE, PREPARING, reads=P.VIEW),
    _read("evidence:file", "a file of evidence"),
)

RUNNING = (
    _read("grading:invitations", "graders and their links", P.INVITE),
    _act("grading:invite", "inviting a grader", P.INVITE, INVITING),
    _act("grading:upload_invitations", "inviting from a file", P.INVITE, INVITING),
    _act("grading:invite_several", "inviting several groups", P.INVITE, INVITING),
    _act("grading:invite_last_time", "inviting last time's people again", P.INVITE, INVITING),
    _act("grading:open_shared_link", "opening a shared link", P.INVITE, INVITING),
    _act("grading:close_shared_link", "closing one", P.INVITE),
    _act("grading:coordinator", "naming a group's coordinator", P.INVITE),
    _act("grading:remind_all", "reminding all", P.INVITE, GRADING),
    _act("grading:remind", "reminding one", P.INVITE, GRADING),
    _act("grading:renew_invitation", "a fresh link", P.INVITE),
    _act("grading:revoke_invitation", "withdrawing an invitation", P.INVITE),
    _read("grading:declarations", "declared interests", P.RUN_GRADING),
    _act("grading:allow_staff", "allowing staff", P.RUN_GRADING),
    _act("grading:declaration", "deciding on an interest", P.RUN_GRADING),
    _read("grading:about_graders", "what graders need", P.RUN_GRADING),
    _act("grading:opening", "opening grading", P.RUN_GRADING, PREPARING),
    _act("grading:closing", "closing grading", P.RUN_GRADING, GRADING),
    _act("grading:reopening", "opening it again", P.RUN_GRADING, RECONCILING),
    _read("grading:reconciliation", "how grades were reached", P.VIEW_RECONCILIATION),
    _act("grading:sign_off", "signing off", P.SIGN_OFF, RECONCILING, reads=P.VIEW_RECONCILIATION),
    _act("grading:send_back", "sending back", P.SIGN_OFF, AGREED),
)

AFTERWARDS = (
    _read("reports:work_report", "preview and report", P.VIEW_RECONCILIATION),
    _read("reports:progress", "how far the PDF is", P.VIEW_RECONCILIATION),
    _act("reports:publish", "publishing", P.PUBLISH, AGREED),
    _act("reports:correct", "correcting", P.PUBLISH, PUBLISHED),
    _act("reports:withdraw", "withdrawing a version", P.PUBLISH, PUBLISHED),
    _act("reports:try_again", "making the PDF again", P.PUBLISH, PUBLISHED),
    _read("objectives:plan", "objectives and actions"),
    _act("objectives:add_objective", "adding an objective", P.PLAN_ACTIONS),
    _act("objectives:add_action", "adding an action", P.PLAN_ACTIONS),
    _act("objectives:action_done", "marking it done", P.PLAN_ACTIONS),
)

LIBRARY = (
    _act(
        "grading:evidence_library",
        "evidence held, and groups for many items",
        P.ADD_EVIDENCE,
        reads=P.VIEW,
    ),
    _read("grading:evidence_item", "one item over the years"),
    _act("grading:add_to_library", "adding an item", P.ADD_EVIDENCE),
    _act(
        "grading:change_in_library",
        "changing an item nobody was asked to grade by",
        P.ADD_EVIDENCE,
        PREPARING,
    ),
    _act("grading:load_evidence", "adding many from a ZIP", P.ADD_EVIDENCE),
    _read("grading:export_evidence", "all of it as a ZIP", P.ADD_EVIDENCE),
)

ORGANISATIONS = (
    Address("stakeholders:people", "colleagues", Guard.MEMBER_OR_ADMINISTRATOR),
    _run("stakeholders:invite_member", "inviting a colleague", P.MANAGE_PEOPLE),
    _run("stakeholders:withdraw_joining", "withdrawing that", P.MANAGE_PEOPLE),
    _run(
        "stakeholders:end_membership",
        "ending a colleague's role (everyone ends their own)",
        P.MANAGE_PEOPLE,
    ),
    _read("grading:directory", "the list of local interests", P.INVITE),
    _act("grading:add_group", "adding a group to it", P.INVITE),
    _act("grading:change_group", "changing a group of it", P.INVITE),
    _read("stakeholders:messages", "the organisation's own messages", P.WRITE_MESSAGES),
    _act("stakeholders:message", "wording one", P.WRITE_MESSAGES),
    _act("stakeholders:standard_message", "back to the portal's words", P.WRITE_MESSAGES),
    Address("stakeholders:audit", "who did what", Guard.MEMBER_OR_ADMINISTRATOR, P.READ_AUDIT),
    _own("stakeholders:audit_home", "who did what: leads and administrators, others 403"),
    _act("stakeholders:writing_privacy", "writing words about privacy", P.WRITE_PRIVACY_TEXT),
)

PLATFORM = (
    _platform("stakeholders:organisations", "organisations", acts=False),
    _platform("stakeholders:add_organisation", "adding one"),
    _platform("stakeholders:upload_organisations", "adding many"),
    _platform("stakeholders:change_organisation", "changing one"),
    _platform("stakeholders:link_providers", "a commissioner's providers"),
    _platform("stakeholders:platform_people", "finding a person", acts=False),
)

SECTIONS = {
    "Open to everyone": PUBLIC,
    "Coming in": COMING_IN,
    "A grader's walk": GRADERS_WALK,
    "One's own account": OWN_ACCOUNT,
    "Preparing an assessment": PREPARATION,
    "Library of evidence": LIBRARY,
    "Running it": RUNNING,
    "Afterwards": AFTERWARDS,
    "People and organisation": ORGANISATIONS,
    "The platform": PLATFORM,
}
ADDRESSES = tuple(address for rows in SECTIONS.values() for address in rows)
