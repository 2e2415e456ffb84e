"""Who may be invited to grade, in words for the lead who invites."""

from django.utils.translation import gettext as _

from edsportal.common.errors import InvalidInput, NotNow, Problem
from grading.models import Assessment, Grader, Participation
from grading.selectors.new_voices import why_nobody_new
from stakeholders.domain.kinds import LocalInterestKind
from stakeholders.models import LocalInterest
from stakeholders.selectors.local_interest import barred_role_of


def require_may_be_invited(
    *, assessment: Assessment, local_interest: LocalInterest, email: str
) -> None:
    """Raise unless a person of this address may be invited for ``local_interest`` now.

    `NotNow`: the assessment is past grading, its grades were seen, or the group stood down.
    `InvalidInput`: the group is another organisation's or has nothing to grade
    (docs/scoring.md, "Who is heard"), the person has no address, works for the organisation, or
    has a valid invitation for this group.
    """
    require_group_may_be_invited(assessment=assessment, local_interest=local_interest)
    _require_person(assessment, local_interest, email)


def require_group_may_be_invited(*, assessment: Assessment, local_interest: LocalInterest) -> None:
    """The part of it that asks nothing of a person. Raises as `require_may_be_invited`."""
    if reason := why_nobody_new(assessment):
        raise NotNow(reason)
    organisation = assessment.organisation
    if local_interest.organisation_id != organisation.pk:
        raise InvalidInput(
            [
                Problem(
                    "local_interest",
                    _("This group is not in your list."),
                    _("Add it to your list first."),
                )
            ]
        )
    if Participation.objects.filter(
        assessment=assessment, local_interest=local_interest, stood_down_at__isnull=False
    ).exists():
        raise NotNow(
            _("%(group)s has stood down from this grading.") % {"group": local_interest.name}
        )
    if not _can_grade_something(assessment, LocalInterestKind(local_interest.kind)):
        problem = _(
            "In this edition, groups of the kind “%(kind)s” grade none of the outcomes in scope."
        ) % {"kind": local_interest.get_kind_display()}
        raise InvalidInput([Problem("local_interest", problem, _("Invite another kind of group."))])


def _can_grade_something(assessment: Assessment, kind: LocalInterestKind) -> bool:
    codes = assessment.assessed_outcomes.filter(in_scope=True).values_list(
        "outcome_code", flat=True
    )
    return any(kind in assessment.entitled_kinds(code) for code in set(codes))


def _require_person(assessment: Assessment, local_interest: LocalInterest, email: str) -> None:
    if not email:
        # People of a shared link have none, and must not be taken for one another.
        problem = _("An e-mail address is missing.")
        raise InvalidInput([Problem("email", problem, _("Enter the person's e-mail address."))])
    if role := barred_role_of(email=email, organisation=assessment.organisation):
        problem = _(
            "This person works for %(organisation)s as: %(role)s. They cannot grade it."
        ) % {
            "organisation": assessment.organisation.name,
            "role": role,
        }
        raise InvalidInput([Problem("email", problem, _("Invite somebody from outside."))])
    if Grader.objects.filter(
        participation__assessment=assessment,
        participation__local_interest=local_interest,
        invitation__email__iexact=email,
        invitation__revoked_at=None,
    ).exists():
        problem = _("This address has already been invited for %(group)s.") % {
            "group": local_interest.name
        }
        raise InvalidInput([Problem("email", problem, _("Send that person a new link instead."))])
