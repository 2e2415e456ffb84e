"""A second reading of the rules of grading, written from the design's words and not from the code.

One plain function per sentence, over the interchange file as it stands, to the `outcomes`
and `total` of `eds-report/1`. It shares nothing with `grading.domain`, on purpose: where
the two differ, one of them has misread.
"""

from typing import Any

GRADES = ["undeveloped", "developing", "achieving", "excelling"]
NO_EVIDENCE = "not_enough_evidence"
RATHER_NOT = "prefer_not_to_say"
LEFT_OUT = {"in_scope": False, "local_grades": []}

EVERY_KIND = {
    *("healthwatch", "patient_group", "community_group", "public", "governors", "council"),
    *("trade_union", "staff_network", "staff", "independent_evaluator", "peer_reviewer"),
}
KINDS_2022 = {
    "1": {"healthwatch", "patient_group", "community_group", "public", "governors", "council"},
    "2": {"trade_union", "staff_network", "staff"},
    "3": {"trade_union", "independent_evaluator", "peer_reviewer"},
}
EIGHTEEN = [
    f"{goal}.{n}" for goal, count in ((1, 5), (2, 4), (3, 6), (4, 3)) for n in range(1, count + 1)
]
ELEVEN = ["1A", "1B", "1C", "1D", "2A", "2B", "2C", "2D", "3A", "3B", "3C"]
CODES = {"eds2011": EIGHTEEN, "eds2": EIGHTEEN, "eds2022": ELEVEN}


def entitled(framework: str, code: str) -> set[str]:
    """Rule 5: who grades what."""
    return KINDS_2022[code[0]] if framework == "eds2022" else EVERY_KIND


def lower_median(grades: list[str]) -> str:
    """The middle one; of two middles the lower."""
    ranked = sorted(grades, key=GRADES.index)
    return ranked[(len(ranked) - 1) // 2]


def voice(answers: list[str]) -> str | None:
    """One local interest, one voice."""
    rest = [answer for answer in answers if answer != RATHER_NOT]
    if not rest:
        return None
    if rest.count(NO_EVIDENCE) * 2 > len(rest):
        return NO_EVIDENCE
    return lower_median([answer for answer in rest if answer != NO_EVIDENCE])


def voices(document: dict[str, Any], entry: dict[str, Any]) -> dict[str, str]:
    """The voice of every entitled local interest that answered, by its id."""
    kinds = {interest["id"]: interest["kind"] for interest in document.get("local_interests", [])}
    may = entitled(document["framework"], entry["outcome"])
    heard: dict[str, list[str]] = {}
    for given in entry.get("local_grades", []):
        if kinds[given["local_interest"]] in may:
            heard.setdefault(given["local_interest"], []).append(given["answer"])
    spoken = {interest: voice(answers) for interest, answers in heard.items()}
    return {interest: said for interest, said in spoken.items() if said is not None}


def by_method(method: str, grades: list[str]) -> str:
    """The assessment's method over the local interests' grades."""
    if method == "lowest":
        return min(grades, key=GRADES.index)
    if method == "majority":
        most = max(grades.count(grade) for grade in grades)
        return min((grade for grade in grades if grades.count(grade) == most), key=GRADES.index)
    return lower_median(grades)


def met(document: dict[str, Any], entry: dict[str, Any]) -> set[str]:
    """The entitled local interests at the meeting, if there was one."""
    kinds = {interest["id"]: interest["kind"] for interest in document.get("local_interests", [])}
    may = entitled(document["framework"], entry["outcome"])
    meeting = entry.get("meeting_grade")
    return (
        {interest for interest in meeting["present"] if kinds[interest] in may}
        if meeting
        else set()
    )


def local_view(document: dict[str, Any], entry: dict[str, Any]) -> tuple[str | None, str | None]:
    """The local view's grade and where it comes from; neither, below the quorum."""
    settings = document.get("settings", {})
    said, present = voices(document, entry), met(document, entry)
    if len(set(said) | present) < settings.get("quorum", 1):
        return None, None
    if present:
        return entry["meeting_grade"]["grade"], "meeting"
    if not said:
        return None, None
    answers = list(said.values())
    if answers.count(NO_EVIDENCE) * 2 > len(answers):
        return GRADES[0], "no_evidence"
    grades = [answer for answer in answers if answer != NO_EVIDENCE]
    return by_method(settings.get("method", "median"), grades), "answers"


def dissenting(said: dict[str, str], grade: str | None, view_from: str | None) -> int:
    """How many local interests' answers differ from the agreed grade."""
    if grade is None:
        return 0
    same = {grade, NO_EVIDENCE} if view_from == "no_evidence" else {grade}
    return sum(answer not in same for answer in said.values())


def result(document: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """One assessed outcome as the report gives it."""
    own = entry.get("organisation_grade")
    blank = {"view_from": None, "organisation_grade": own, "local_interests": 0, "dissenting": 0}
    nothing = {**blank, "tally": tally([])}
    if not entry.get("in_scope", True):
        return {**nothing, "grade": None, "basis": "out_of_scope"}
    if entry.get("published_grade"):
        return {**nothing, "grade": entry["published_grade"], "basis": "as_published"}
    said = voices(document, entry)
    grade, view_from = local_view(document, entry)
    return {
        "grade": grade,
        "basis": basis(grade, own),
        "view_from": view_from,
        "organisation_grade": own,
        # All that were heard, as the quorum counts them. The tally holds answers, and those
        # who only met gave none.
        "local_interests": len(set(said) | met(document, entry)),
        "tally": tally(list(said.values())),
        "dissenting": dissenting(said, grade, view_from),
    }


def basis(grade: str | None, own: str | None) -> str:
    """Result: agreed, prevailing, alone, or none."""
    if grade is None:
        return "not_graded"
    if own is None:
        return "local_view"
    return "agreed" if own == grade else "local_view_prevails"


def tally(answers: list[str]) -> dict[str, int]:
    """Local interests, one each, by what they said."""
    return {answer: answers.count(answer) for answer in (*GRADES, NO_EVIDENCE)}


def outcome_of_services(
    document: dict[str, Any], code: str, entries: dict[str, Any]
) -> dict[str, Any]:
    """An outcome graded for services: the middle one counts, once all of them have a grade."""
    parts = []
    for service in document["services"]:
        entry = entries.get(service["id"]) or entries.get(None) or {"outcome": code, **LEFT_OUT}
        parts.append({"service": service["id"], **result(document, entry)})
    grades = [part["grade"] for part in parts]
    middle = lower_median(grades) if len(grades) >= 3 and None not in grades else None
    scoped_out = all(part["basis"] == "out_of_scope" for part in parts)
    return {
        "outcome": code,
        "grade": middle,
        "basis": "out_of_scope" if scoped_out else "middle_of_services",
        "organisation_grade": None,
        "services": parts,
    }


def outcome(document: dict[str, Any], code: str) -> dict[str, Any]:
    """One outcome of the edition, whatever the file says of it."""
    entries = {e.get("service"): e for e in document["outcomes"] if e["outcome"] == code}
    by_service = document["framework"] == "eds2022" and code[0] == "1" and document.get("services")
    if by_service and not entries.get(None, {}).get("published_grade"):
        return outcome_of_services(document, code, entries)
    entry = entries.get(None) or {"outcome": code, **LEFT_OUT}
    return {"outcome": code, **result(document, entry), "services": []}


def total(framework: str, outcomes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """EDS 2022's 0 to 33 and its rating; neither while an outcome lacks a grade."""
    if framework != "eds2022":
        return None
    graded = [GRADES.index(o["grade"]) for o in outcomes if o["grade"] is not None]
    score = sum(graded) if len(graded) == len(ELEVEN) else None
    return {
        "score": score,
        "of": 33,
        "graded": len(graded),
        "outcomes": 11,
        "rating": rating(score),
    }


def rating(score: int | None) -> str | None:
    """Under 8, 8-21, 22-32, 33."""
    if score is None:
        return None
    return GRADES[0 if score < 8 else 1 if score <= 21 else 2 if score <= 32 else 3]


def reading_of(document: dict[str, Any]) -> dict[str, Any]:
    """`method`, `quorum`, `outcomes` and `total` of the report this file must lead to."""
    settings = document.get("settings", {})
    outcomes = [outcome(document, code) for code in CODES[document["framework"]]]
    return {
        "method": settings.get("method", "median"),
        "quorum": settings.get("quorum", 1),
        "outcomes": outcomes,
        "total": total(document["framework"], outcomes),
    }
