"""Who may still be let in or kept out: nobody, once the grades could be seen."""

from django.utils.translation import gettext as _

from grading.domain.workflow import State
from grading.models import Assessment
from grading.selectors.declared_interest import results_seen_at

INVITING = (State.PREPARING, State.GRADING)


def why_nobody_new(assessment: Assessment) -> str:
    """Why no new voice may come in, in words; "" while one may. One query.

    Whoever has seen the grades must not choose who else is heard (docs/scoring.md, "Who is heard").
    """
    if assessment.state not in INVITING:
        return _("Grading is over for this assessment, so nobody new can be invited.")
    return nobody_new_words() if results_seen_at(assessment) is not None else ""


def nobody_new_words() -> str:
    """The reason, for whoever has asked already."""
    return _(
        "Grading was closed once and the grades could be seen. So only people who were asked "
        "before that can answer now, and nobody new can take part."
    )


def grades_are_known(assessment: Assessment) -> bool:
    """Whether a lead may know the grades while they can still change; one query at most."""
    return assessment.state != State.PUBLISHED and results_seen_at(assessment) is not None


def why_not_withdrawn(assessment: Assessment) -> str:
    """Why no invitation is withdrawn now, in words; "" while it may be. One query at most."""
    if not grades_are_known(assessment):
        return ""
    return _(
        "Grading has closed and the grades can be seen. So no invitation can be withdrawn until "
        "the report is published: people must be able to answer a reply, say no to what a meeting "
        "is said to have agreed, and change their answer if grading opens again."
    )
