"""The developer's mailbox, and that it is nobody else's."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client

FOLDER = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture(autouse=True)
def _folder(settings: object, tmp_path: object, db: None) -> None:
    settings.EMAIL_BACKEND = FOLDER
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.DEMO_SIGN_IN = True


def test_messages_are_shown_newest_first_with_links() -> None:
    for number in (1, 2):
        body = f"Grüße {number} <b>\nhttp://127.0.0.1:8000/i/token{number}/\n"
        EmailMessage(
            subject=f"Message {number} – é", body=body, to=[f"p{number}@example.org"]
        ).send()
    shown = Client().get("/design/mail/").content.decode()
    assert shown.index("Message 2 – é") < shown.index("Message 1 – é")
    assert 'href="http://127.0.0.1:8000/i/token2/"' in shown
    assert "Grüße 1 &lt;b&gt;" in shown
    assert "p1@example.org" in shown


def test_an_empty_folder_is_no_fault() -> None:
    assert "0 messages" in Client().get("/design/mail/").content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEMO_SIGN_IN", False), ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")],
)
def test_it_is_not_there_when_links_would_be_real(
    settings: object, name: str, value: object
) -> None:
    setattr(settings, name, value)
    assert Client().get("/design/mail/").status_code == 404
