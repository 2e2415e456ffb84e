"""Sending one plain-text message. Callers do it after their transaction has committed."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send_plain(*, template: str, words: Mapping[str, Any], subject: str, to: str) -> bool:
    """Send ``template`` filled with ``words``; True only when the mail server took it.

    A mail server that is down or refuses never undoes what the message tells of, so the
    failure is logged (without the address, which is a person's) and answered with False.
    """
    message = EmailMessage(
        subject=" ".join(subject.split()), body=render_to_string(template, dict(words)), to=[to]
    )
    try:
        return message.send() == 1
    except (OSError, ValueError):
        # OSError covers smtplib's errors; ValueError is a header Django refuses to write.
        logger.exception("The mail server did not take a message made from %s", template)
        return False
