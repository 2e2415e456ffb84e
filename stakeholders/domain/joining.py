"""How long an invitation to join an organisation works, and what its link holds."""

import secrets
from datetime import datetime, timedelta

WORKS_FOR = timedelta(days=14)


def new_token() -> str:
    """The secret part of a link: 256 random bits."""
    return secrets.token_urlsafe(32)


def end_of_link(made_at: datetime) -> datetime:
    """When a link made at ``made_at`` stops working."""
    return made_at + WORKS_FOR
