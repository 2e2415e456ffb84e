"""Questions about colleagues and joining."""

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import (
    BooleanField,
    CharField,
    Choice,
    ChoiceField,
    EmailField,
    PasswordField,
    PortalForm,
)
from stakeholders.models import Membership

Role = Membership.Role


class InviteMemberForm(PortalForm):
    """Whom to ask in, and as what."""

    name = CharField(
        label=_("Name"), missing=_("Enter the person's name"), max_length=150, autocomplete="off"
    )
    email = EmailField(
        label=_("Work e-mail address"),
        missing=_("Enter the person's e-mail address"),
        max_length=254,
        autocomplete="off",
    )
    role = ChoiceField(
        label=_("What will they do?"),
        missing=_("Choose what they will do"),
        choices=[
            Choice(
                Role.EQUALITY_LEAD,
                Role.EQUALITY_LEAD.label,
                hint=_("Runs the assessment and invites others"),
            ),
            Choice(Role.CONTRIBUTOR, Role.CONTRIBUTOR.label, hint=_("Adds evidence")),
            Choice(
                Role.BOARD_MEMBER,
                Role.BOARD_MEMBER.label,
                hint=_("Signs off the grades, or sends them back"),
            ),
            Choice(
                Role.COMMISSIONER_READER,
                Role.COMMISSIONER_READER.label,
                hint=_("Reads, and changes nothing"),
            ),
            Choice(
                Role.FACILITATOR,
                Role.FACILITATOR.label,
                hint=_("Runs workshops, and enters answers from paper and telephone"),
            ),
        ],
    )


class EndMembershipForm(PortalForm):
    """A pause before somebody loses a role."""

    sure = BooleanField(
        label=_("Yes, end this role now"), missing=_("Tick the box to end the role")
    )


class JoinForm(PortalForm):
    """What a new person may set when they join."""

    password = PasswordField(
        label=_("Password"),
        required=False,
        help_text=_(
            "At least 12 characters. Leave it empty to sign in with a code "
            "that we e-mail you each time."
        ),
        autocomplete="new-password",
    )
