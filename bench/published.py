"""Published assessments by the thousand, for measuring public pages: real shape, made-up grades.

One snapshot is built as publishing builds it; the others are copies with their own body, year,
grades and views. Their summary rows come from the portal's own `rebuild_summaries`.
"""

import copy
import datetime as dt
import random
from typing import Any

from edsportal.common.actors import Machine
from grading.models import Assessment, Framework
from grading.services.assessment import create_assessment
from reports.domain.snapshot import canonical_text, sha256_of
from reports.models import Report
from reports.services.snapshot import build_snapshot
from reports.services.summary import rebuild_summaries
from stakeholders.models import Organisation

FIRST_YEAR = 2014
EDITION = "eds2"
REGIONS = ("North East", "North West", "Midlands", "East", "London", "South East", "South West")
GRADES = ("undeveloped", "developing", "achieving", "excelling")
WEIGHTS = (1, 5, 9, 3)
MAKER = Machine("bench")


def publish_many(organisations: int, years: int, *, seed: int = 1) -> int:
    """Publish that many reports; how many there are now. The same seed makes the same grades."""
    chance = random.Random(seed)
    framework = Framework.objects.get(key=EDITION)
    bodies = _bodies(organisations)  # Those that have no report yet.
    template = _template(framework, bodies[0])
    for start in range(FIRST_YEAR, FIRST_YEAR + years):
        _one_year(f"{start}/{(start + 1) % 100:02d}", framework, bodies, template, chance)
    return rebuild_summaries()


def _bodies(number: int) -> list[Organisation]:
    """One in six is a commissioner; regions go round."""
    held = set(Organisation.objects.values_list("ods_code", flat=True))
    return Organisation.objects.bulk_create(
        Organisation(
            ods_code=f"B{n:04d}",
            name=f"Bench {n:03d} NHS Trust",
            kind="commissioner" if n % 6 == 5 else "provider",
            region=REGIONS[n % len(REGIONS)],
            place=f"Town {n:03d}",
        )
        for n in range(number)
        if f"B{n:04d}" not in held
    )


def _template(framework: Framework, body: Organisation) -> dict[str, Any]:
    assessment = create_assessment(
        organisation=body, framework=framework, year="2000/01", services=[], by=MAKER
    )
    assessment.assessed_outcomes.update(published_grade="achieving")
    snapshot = build_snapshot(assessment, version=1, published_on=dt.date(2001, 3, 31))
    return dict(snapshot)


def _one_year(
    year: str,
    framework: Framework,
    bodies: list[Organisation],
    template: dict[str, Any],
    chance: random.Random,
) -> None:
    assessments = Assessment.objects.bulk_create(
        Assessment(
            organisation=body,
            framework=framework,
            edition_sha256=framework.sha256,
            year=year,
            state="published",
        )
        for body in bodies
    )
    day = dt.date(int(year[:4]) + 1, 2, 27)
    Report.objects.bulk_create(
        _report(assessment, template, day + dt.timedelta(days=chance.randrange(4)), chance)
        for assessment in assessments
    )


def _report(
    assessment: Assessment, template: dict[str, Any], day: dt.date, chance: random.Random
) -> Report:
    snapshot = copy.deepcopy(template)
    body = assessment.organisation
    snapshot["organisation"] |= {"ods_code": body.ods_code, "name": body.name, "kind": body.kind}
    snapshot |= {"year": assessment.year, "published_on": day.isoformat(), "history": False}
    for outcome in snapshot["outcomes"]:
        _grade(outcome, chance)
    content = canonical_text(snapshot)  # type: ignore[arg-type]
    return Report(
        assessment=assessment,
        version=1,
        content=content,
        sha256=sha256_of(content),
        published_on=day,
    )


def _grade(outcome: dict[str, Any], chance: random.Random) -> None:
    grade, own = chance.choices(GRADES, WEIGHTS, k=2)
    basis = "agreed" if grade == own else "local_view_prevails"
    [part] = outcome["parts"]
    outcome |= {"grade": grade, "basis": basis}
    part |= {
        "grade": grade,
        "basis": basis,
        "view_from": "answers",
        "organisation_grade": own,
        "local_interests": 3,
        "tally": {**part["tally"], grade: 3},
        "pivotal": [],
    }
