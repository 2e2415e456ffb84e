"""Mail servers that misbehave."""

import smtplib

from django.core.mail.backends.base import BaseEmailBackend


class Down(BaseEmailBackend):
    """Takes nothing: the connection fails."""

    def send_messages(self, email_messages: object) -> int:
        raise smtplib.SMTPConnectError(421, b"not now")
