"""An organisation's own words for its messages."""

from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from edsportal.common.outbox import MessageKind
from edsportal.common.stamp import require_unchanged, stamp_of
from stakeholders.domain.mail_template import unfit_places
from stakeholders.domain.message_places import EVERYWHERE, PLACES
from stakeholders.models import MailTemplate, Organisation, User
from stakeholders.permissions import Permission, require
from stakeholders.selectors.mail_template import Words, standard_words, words_of

LONGEST = 10_000


@transaction.atomic
def save_mail_template(
    *,
    organisation: Organisation,
    kind: MessageKind,
    language: str,
    subject: str,
    body: str,
    seen: str | None = None,
    by: User,
) -> None:
    """Have messages of ``kind`` in ``language`` say this from now on; those waiting keep theirs.

    The standard words take the organisation's own away. ``seen`` is the `words_stamp` the form
    was opened with. Raises `NotPermitted`, `Clash`, or `InvalidInput` naming ``subject`` or
    ``body`` (see `problems_with`).
    """
    require(by, Permission.WRITE_MESSAGES, organisation)
    subject, body = " ".join(subject.split()), _plain(body)
    if problems := problems_with(kind, subject=subject, body=body):
        raise InvalidInput(problems)
    standard = standard_words(kind, language)
    mine = MailTemplate.objects.filter(organisation=organisation, kind=kind, language=language)
    now = mine.first() or standard
    if (now.subject, now.body) == (subject, body):
        return
    _require_unchanged(organisation, kind, language, seen=seen)
    if (subject, body) == (standard.subject, standard.body):
        mine.delete()
    else:
        MailTemplate.objects.update_or_create(
            organisation=organisation,
            kind=kind,
            language=language,
            defaults={"subject": subject, "body": body},
        )
    _record(organisation, kind, language, by=by)


@transaction.atomic
def use_standard_words(
    *,
    organisation: Organisation,
    kind: MessageKind,
    language: str,
    seen: str | None = None,
    by: User,
) -> None:
    """Go back to the portal's words.

    Raises `NotPermitted`, or `Clash` (see `save_mail_template`).
    """
    require(by, Permission.WRITE_MESSAGES, organisation)
    _require_unchanged(organisation, kind, language, seen=seen)
    gone, _models = MailTemplate.objects.filter(
        organisation=organisation, kind=kind, language=language
    ).delete()
    if gone:
        _record(organisation, kind, language, by=by)


def words_stamp(words: Words) -> str:
    """Stands for the words a form was opened with."""
    return stamp_of(words.subject, words.body)


def _require_unchanged(
    organisation: Organisation, kind: MessageKind, language: str, *, seen: str | None
) -> None:
    # There may be no row of words to lock, so two writers meet at the organisation's.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    require_unchanged(words_stamp(words_of(organisation, kind, language)), seen=seen)


def problems_with(kind: MessageKind, *, subject: str, body: str) -> list[Problem]:
    """Everything that keeps these words from being used, each with its field and its mend."""
    places = PLACES[kind]
    problems = _unfit("subject", subject, allowed=EVERYWHERE, required=())
    problems += _unfit("body", body, allowed=places.allowed, required=places.required)
    if len(body) > LONGEST:
        too_long = _("Use %(most)d characters or fewer.") % {"most": LONGEST}
        problems.append(Problem("body", too_long, ""))
    return problems


def _unfit(
    field: str, text: str, *, allowed: tuple[str, ...], required: tuple[str, ...]
) -> list[Problem]:
    known = ", ".join(f"(({name}))" for name in allowed)
    problems = []
    for place in unfit_places(text, allowed=allowed, required=required):
        named = {"place": f"(({place.name}))", "known": known}
        if place.missing:
            words = Problem(field, _("The message must hold %(place)s.") % named, _("Put it back."))
        else:
            mend = _("You can use: %(known)s.") % named
            words = Problem(field, _("Nothing is known to fill %(place)s with.") % named, mend)
        problems.append(words)
    return problems


def _plain(body: str) -> str:
    return body.replace("\r\n", "\n").replace("\x00", "").strip() + "\n"


def _record(organisation: Organisation, kind: MessageKind, language: str, *, by: User) -> None:
    record(
        Event.MESSAGE_WORDS_CHANGED,
        by=by,
        organisation=organisation.ods_code,
        subject=organisation,
        kind=kind.value,
        language=language,
    )
