"""One's own account."""

from edsportal.access.addresses.kinds import own_address

OWN_ACCOUNT = (
    own_address("grading:home", "one's organisations and assessments"),
    own_address("stakeholders:your_data", "one's own data"),
    own_address("stakeholders:your_data_file", "the same as a file"),
    own_address("account_page", "one's account"),
    own_address("second_factor_needed", "that a second step is needed"),
    own_address("account_email", "that the address is fixed"),
    own_address("account_reauthenticate", "is it still you"),
    own_address("account_change_password", "changing the password"),
    own_address("account_set_password", "setting a password"),
    own_address("mfa_index", "second step"),
    own_address("mfa_reauthenticate", "is it still you, by code"),
    own_address("mfa_activate_totp", "setting an app up"),
    own_address("mfa_deactivate_totp", "removing it"),
    own_address("mfa_view_recovery_codes", "recovery codes"),
    own_address("mfa_generate_recovery_codes", "new ones"),
    own_address("mfa_download_recovery_codes", "the same as a file"),
    own_address("mfa_list_webauthn", "passkeys"),
    own_address("mfa_add_webauthn", "setting one up"),
    own_address("mfa_reauthenticate_webauthn", "is it still you, by passkey"),
    own_address("mfa_remove_webauthn", "removing a passkey"),
    own_address("mfa_edit_webauthn", "renaming it"),
    own_address("usersessions_list", "where one is signed in"),
)
