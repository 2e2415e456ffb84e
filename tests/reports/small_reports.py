"""Random small reports, made without a database: a seed in, a whole snapshot out."""

import json
import random
from pathlib import Path

from reports.domain.snapshot import GradedPart, OutcomePart, Snapshot

GOLDEN = Path(__file__).parent / "golden" / "snapshot.json"
GRADES = ("undeveloped", "developing", "achieving", "excelling")


def random_report(seed: int) -> Snapshot:
    """Few words and any grades: some outcomes by service, some without a grade or out of scope.

    One in three has every outcome, all graded, and so a total, whose scores are added up here;
    the others have four outcomes.
    """
    pick = random.Random(seed)
    snapshot: Snapshot = json.loads(GOLDEN.read_text())
    whole = seed % 3 == 0
    if not whole:
        snapshot["outcomes"] = sorted(
            pick.sample(snapshot["outcomes"], 4), key=lambda outcome: outcome["code"]
        )
    for outcome in snapshot["outcomes"]:
        _shorten(outcome)
        _grade(outcome, pick, whole=whole)
    snapshot["outcomes_graded"] = sum(row["grade"] is not None for row in snapshot["outcomes"])
    snapshot["engagement"] = []
    snapshot.pop("coverage", None)
    _total(snapshot)
    return snapshot


def _shorten(outcome: OutcomePart) -> None:
    outcome["explanation"], outcome["pivotal"] = "", []
    outcome["parts"] = outcome["parts"][:3]
    for part in outcome["parts"]:
        part.update(
            evidence=[], working=[], comments=[], dissent=[], organisation_reason="", pivotal=[]
        )


def _grade(outcome: OutcomePart, pick: random.Random, *, whole: bool) -> None:
    for part in outcome["parts"]:
        _grade_part(part, pick, whole=whole)
    if outcome["by_service"]:
        given = [part["grade"] for part in outcome["parts"]]
        known = sorted((key for key in given if key), key=GRADES.index)
        outcome["grade"] = known[1] if len(known) == 3 else None
        outcome["basis"] = "middle_of_services"
    else:
        outcome["grade"] = outcome["parts"][0]["grade"]
        outcome["basis"] = outcome["parts"][0]["basis"]


def _grade_part(part: GradedPart, pick: random.Random, *, whole: bool) -> None:
    kind = "graded" if whole else pick.choice(["graded"] * 6 + ["not_graded", "out_of_scope"])
    part["tally"] = dict.fromkeys((*GRADES, "not_enough_evidence"), 0)
    part["out_of_scope_reason"] = "Next year" if kind == "out_of_scope" else ""
    part["organisation_grade"] = None
    if kind != "graded":
        part.update(grade=None, basis=kind, view_from=None, local_interests=0)
        return
    for key in part["tally"]:
        part["tally"][key] = pick.randint(0, 4)
    part["tally"]["developing"] += 1
    part.update(
        grade=pick.choice(GRADES),
        organisation_grade=pick.choice(GRADES),
        view_from="answers",
        local_interests=sum(part["tally"].values()),
    )
    same = part["grade"] == part["organisation_grade"]
    part["basis"] = "agreed" if same else "local_view_prevails"


def _total(snapshot: Snapshot) -> None:
    given = [row["grade"] for row in snapshot["outcomes"]]
    known = [GRADES.index(key) for key in given if key]
    score = sum(known) if len(known) == len(given) else None
    rating = None
    if score is not None:
        rating = GRADES[(score > 7) + (score > 21) + (score > 32)]
    above = {"undeveloped": 8, "developing": 22, "achieving": 33}.get(rating or "")
    snapshot["total"] = {
        "score": score,
        "of": 33,
        "graded": len(known),
        "outcomes": len(given),
        "rating": rating,
        "to_next": above - score if above and score is not None else None,
        "next_rating": GRADES[GRADES.index(rating) + 1] if above and rating else None,
    }
