"""Making organisations, changing what is held of them, and linking commissioners to providers."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from edsportal.common.actors import Actor
from edsportal.common.audit import Event, record
from edsportal.common.errors import InvalidInput, Problem
from edsportal.common.public_stamp import touch_public
from edsportal.common.stamp import require_unchanged, stamp_of
from stakeholders.models import CommissionerLink, Organisation, User
from stakeholders.permissions import require_platform_administrator

CHANGEABLE = ("name", "region", "place", "may_use_nhs_logo", "suppress_below")


@transaction.atomic
def create_organisation(
    *,
    ods_code: str,
    name: str,
    kind: str,
    region: str = "",
    place: str = "",
    is_fictional: bool = False,
    by: Actor,
) -> Organisation:
    """Register an NHS body. `kind` is ``provider`` or ``commissioner``.

    Raises Django's `ValidationError` for a malformed or taken ODS code.
    """
    organisation = Organisation(
        ods_code=ods_code,
        name=name,
        kind=kind,
        region=region,
        place=place,
        is_fictional=is_fictional,
    )
    organisation.full_clean()
    organisation.save()
    record(
        Event.ORGANISATION_CREATED, by=by, organisation=ods_code, subject=organisation, name=name
    )
    return organisation


@transaction.atomic
def get_or_create_organisation(*, ods_code: str, name: str, kind: str, by: Actor) -> Organisation:
    """The organisation held under this code as it is, or a new one.

    What is held never changes here, whatever name and kind come with the code.
    """
    held = Organisation.objects.filter(ods_code=ods_code).first()
    return held or create_organisation(ods_code=ods_code, name=name, kind=kind, by=by)


@transaction.atomic
def register_organisation(
    *, ods_code: str, name: str, kind: str, region: str, place: str = "", by: User
) -> Organisation:
    """`create_organisation` by an administrator. Raises `NotPermitted` or `InvalidInput`."""
    require_platform_administrator(by)
    try:
        return create_organisation(
            ods_code=ods_code, name=name, kind=kind, region=region, place=place, by=by
        )
    except ValidationError as error:
        raise InvalidInput(_problems(error)) from error


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, seen: str | None = None, by: Actor, **fields: object
) -> bool:
    """Set ``fields`` (of `CHANGEABLE`); True when that changed any.

    Code and kind stay: reports are published under them. ``seen`` is the `organisation_stamp`
    the form was opened with. Raises `NotPermitted`, `Clash` or `InvalidInput` by field.
    """
    if isinstance(by, User):
        require_platform_administrator(by)
    organisation.refresh_from_db(from_queryset=Organisation.objects.select_for_update())
    changed = sorted(name for name, value in fields.items() if getattr(organisation, name) != value)
    if not changed:
        return False
    require_unchanged(organisation_stamp(organisation), seen=seen)
    for name in changed:
        setattr(organisation, name, fields[name])
    try:
        organisation.full_clean()
    except ValidationError as error:
        raise InvalidInput(_problems(error)) from error
    organisation.save(update_fields=changed)
    record(
        Event.ORGANISATION_CHANGED,
        by=by,
        organisation=organisation.ods_code,
        subject=organisation,
        changed=changed,
    )
    touch_public()
    return True


def organisation_stamp(organisation: Organisation) -> str:
    """Stands for what can change of an organisation, as it is now."""
    return stamp_of(*(getattr(organisation, name) for name in CHANGEABLE))


@transaction.atomic
def link_provider(*, commissioner: Organisation, provider: Organisation, by: Actor) -> bool:
    """Note that ``commissioner`` answers for ``provider``; False when that is noted already.

    Raises `NotPermitted`, or `InvalidInput` when the two are not of those kinds.
    """
    if isinstance(by, User):
        require_platform_administrator(by)
    if (commissioner.kind, provider.kind) != ("commissioner", "provider"):
        problem = _("Only a commissioner can be linked to a provider.")
        raise InvalidInput([Problem("providers", problem, "")])
    _link, made = CommissionerLink.objects.get_or_create(
        commissioner=commissioner, provider=provider
    )
    if made:
        _record_link(Event.COMMISSIONER_LINKED, commissioner, provider, by)
    return made


@transaction.atomic
def set_providers(
    *,
    commissioner: Organisation,
    providers: Iterable[Organisation],
    seen: str | None = None,
    by: User,
) -> None:
    """Make ``providers`` what ``commissioner`` answers for: link new ones, end the rest.

    ``seen`` is the `providers_stamp` the form was opened with. Raises `NotPermitted` or `Clash`.
    """
    require_platform_administrator(by)
    Organisation.objects.select_for_update().get(pk=commissioner.pk)
    wanted = list(providers)
    linked = commissioner.provider_links.values_list("provider_id", flat=True)
    if set(linked) == {provider.pk for provider in wanted}:
        return
    require_unchanged(providers_stamp(commissioner), seen=seen)
    for link in commissioner.provider_links.exclude(provider__in=wanted).select_related("provider"):
        _record_link(Event.COMMISSIONER_UNLINKED, commissioner, link.provider, by)
        link.delete()
    for provider in wanted:
        link_provider(commissioner=commissioner, provider=provider, by=by)


def providers_stamp(commissioner: Organisation) -> str:
    """Stands for the providers that a commissioner answers for now."""
    links = commissioner.provider_links.order_by("provider_id")
    return stamp_of(*links.values_list("provider_id", flat=True))


def _record_link(
    event: Event, commissioner: Organisation, provider: Organisation, by: Actor
) -> None:
    record(
        event,
        by=by,
        organisation=provider.ods_code,
        subject=provider,
        commissioner=commissioner.ods_code,
    )


def _problems(error: ValidationError) -> list[Problem]:
    return [Problem(field, " ".join(words), "") for field, words in error.message_dict.items()]
