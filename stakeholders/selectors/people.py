"""Reading who works for an organisation, who is asked to, and people across the platform."""

from django.db.models import Count, Q, QuerySet

from stakeholders.domain.invitation_token import hash_secret
from stakeholders.models import JoiningInvitation, Membership, Organisation, User


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Roles held now in ``organisation``, with their people, by name."""
    held = Membership.objects.filter(organisation=organisation, ended_at=None)
    return held.select_related("user").order_by("user__name", "user_id", "role")


def former_members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Roles that have ended, the latest first."""
    ended = Membership.objects.filter(organisation=organisation, ended_at__isnull=False)
    return ended.select_related("user").order_by("-ended_at")


def open_invitations_of(organisation: Organisation) -> QuerySet[JoiningInvitation]:
    """Invitations to join that are neither taken up nor withdrawn; some may be out of date."""
    return JoiningInvitation.objects.filter(
        organisation=organisation, accepted_at=None, withdrawn_at=None
    )


def joining_invitation_by_token(token: str) -> JoiningInvitation | None:
    """The invitation a link names, whatever became of it."""
    return (
        JoiningInvitation.objects.filter(token_hash=hash_secret(token))
        .select_related("organisation")
        .first()
    )


def other_leads_than(membership: Membership) -> QuerySet[Membership]:
    """Equality leads of the same organisation who may sign in, other than this person."""
    return Membership.objects.filter(
        organisation=membership.organisation_id,
        role=Membership.Role.EQUALITY_LEAD,
        ended_at=None,
        user__is_active=True,
    ).exclude(user=membership.user_id)


def organisations_open_to(user: User) -> QuerySet[Organisation]:
    """Organisations whose people ``user`` may look up: their own, or all for an administrator."""
    if user.is_platform_administrator:
        return Organisation.objects.all()
    return Organisation.objects.filter(
        memberships__user=user, memberships__ended_at=None
    ).distinct()


def organisations_found(text: str) -> QuerySet[Organisation]:
    """Organisations whose code or name holds ``text``, with how many people belong to each."""
    found = Organisation.objects.filter(Q(name__icontains=text) | Q(ods_code__iexact=text))
    current = Q(memberships__ended_at=None, memberships__isnull=False)
    return found.annotate(people=Count("memberships__user", filter=current, distinct=True))


def people_found(text: str) -> QuerySet[User]:
    """People whose name or address holds ``text``, by name; nobody for an empty text."""
    if not text:
        return User.objects.none()
    found = User.objects.filter(Q(name__icontains=text) | Q(email__icontains=text))
    return found.prefetch_related("memberships__organisation").order_by("name", "pk")


def providers_to_link() -> QuerySet[Organisation]:
    """Every provider, for the list a commissioner's providers are chosen from."""
    return Organisation.objects.filter(kind=Organisation.Kind.PROVIDER)


def person_at(email: str) -> User | None:
    """The person who signs in with this address."""
    return User.objects.filter(email__iexact=email).first()
