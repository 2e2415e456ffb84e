"""Reading who takes part in an assessment and how far they are. Never what they answered."""

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from edsportal.common.outbox import MessageKind, OutgoingMessage
from grading.models import Assessment, Grader, Participation


def participations_of(assessment: Assessment) -> QuerySet[Participation]:
    """Local interests taking part, each with its people, how many answers each gave and what
    became of their invitation's message; two queries."""
    people = (
        Grader.objects.select_related("invitation", "declared_interest")
        .annotate(
            answered=Count("local_grades", filter=~Q(local_grades__answer="")),
            message_status=Subquery(_invitation_messages().values("status")[:1]),
        )
        .order_by("pk")
    )
    return (
        assessment.participations.select_related("local_interest")
        .prefetch_related(Prefetch("graders", queryset=people))
        .order_by("local_interest__name")
    )


def _invitation_messages() -> QuerySet[OutgoingMessage]:
    """The messages that carried a grader's link, the newest first, inside a query of graders."""
    return OutgoingMessage.objects.filter(
        kind__in=[MessageKind.INVITATION, MessageKind.LINK_TO_ANSWERS],
        about_kind="grading.grader",
        about_pk=OuterRef("pk"),
    ).order_by("-pk")


def grader_in(assessment: Assessment, pk: int) -> Grader:
    """One invited person of this assessment. Raises `Grader.DoesNotExist` outside it."""
    return Grader.objects.select_related("invitation", "participation__local_interest").get(
        participation__assessment=assessment, invitation__isnull=False, pk=pk
    )


def interest_names(assessment: Assessment) -> dict[str, str]:
    """Names of the local interests taking part, by their short key; one query."""
    return dict(
        assessment.participations.values_list("local_interest__key", "local_interest__name")
    )
