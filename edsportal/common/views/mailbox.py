"""The developer's mailbox: messages that were written to a folder because no mail server is set."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edsportal.common.mail_folder import SEPARATOR

FOLDER_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Message:
    """One message as a reader sees it."""

    to: str
    subject: str
    date: str
    text: str


@login_not_required
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest messages with their links.

    These links let anyone in, so the page exists only where the demonstration's sign-in
    links do, and only while mail goes to a folder.
    """
    if not settings.DEMO_SIGN_IN or settings.EMAIL_BACKEND != FOLDER_BACKEND:
        raise Http404
    found = list(messages_in(Path(settings.EMAIL_FILE_PATH)))
    context = {"messages_sent": found[:SHOWN], "number": len(found)}
    return render(request, "design/mailbox.html", context)


def messages_in(folder: Path) -> Iterator[Message]:
    """Messages in the folder, newest first."""
    files = sorted(
        folder.glob("*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True
    )
    for path in files:
        parts = [part for part in path.read_bytes().split(SEPARATOR) if part.strip()]
        yield from (_message(part) for part in reversed(parts))


def _message(raw: bytes) -> Message:
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    body = parsed.get_body(("plain",))
    return Message(
        to=str(parsed["To"] or ""),
        subject=str(parsed["Subject"] or ""),
        date=str(parsed["Date"] or ""),
        text=body.get_content() if body else "",
    )
