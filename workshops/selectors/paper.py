"""Reading paper packs."""

from django.db.models import QuerySet
from django.urls import reverse

from grading.models import Assessment, Participation
from grading.selectors.before_closing import WaitingPaper
from stakeholders.domain.invitation_token import normalise_code
from workshops.domain.paper import Typed
from workshops.models import PaperPack


def packs_with_all() -> QuerySet[PaperPack]:
    """Packs with what their rules and pages ask; one query."""
    return (
        PaperPack.objects.select_related(
            "assessment__organisation",
            "assessment__framework",
            "participation__assessment",
            "participation__local_interest",
            "typed_by",
            "counted_by",
        )
        .defer("assessment__framework__content")
        .order_by("pk")
    )


def packs_of(assessment: Assessment) -> QuerySet[PaperPack]:
    """An assessment's packs that came back: typed, counted or left out; newest first."""
    return packs_with_all().filter(assessment=assessment)


def pack_by_serial(assessment: Assessment, typed: str) -> PaperPack | None:
    """The pack of a serial as somebody typed it; one query."""
    return packs_of(assessment).filter(serial=normalise_code(typed)).first()


def typed_on(pack: PaperPack) -> dict[int, Typed]:
    """What was typed last, by assessed outcome; one query."""
    return {
        row.assessed_outcome_id: Typed(row.answer, row.comment, tuple(row.groups_faring_well))
        for row in pack.answers.all()
    }


def papers_waiting(assessment: Assessment) -> list[WaitingPaper]:
    """Papers that one person typed in, of groups that still take part; one query."""
    rows = packs_of(assessment).filter(
        typed_at__isnull=False,
        counted_at=None,
        left_out_at=None,
        participation__stood_down_at=None,
    )
    return [
        WaitingPaper(
            serial=pack.serial,
            group=pack.participation.local_interest.name,
            url=reverse("workshops:type_paper", args=[assessment.pk, pack.serial]),
        )
        for pack in rows
    ]


def groups_taking_part(assessment: Assessment) -> list[Participation]:
    """Local interests taking part that have not stood down, by name; one query."""
    rows = Participation.objects.filter(assessment=assessment, stood_down_at=None)
    found = list(rows.select_related("local_interest").order_by("local_interest__name"))
    for row in found:
        row.assessment = assessment
    return found
