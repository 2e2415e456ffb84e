"""The table: every address of the portal, who reads it, who acts there, and when.

An address without a row fails `tests/permissions`; docs/permissions.md is made from here.
"""

from edsportal.access.addresses.account import OWN_ACCOUNT
from edsportal.access.addresses.afterwards import AFTERWARDS
from edsportal.access.addresses.assessment import PREPARATION, RUNNING
from edsportal.access.addresses.evidence import LIBRARY
from edsportal.access.addresses.graders import GRADERS_WALK
from edsportal.access.addresses.organisation import ORGANISATIONS, PLATFORM
from edsportal.access.addresses.outside import COMING_IN, PUBLIC
from edsportal.access.addresses.workshops import WORKSHOPS, WORKSHOPS_IN

SECTIONS = {
    "Open to everyone": PUBLIC,
    "Coming in": COMING_IN,
    "Joining a workshop": WORKSHOPS_IN,
    "A grader's walk": GRADERS_WALK,
    "One's own account": OWN_ACCOUNT,
    "Preparing an assessment": PREPARATION,
    "Library of evidence": LIBRARY,
    "Running it": RUNNING,
    "Workshops, paper and telephone": WORKSHOPS,
    "Afterwards": AFTERWARDS,
    "People and organisation": ORGANISATIONS,
    "The platform": PLATFORM,
}
ADDRESSES = tuple(address for rows in SECTIONS.values() for address in rows)

__all__ = [
    "ADDRESSES",
    "AFTERWARDS",
    "GRADERS_WALK",
    "PREPARATION",
    "PUBLIC",
    "RUNNING",
    "SECTIONS",
    "WORKSHOPS",
]
