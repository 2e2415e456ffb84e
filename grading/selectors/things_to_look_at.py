"""Reading an assessment's results for what is worth a second look."""

from collections import defaultdict

from grading.domain.reconciliation import Basis, Reconciliation
from grading.domain.results import AssessmentResults, PartResult
from grading.domain.things_to_look_at import PartFacts, Thing, things_to_look_at
from grading.domain.trace import TraceCode
from grading.models import Assessment, EvidenceUse, LetStand, SignedTotal
from grading.selectors.faring_well import Named
from stakeholders.domain.characteristics import ProtectedCharacteristic

NINE = tuple(group.value for group in ProtectedCharacteristic)


def things_in(assessment: Assessment, results: AssessmentResults, named: Named) -> list[Thing]:
    """Every hint about these results; two queries."""
    covered = _covered(assessment)
    keys = results.edition.scale.keys
    signed = SignedTotal.objects.filter(assessment=assessment).order_by("-pk").first()
    return things_to_look_at(
        [
            _facts(part, covered[part.pk or 0], named)
            for part in results.parts
            if part.basis not in {Basis.OUT_OF_SCOPE, Basis.AS_PUBLISHED}
        ],
        lowest=keys[0],
        highest=keys[-1],
        high=keys[len(keys) // 2 :],
        signed_total=signed.total if signed else "",
        total=plain_total(results),
    )


def plain_total(results: AssessmentResults) -> str:
    """The result in numbers that are the same in every language: "21/33", or "9/11" graded."""
    total = results.total
    if total and total.score is not None:
        return f"{total.score}/{total.of}"
    return f"{results.graded}/{len(results.outcomes)}"


def reasons_given(assessment: Assessment) -> dict[str, str]:
    """What the lead said, by the key of the hint; one query."""
    return dict(LetStand.objects.filter(assessment=assessment).values_list("key", "reason"))


def _covered(assessment: Assessment) -> dict[int, set[str]]:
    rows = EvidenceUse.objects.filter(
        assessed_outcome__assessment=assessment, item__characteristics__isnull=False
    ).values_list("assessed_outcome_id", "item__characteristics__key")
    found: dict[int, set[str]] = defaultdict(set)
    for outcome, group in rows:
        found[outcome].add(group)
    return found


def _below_quorum(heard: Reconciliation) -> bool:
    return any(line.code is TraceCode.BELOW_QUORUM for line in heard.trace)


def _facts(part: PartResult, covered: set[str], named: Named) -> PartFacts:
    heard = part.reconciliation
    voices = heard.voices if heard else ()
    said = [groups for voice in voices for groups in named.get(part.pk or 0, {}).get(voice.key, [])]
    spoken = [set(groups) for groups in said if groups]
    most = [group for group in NINE if 2 * sum(group in each for each in spoken) > len(spoken)]
    return PartFacts(
        place=" – ".join(filter(None, (part.outcome_code, part.service_name))),
        grade=part.grade,
        groups=NINE,
        covered=frozenset(covered),
        faring_well=len(most) if spoken else None,
        too_few=len(heard.heard) if heard and _below_quorum(heard) else None,
        words=tuple((voice.answer, words) for voice in voices for words in voice.comments),
    )
