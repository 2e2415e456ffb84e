"""Django's SMTP backend, which also knows whether a lost connection leaves a message in doubt."""

import smtplib
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend as DjangosBackend
from django.utils.translation import gettext as _

from edsportal.common.outbox.failures import MailFailure, Verdict


class _KnowsItsStage(smtplib.SMTP):
    """Remembers that the text itself was on its way: from then on silence means doubt."""

    handing_over = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.handing_over = True
        return super().data(msg)


class _KnowsItsStageOverTLS(_KnowsItsStage, smtplib.SMTP_SSL):
    pass


class EmailBackend(DjangosBackend):
    """Raises `MailFailure` "in doubt" when the server fell silent after the text was sent."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _KnowsItsStageOverTLS if self.use_ssl else _KnowsItsStage

    def _send(self, email_message: EmailMessage) -> bool:
        connection = self.connection
        try:
            return bool(super()._send(email_message))  # type: ignore[misc]  # not in the stubs
        except (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError) as error:
            if getattr(connection, "handing_over", False):
                words = _("The mail server fell silent while it was taking the message.")
                raise MailFailure(Verdict.IN_DOUBT, words) from error
            raise
