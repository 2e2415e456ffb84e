"""The part of a snapshot that tells the figures of the evidence.

Only what `evidence.selectors.indicator` gives comes in here: few people are hidden already.
"""

from django.db.models import Prefetch

from evidence.domain.shown_figures import ShownMeasure
from evidence.models import EvidenceFile, EvidenceItem, Indicator
from evidence.selectors.indicator import hide_below_of, safe_measures
from grading.models import Assessment, EvidenceUse
from reports.domain.snapshot import IndicatorPart, MeasurePart

_WITH_FIGURES = Prefetch("indicators", queryset=Indicator.objects.order_by("position"))


def indicator_parts(assessment: Assessment) -> list[IndicatorPart]:
    """The figures of every item that is for everybody, by item; four queries.

    Of each the version that people graded by; none of a file that the scanner holds back.
    """
    below = hide_below_of(assessment.organisation)
    uses = _uses(assessment)
    found: list[IndicatorPart] = []
    for item, of_item in _by_item(uses).items():
        file = _graded_by(of_item[0])
        measures = safe_measures(file, hide_below=below) if file else []
        if measures:
            codes = dict.fromkeys(use.assessed_outcome.outcome_code for use in of_item)
            found.append(
                {
                    "evidence": item.title,
                    "outcomes": list(codes),
                    "measures": [_measure(measure) for measure in measures],
                }
            )
    return found


def _uses(assessment: Assessment) -> list[EvidenceUse]:
    files = EvidenceFile.objects.order_by("-version").prefetch_related(_WITH_FIGURES)
    return list(
        EvidenceUse.objects.filter(
            assessed_outcome__assessment=assessment,
            assessed_outcome__in_scope=True,
            item__visibility=EvidenceItem.Visibility.PUBLIC,
        )
        .select_related("item", "assessed_outcome", "version")
        .prefetch_related(Prefetch("item__files", queryset=files))
        .order_by("assessed_outcome__position", "pk")
    )


def _by_item(uses: list[EvidenceUse]) -> dict[EvidenceItem, list[EvidenceUse]]:
    found: dict[EvidenceItem, list[EvidenceUse]] = {}
    for use in uses:
        found.setdefault(use.item, []).append(use)
    return found


def _graded_by(use: EvidenceUse) -> EvidenceFile | None:
    """The file that was kept when grading opened; else the newest."""
    files = [file for file in use.item.files.all() if not file.held_back]
    if use.version is not None:
        files = [file for file in files if file.pk == use.version.file_id]
    return files[0] if files else None


def _measure(measure: ShownMeasure) -> MeasurePart:
    return {
        "name": measure.name,
        "better": measure.better,
        "rows": [
            {
                "group": row.group,
                "characteristic": row.characteristic,
                "overall": row.overall,
                "numerator": row.numerator,
                "denominator": row.denominator,
                "rate": row.rate,
                "hidden": row.hidden,
                "fares": "" if row.overall else measure.fares_of(row).value,
            }
            for row in measure.rows
        ],
    }
