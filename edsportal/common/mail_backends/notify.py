"""Sending by GOV.UK Notify. One template there is enough: ((subject)) and ((body)).

Its own client library brings a package without a wheel; this is the part of it we need.
Source: https://docs.notifications.service.gov.uk/rest-api.html (read 2026-11).
"""

import base64
import hashlib
import hmac
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from edsportal.common.outbox.failures import MailFailure, Verdict

UUID_LENGTH = 36
BAD_REQUEST = 400


def token(api_key: str, *, now: int) -> str:
    """The signed token of one call: HS256, made from the two identifiers a key ends with."""
    service, secret = api_key[-2 * UUID_LENGTH - 1 : -UUID_LENGTH - 1], api_key[-UUID_LENGTH:]
    head = _encoded(json.dumps({"typ": "JWT", "alg": "HS256"}).encode())
    claims = _encoded(json.dumps({"iss": service, "iat": now}).encode())
    signed = f"{head}.{claims}"
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(signature)}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class EmailBackend(BaseEmailBackend):
    """One call for each message; the sender's address is set at Notify."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for address in message.recipients():
                _post(message, address)
        return len(email_messages)


def _post(message: EmailMessage, address: str) -> None:
    content = {
        "email_address": address,
        "template_id": settings.NOTIFY_TEMPLATE_ID,
        "personalisation": {"subject": message.subject, "body": message.body},
        "reference": message.extra_headers.get("Message-ID", ""),
    }
    request = urllib.request.Request(  # noqa: S310  # the address is a setting, never typed
        f"{settings.NOTIFY_URL}/v2/notifications/email",
        data=json.dumps(content).encode(),
        headers={
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token(settings.NOTIFY_API_KEY, now=int(time.time()))}",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=settings.EMAIL_TIMEOUT) as answer:  # noqa: S310
            answer.read()
    except urllib.error.HTTPError as error:
        raise _refusal(error.code) from error
    except urllib.error.URLError:
        raise  # The call did not get through: worth another try.
    except (OSError, http.client.HTTPException) as error:
        words = _("GOV.UK Notify fell silent while it was taking the message.")
        raise MailFailure(Verdict.IN_DOUBT, words) from error


def _refusal(code: int) -> MailFailure:
    """400 is about this message. A wrong key (403), too many calls (429) or their fault is not."""
    if code == BAD_REQUEST:
        return MailFailure(Verdict.REFUSED, _("GOV.UK Notify refused it (answer 400)."))
    words = _("GOV.UK Notify asked to try later (answer %(code)d).") % {"code": code}
    return MailFailure(Verdict.LATER, words)
