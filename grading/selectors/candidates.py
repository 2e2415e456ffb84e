"""Reading who might be invited to an assessment: the directory's contacts, and last time's people.

Each list costs the same queries however long it is. Whether somebody may be invited is asked
once more, of what then holds, when they are (`services.invitation_rules`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from grading.models import Assessment, DeclaredInterest, Grader
from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.models import LocalInterest
from stakeholders.selectors.local_interest import barred_addresses, local_interests_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person to invite for a group; ``why_not`` says why that is not possible, "" if it is."""

    interest: LocalInterest
    name: str
    email: str
    language: str = ""
    format: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class LastTime:
    """The newest earlier assessment, its people, and groups of it that nobody can be written to."""

    assessment: Assessment
    people: tuple[Candidate, ...]
    without_address: tuple[str, ...]


def directory_contacts(assessment: Assessment) -> list[Candidate]:
    """The contact of each group in the directory that has one, by the group's name."""
    groups = local_interests_of(assessment.organisation).exclude(contact_email="")
    return _sifted(assessment, [_contact_of(group) for group in groups])


def groups_without_contact(assessment: Assessment) -> list[str]:
    """Names of groups in the directory whose contact has no address; one query."""
    groups = local_interests_of(assessment.organisation).filter(contact_email="")
    return list(groups.values_list("name", flat=True))


def people_of_last_time(assessment: Assessment) -> LastTime | None:
    """Everyone who took part in the organisation's newest earlier assessment; None without one.

    Taking part: invited, not withdrawn or removed, and neither they nor their group said no.
    Of a group that came from a file, its contact in the directory stands for its people.
    """
    earlier = (
        Assessment.objects.filter(organisation=assessment.organisation, year__lt=assessment.year)
        .select_related("framework", "organisation")
        .order_by("-year", "-created_at")
        .first()
    )
    if earlier is None:
        return None
    rows = (
        Grader.objects.filter(
            Q(invitation=None) | Q(invitation__revoked_at=None),
            participation__assessment=earlier,
            participation__stood_down_at=None,
            declined_at=None,
        )
        .exclude(declared_interest__decision=DeclaredInterest.Decision.STAND_DOWN)
        .select_related("invitation", "participation__local_interest")
        .order_by("participation__local_interest__name", "pk")
    )
    people = dict[tuple[int, str], Candidate]()
    unreachable = dict[int, str]()
    for grader in rows:
        person, interest = _person_of(grader), grader.participation.local_interest
        if person.email:
            people.setdefault((interest.pk, person.email.casefold()), person)
        else:
            unreachable[interest.pk] = interest.name
    reached = {group for group, _address in people}
    without = tuple(name for group, name in unreachable.items() if group not in reached)
    return LastTime(earlier, tuple(_sifted(assessment, list(people.values()))), without)


def _contact_of(group: LocalInterest) -> Candidate:
    return Candidate(
        interest=group,
        name=group.contact_name or group.name,
        email=group.contact_email,
        language=group.preferred_language,
        format=group.preferred_format,
    )


def _person_of(grader: Grader) -> Candidate:
    invitation, interest = grader.invitation, grader.participation.local_interest
    if invitation is None:
        return _contact_of(interest)
    return Candidate(
        interest, invitation.name, invitation.email, invitation.language, invitation.format
    )


def invited_already(assessment: Assessment) -> dict[tuple[int, str], bool]:
    """Whether the invitation still holds, by group and address without capitals; one query."""
    rows = Grader.objects.filter(
        participation__assessment=assessment, invitation__isnull=False
    ).values_list("participation__local_interest", "invitation__email", "invitation__revoked_at")
    return {(group, email.casefold()): revoked is None for group, email, revoked in rows}


def _sifted(assessment: Assessment, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same people with the reason against each; four queries."""
    invited = invited_already(assessment)
    barred = barred_addresses(assessment.organisation)
    stood_down = set(
        assessment.participations.filter(stood_down_at__isnull=False).values_list(
            "local_interest", flat=True
        )
    )
    codes = set(
        assessment.assessed_outcomes.filter(in_scope=True).values_list("outcome_code", flat=True)
    )
    entitled = {kind for code in codes for kind in assessment.entitled_kinds(code)}

    def why_not(person: Candidate) -> str:
        key = (person.interest.pk, person.email.casefold())
        reasons = (
            (invited.get(key) is True, _("Has been invited already.")),
            (
                invited.get(key) is False,
                _("The invitation was withdrawn. Invite them by hand to let them back in."),
            ),
            (person.interest.pk in stood_down, _("The group has stood down from this grading.")),
            (
                LocalInterestKind(person.interest.kind) not in entitled,
                _("Groups of this kind grade nothing that is in scope."),
            ),
            (
                person.email.casefold() in barred,
                _("This person works for the organisation, so they cannot grade it."),
            ),
        )
        return next((words for holds, words in reasons if holds), "")

    return [
        Candidate(one.interest, one.name, one.email, one.language, one.format, why_not=why_not(one))
        for one in candidates
    ]
