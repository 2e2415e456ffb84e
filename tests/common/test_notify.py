"""Sending by GOV.UK Notify, against a server of our own that answers as it does."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from edsportal.common.outbox import MessageKind, OutgoingMessage, queue_message
from edsportal.common.outbox.delivery import deliver
from edsportal.environment import BadEnvironment, read_environment

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"test-key-{SERVICE}-{SECRET}"
NOBODY = 0  # Hangs up without an answer.


class Notify(HTTPServer):
    """Keeps what it was sent and answers with ``code``."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.code = 201
        self.asked: list[tuple[str, str, dict[str, object]]] = []


class Answer(BaseHTTPRequestHandler):
    server: Notify

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Authorization"], content))
        if self.server.code != NOBODY:
            self.send_response(self.server.code)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def notify(db: None, settings: object) -> Iterator[Notify]:
    settings.EMAIL_BACKEND = "edsportal.common.mail_backends.notify.EmailBackend"
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE_ID = KEY, "template-1"
    with Notify() as server:
        settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def send() -> OutgoingMessage:
    message = queue_message(
        kind=MessageKind.INVITATION, to="sam@example.org", subject="Hello", body="A ((link))\n"
    )
    deliver(message.pk)
    message.refresh_from_db()
    return message


def unpacked(part: str) -> dict[str, object]:
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_it_asks_as_the_service_wants_to_be_asked(notify: Notify, time_machine: object) -> None:
    time_machine.move_to("2026-03-02T10:00:00Z", tick=False)
    message = send()
    assert message.status == "sent"
    [(path, authorisation, content)] = notify.asked
    assert path == "/v2/notifications/email"
    assert content == {
        "email_address": "sam@example.org",
        "template_id": "template-1",
        "personalisation": {"subject": "Hello", "body": "A ((link))\n"},
        "reference": message.message_id,
    }
    head, claims, signature = authorisation.removeprefix("Bearer ").split(".")
    assert unpacked(head) == {"typ": "JWT", "alg": "HS256"}
    assert unpacked(claims) == {"iss": SERVICE, "iat": 1772445600}
    signed = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "=") == signed


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (400, "refused"),
        (403, "queued"),
        (429, "queued"),
        (500, "queued"),
        (503, "queued"),
        (NOBODY, "in_doubt"),
    ],
)
def test_what_each_answer_means(notify: Notify, code: int, status: str) -> None:
    notify.code = code
    message = send()
    assert message.status == status
    assert "sam@" not in message.error


def test_nobody_there_is_worth_another_try(db: None, settings: object) -> None:
    settings.EMAIL_BACKEND = "edsportal.common.mail_backends.notify.EmailBackend"
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE_ID = KEY, "template-1"
    with Notify() as gone:
        settings.NOTIFY_URL = f"http://127.0.0.1:{gone.server_port}"
    assert send().status == "queued"


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"NOTIFY_API_KEY": KEY}, "go together"),
        ({"NOTIFY_TEMPLATE_ID": "x"}, "go together"),
        ({"NOTIFY_API_KEY": SECRET, "NOTIFY_TEMPLATE_ID": "x"}, "too short"),
        (
            {"NOTIFY_API_KEY": KEY, "NOTIFY_TEMPLATE_ID": "x", "EMAIL_URL": "smtp://mail"},
            "two ways",
        ),
    ],
)
def test_half_a_setting_stops_the_start(
    variables: dict[str, str], told: str, tmp_path: object
) -> None:
    with pytest.raises(BadEnvironment, match=told):
        read_environment(variables, base_dir=tmp_path)


def test_whole_settings_are_taken(tmp_path: object) -> None:
    settings = {"NOTIFY_API_KEY": KEY, "NOTIFY_TEMPLATE_ID": "x"}
    read = read_environment(settings, base_dir=tmp_path)
    assert (read.notify_api_key, read.notify_template_id) == (KEY, "x")
