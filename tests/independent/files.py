"""Random interchange files: every edition, and everything that can happen to a grade."""

from random import Random
from typing import Any

from tests.independent.reading import CODES, GRADES, NO_EVIDENCE, RATHER_NOT, entitled

KINDS = sorted(entitled("eds2", "1.1"))
NINE = ["age", "disability", "race", "sex", "religion_belief"]


def random_file(seed: int) -> dict[str, Any]:
    """A sound file; the same for the same seed. One in three gives no grade that nobody graded."""
    rng = Random(seed)
    framework = ["eds2022", "eds2", "eds2011"][seed % 3]
    interests = _local_interests(rng, framework)
    services = (
        [{"id": f"s{n}", "name": f"Service {n}"} for n in (1, 2, 3)]
        if framework == "eds2022"
        else []
    )
    document = {
        "format": "eds-assessment/1",
        "organisation": {
            "ods_code": f"T{seed:02d}",
            "name": f"Example Trust {seed}",
            "kind": "provider",
        },
        "framework": framework,
        "year": rng.choice(["2022/23", "2023/24", "2019"]),
        "services": services,
        "settings": {
            "method": rng.choice(["median", "majority", "lowest"]),
            "quorum": rng.choice([1, 1, 1, 2, 3]),
        },
        "local_interests": interests,
        "outcomes": [],
        "source": {"url": "", "note": f"made from seed {seed}"},
        "published_on": None,
    }
    whole = seed % 4 == 0
    for code in CODES[framework]:
        for service in _services_of(rng, framework, code, whole=whole):
            if whole or rng.random() < 0.93:
                document["outcomes"].append(
                    _entry(rng, framework, code, service, interests, whole=whole)
                )
    rng.shuffle(document["outcomes"])
    return document


def _local_interests(rng: Random, framework: str) -> list[dict[str, Any]]:
    kinds = rng.sample(KINDS, rng.randint(3, len(KINDS))) + rng.choices(KINDS, k=3)
    if framework == "eds2022":
        kinds += ["healthwatch", "staff_network", "trade_union"]
    return [
        {
            "id": f"li{n}",
            "name": f"Group {n}",
            "kind": kind,
            "represents": rng.sample(NINE, rng.randint(0, 3)),
        }
        for n, kind in enumerate(kinds)
    ]


def _services_of(rng: Random, framework: str, code: str, *, whole: bool) -> list[str | None]:
    if framework != "eds2022" or code[0] != "1":
        return [None]
    published_or_out = not whole and rng.random() < 0.15
    return [None] if published_or_out else ["s1", "s2", "s3"]


def _entry(
    rng: Random,
    framework: str,
    code: str,
    service: str | None,
    interests: list[dict[str, Any]],
    *,
    whole: bool,
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "outcome": code,
        "service": service,
        "in_scope": True,
        "out_of_scope_reason": "",
    }
    by_service_as_a_whole = framework == "eds2022" and code[0] == "1" and service is None
    chance = rng.random() * (0.2 if by_service_as_a_whole else 1)
    if not whole and chance < 0.1:
        return {**entry, "in_scope": False, "out_of_scope_reason": "Not this year"}
    entry["organisation_grade"] = rng.choice([*GRADES, None])
    entry["organisation_reason"] = "We believe so."
    entry["evidence"] = [
        {"title": "Survey", "summary": "What it shows", "url": "", "characteristics": ["age"]}
    ]
    if not whole and chance < 0.2:
        return {**entry, "published_grade": rng.choice(GRADES)}
    may = [row["id"] for row in interests if row["kind"] in entitled(framework, code)]
    entry["local_grades"] = _local_grades(rng, may, whole=whole)
    if may and rng.random() < 0.15:
        everyone = [row["id"] for row in interests]
        present = rng.sample(everyone, rng.randint(1, len(everyone)))
        entry["meeting_grade"] = {
            "grade": rng.choice(GRADES),
            "present": present,
            "note": "They met.",
        }
    return entry


def _local_grades(rng: Random, may: list[str], *, whole: bool) -> list[dict[str, Any]]:
    mood = rng.choice(
        [
            GRADES,
            GRADES[:2],
            [*GRADES, NO_EVIDENCE, NO_EVIDENCE, RATHER_NOT],
            [NO_EVIDENCE, "achieving"],
        ]
    )
    silent = 0.0 if whole else 0.25
    people = [
        (interest, f"g{n}")
        for interest in may
        if rng.random() >= silent
        for n in range(rng.choice([1, 1, 2, 3, 4]))
    ]
    rng.shuffle(people)
    return [
        {
            "local_interest": interest,
            "grader": grader,
            "answer": rng.choice(mood),
            "comment": rng.choice(["", "Much better than last year."]),
            "groups_faring_well": rng.sample(NINE, rng.randint(0, 4)),
        }
        for interest, grader in people
    ]
