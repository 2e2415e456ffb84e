"""Open data of a published report: `eds-report/1` as JSON, and the same as a table.

docs/open-data.md is the data dictionary.
"""

from typing import Any, Literal

from reports.domain.snapshot import GradedPart, OutcomePart, Snapshot

FORMAT = "eds-report/1"
MIDDLE_OF_SERVICES = "middle_of_services"
#: Fields of a part that older reports lack, or that are told only where there is something.
WHERE_THERE_IS_SOME: tuple[
    Literal["certainty", "certainty_note", "together", "meeting_dissent"], ...
] = ("certainty", "certainty_note", "together", "meeting_dissent")
TOTAL_FIELDS = ("score", "of", "graded", "outcomes", "rating")


def eds_report(snapshot: Snapshot, *, sha256: str) -> dict[str, Any]:
    """The report as `eds-report/1`; `sha256` is the snapshot's."""
    organisation = snapshot["organisation"]
    total = snapshot["total"]
    return {
        "format": FORMAT,
        "organisation": {
            "ods_code": organisation["ods_code"],
            "name": organisation["name"],
            "kind": organisation["kind"],
        },
        "framework": snapshot["framework"]["key"],
        "year": snapshot["year"],
        "version": snapshot["version"],
        "published_on": snapshot["published_on"],
        "method": snapshot["method"],
        "quorum": snapshot["quorum"],
        "outcomes": [_outcome(outcome) for outcome in snapshot["outcomes"]],
        "total": total and {name: value for name, value in total.items() if name in TOTAL_FIELDS},
        **({"indicators": snapshot["indicators"]} if "indicators" in snapshot else {}),
        **({"ways": snapshot["ways"]} if "ways" in snapshot else {}),
        "sha256": sha256,
    }


def _outcome(outcome: OutcomePart) -> dict[str, Any]:
    """An outcome graded by services has its counts in `services`; any other in itself."""
    head = {"outcome": outcome["code"], "grade": outcome["grade"], "basis": outcome["basis"]}
    if outcome["by_service"]:
        services = [{"service": part["service"], **_graded(part)} for part in outcome["parts"]]
        return {**head, "organisation_grade": None, "services": services}
    return {**head, **_graded(outcome["parts"][0]), "services": []}


def _graded(part: GradedPart) -> dict[str, Any]:
    return {
        "grade": part["grade"],
        "basis": part["basis"],
        "view_from": part["view_from"],
        "organisation_grade": part["organisation_grade"],
        "local_interests": part["local_interests"],
        "tally": part["tally"],
        "dissenting": len(part["dissent"]),
        **{name: part[name] for name in WHERE_THERE_IS_SOME if name in part},
    }
