"""What needs no account."""

from edsportal.access.addresses.kinds import public_address

PUBLIC = (
    public_address("reports:front", "published grades"),
    public_address("reports:report", "a published report"),
    public_address("reports:rendition", "its file"),
    public_address("reports:report_version", "one version of a report"),
    public_address("reports:rendition_version", "its file"),
    public_address("grading:assessment-schema", "the interchange format"),
    public_address("stakeholders:privacy", "words about privacy"),
    public_address("stakeholders:privacy_of", "an organisation's words about privacy"),
    public_address("health", "whether the portal is up"),
    public_address("stakeholders:demo_sign_in", "demonstration sign-in", in_production=False),
    public_address("design:components", "gallery of components", in_production=False),
    public_address("mailbox", "mail written to the folder", in_production=False),
)

COMING_IN = (
    public_address("grading:enter", "a grader's link"),
    public_address("grading:decline_by_link", "saying no by a grader's link"),
    public_address("grading:join", "a group's shared link"),
    public_address("grading:code", "a grader's code"),
    public_address("grading:fresh_link", "asking for a fresh link"),
    public_address("grading:fresh_link_asked", "after asking"),
    public_address("grading:stop_reminders", "stopping reminders"),
    public_address("grading:removed", "after a grader removed themselves"),
    public_address("stakeholders:join", "a link to join as staff"),
    public_address("account_login", "sign in"),
    public_address("account_logout", "sign out"),
    public_address("account_inactive", "a closed account"),
    public_address("account_signup", "that nobody signs up"),
    public_address("account_email_verification_sent", "after a mail was sent"),
    public_address("account_confirm_email", "a link from a mail"),
    public_address("account_reset_password", "a forgotten password"),
    public_address("account_reset_password_done", "after asking for a new one"),
    public_address("account_reset_password_from_key", "a new password"),
    public_address("account_reset_password_from_key_done", "after setting it"),
    public_address("account_request_login_code", "asking for a code"),
    public_address("account_confirm_login_code", "typing the code"),
    public_address("mfa_authenticate", "the second step"),
    public_address("mfa_login_webauthn", "sign in with a passkey"),
    public_address("openid_connect_login", "sign in at one's organisation"),
    public_address("openid_connect_callback", "coming back from there"),
    public_address("socialaccount_login_cancelled", "stopping there"),
    public_address("socialaccount_login_error", "when that fails"),
)
