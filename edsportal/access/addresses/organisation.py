"""Colleagues, groups and the platform."""

from edsportal.access.addresses.kinds import (
    act_address,
    own_address,
    platform_address,
    read_address,
    run_address,
)
from edsportal.access.rules import Address, Guard
from stakeholders.permissions import Permission as P

ORGANISATIONS = (
    Address("stakeholders:people", "colleagues", Guard.MEMBER_OR_ADMINISTRATOR),
    run_address("stakeholders:invite_member", "inviting a colleague", P.MANAGE_PEOPLE),
    run_address("stakeholders:withdraw_joining", "withdrawing that", P.MANAGE_PEOPLE),
    run_address(
        "stakeholders:end_membership",
        "ending a colleague's role (everyone ends their own)",
        P.MANAGE_PEOPLE,
    ),
    read_address("grading:directory", "the list of local interests", P.INVITE),
    act_address("grading:add_group", "adding a group to it", P.INVITE),
    act_address("grading:change_group", "changing a group of it", P.INVITE),
    read_address("stakeholders:messages", "the organisation's own messages", P.WRITE_MESSAGES),
    act_address("stakeholders:message", "wording one", P.WRITE_MESSAGES),
    act_address("stakeholders:standard_message", "back to the portal's words", P.WRITE_MESSAGES),
    Address("stakeholders:audit", "who did what", Guard.MEMBER_OR_ADMINISTRATOR, P.READ_AUDIT),
    own_address("stakeholders:audit_home", "who did what: leads and administrators, others 403"),
    act_address(
        "stakeholders:writing_privacy", "writing words about privacy", P.WRITE_PRIVACY_TEXT
    ),
    run_address("reports:history", "reading a file of past grades", P.IMPORT_HISTORY),
    run_address("reports:import_history", "bringing them in", P.IMPORT_HISTORY),
    act_address(
        "stakeholders:candour", "choosing to show own grades beside the local view", P.SHOW_CANDOUR
    ),
)

PLATFORM = (
    platform_address("stakeholders:organisations", "organisations", acts=False),
    platform_address("stakeholders:add_organisation", "adding one"),
    platform_address("stakeholders:upload_organisations", "adding many"),
    platform_address("stakeholders:change_organisation", "changing one"),
    platform_address("stakeholders:link_providers", "a commissioner's providers"),
    platform_address("stakeholders:platform_people", "finding a person", acts=False),
)
