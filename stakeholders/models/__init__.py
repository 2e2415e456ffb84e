from stakeholders.models.characteristic import Characteristic
from stakeholders.models.invitation import Invitation
from stakeholders.models.joining import JoiningInvitation
from stakeholders.models.local_interest import LocalInterest
from stakeholders.models.mail_template import MailTemplate
from stakeholders.models.membership import Membership
from stakeholders.models.organisation import CommissionerLink, Organisation, Service
from stakeholders.models.user import User

__all__ = [
    "Characteristic",
    "CommissionerLink",
    "Invitation",
    "JoiningInvitation",
    "LocalInterest",
    "MailTemplate",
    "Membership",
    "Organisation",
    "Service",
    "User",
]
