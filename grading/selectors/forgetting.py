"""Finding a person everywhere, to remove them."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Max, Q, QuerySet

from grading.domain.workflow import State
from grading.models import Grader, Transition
from stakeholders.models import Invitation, LocalInterest, User
from stakeholders.models.joining import JoiningInvitation


def members_called(email: str) -> QuerySet[User]:
    """The account of this address, locked; capitals make no difference."""
    return User.objects.select_for_update().filter(email__iexact=email.strip(), forgotten_at=None)


def invitations_to(email: str) -> QuerySet[Invitation]:
    """Invitations of every organisation to this address, withdrawn ones too, locked."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "local_interest__organisation"
    )
    # People of a shared link have no address: an empty one is nobody's, not all of theirs.
    known = rows.exclude(email="")
    return known.filter(email__iexact=email.strip(), forgotten_at=None).order_by("pk")


def joining_invitations_of(email: str, users: Collection[User]) -> QuerySet[JoiningInvitation]:
    """Invitations to join sent to this address, and those by which these people joined, locked."""
    rows = JoiningInvitation.objects.select_for_update(of=("self",)).select_related("organisation")
    theirs = Q(email__iexact=email.strip()) | Q(membership__user__in=users)
    return rows.filter(theirs).order_by("pk")


def groups_reached_at(email: str) -> QuerySet[LocalInterest]:
    """Local interests whose contact has this address, of every organisation, locked."""
    rows = LocalInterest.objects.select_for_update(of=("self",)).select_related("organisation")
    known = rows.exclude(contact_email="")
    return known.filter(contact_email__iexact=email.strip()).order_by("pk")


def graders_of(invitation: Invitation) -> QuerySet[Grader]:
    """Who answers by this invitation: one person, or nobody yet."""
    return Grader.objects.filter(invitation=invitation)


def invitations_past(published_before: dt.datetime) -> QuerySet[Invitation]:
    """Invitations to what was last published before then, whose person is still named."""
    last_published = (
        Transition.objects.filter(to_state=State.PUBLISHED)
        .values("assessment")
        .annotate(last=Max("at"))
        .filter(last__lt=published_before)
        .order_by()
        .values("assessment")
    )
    return (
        Invitation.objects.filter(
            forgotten_at=None,
            grader__participation__assessment__in=last_published,
            grader__participation__assessment__state=State.PUBLISHED,
        )
        .select_related("local_interest__organisation")
        .order_by("pk")
    )
