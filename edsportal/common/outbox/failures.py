"""What a failed attempt to send means: refused for good, worth another try, or not known.

Words name the answer's number and never quote it: servers like to repeat the address.
"""

import smtplib
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

PERMANENT = 500


class Verdict(StrEnum):
    """What to do after a failed attempt."""

    REFUSED = "refused"  # This message will never be taken.
    LATER = "later"  # It was not taken; try again.
    IN_DOUBT = "in_doubt"  # It was handed over and nobody answered.


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed attempt, in words a member of staff may read."""

    verdict: Verdict
    words: str


class MailFailure(Exception):
    """Raised by the portal's own mail backends, which know what became of a message."""

    def __init__(self, verdict: Verdict, words: str) -> None:
        super().__init__(words)
        self.failure = Failure(verdict, words)


def failure_of(error: Exception) -> Failure:
    """Judge an exception of a mail backend.

    Only an answer about *this* message refuses it: a server that will not talk to the portal
    at all (log-in, sender, greeting) is a fault of settings, mended without losing anything.
    """
    if isinstance(error, MailFailure):
        return error.failure
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = max(code for code, _answer in error.recipients.values())
        return _answered(code, about_this_message=True)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(
            error.smtp_code, about_this_message=isinstance(error, smtplib.SMTPDataError)
        )
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return Failure(
            Verdict.REFUSED, _("The message cannot be written in a form the mail server takes.")
        )
    return Failure(Verdict.LATER, _("The mail server could not be reached."))


def _answered(code: int, *, about_this_message: bool) -> Failure:
    if code >= PERMANENT and about_this_message:
        return Failure(
            Verdict.REFUSED, _("The mail server refused it (answer %(code)d).") % {"code": code}
        )
    return Failure(
        Verdict.LATER, _("The mail server asked to try later (answer %(code)d).") % {"code": code}
    )
