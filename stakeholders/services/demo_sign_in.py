"""Sign-in links for the demonstration's people. Off in production (`settings.DEMO_SIGN_IN`)."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.audit import Event, record
from edsportal.common.errors import NotPermitted
from stakeholders.models import Organisation, User

SESSION_KEY = "signed_in_by_demo_link"
_signer = signing.TimestampSigner(salt="stakeholders.demo-sign-in")


def demo_token(user: User) -> str:
    """A signed token naming ``user``, for a link that `user_from_demo_token` reads."""
    return _signer.sign(str(user.pk))


def user_from_demo_token(token: str) -> User:
    """The person a demonstration link names.

    Raises `NotPermitted` where the demonstration is off, the token is not ours, or the
    person could open something real: a real organisation's people, and a platform
    administrator wherever there is a real organisation.
    """
    if not settings.DEMO_SIGN_IN:
        raise NotPermitted(_("Demonstration links are switched off here."))
    try:
        user = User.objects.get(pk=_signer.unsign(token), is_active=True)
    except (signing.BadSignature, User.DoesNotExist) as error:
        words = _("This demonstration link is not complete. Copy the whole of it.")
        raise NotPermitted(words) from error
    if _opens_something_real(user):
        raise NotPermitted(_("Demonstration links open only the demonstration's organisations."))
    return user


def _opens_something_real(user: User) -> bool:
    real = Organisation.objects.filter(is_fictional=False)
    if user.is_platform_administrator:  # Sees every organisation there is.
        return real.exists()
    return real.filter(memberships__user=user).exists()


@transaction.atomic
def record_demo_sign_in(*, by: User) -> None:
    """Note in the audit trail of each of the person's organisations that a link was used."""
    for membership in by.memberships.filter(ended_at=None).select_related("organisation"):
        record(
            Event.SIGNED_IN_BY_LINK,
            by=by,
            organisation=membership.organisation.ods_code,
            subject=by,
        )
