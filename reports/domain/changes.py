"""What differs between two versions of one report: data in, a list out.

Texts are compared as they stand. Long ones are named, not set side by side: both
versions stay readable for whoever wants every word.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from reports.domain.snapshot import ChangePart, GradedPart, OutcomePart, Snapshot


class What(StrEnum):
    """What kind of thing changed."""

    TOTAL = "total"
    GRADED = "graded"
    GRADE = "grade"
    BASIS = "basis"
    OWN_GRADE = "own_grade"
    HEARD = "heard"
    ANSWERS = "answers"
    REASON = "reason"
    SCOPE = "scope"
    COMMENTS = "comments"
    WORKING = "working"
    FARING_WELL = "faring_well"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_GONE = "evidence_gone"
    EVIDENCE_TEXT = "evidence_text"
    WORDING = "wording"
    OBJECTIVE_ADDED = "objective_added"
    OBJECTIVE_GONE = "objective_gone"
    ACTIONS = "actions"
    INTERESTS = "interests"
    PEOPLE = "people"
    ENGAGEMENT = "engagement"
    NAME = "name"
    SOURCE = "source"


def changes_between(before: Snapshot, after: Snapshot) -> list[ChangePart]:
    """Every difference a reader could see, the result first, then outcome by outcome.

    Empty where nothing but version, day and reason differ.
    """
    grades = {grade["key"]: grade["label"] for grade in after["grades"]}
    found = [*_result(before, after, grades)]
    old = {outcome["code"]: outcome for outcome in before["outcomes"]}
    for outcome in after["outcomes"]:
        if outcome["code"] in old:
            found += _outcome(old[outcome["code"]], outcome, grades)
    found += _objectives(before, after)
    found += _around(before, after)
    return found


def _change(
    what: What,
    outcome: str = "",
    service: str = "",
    *,
    name: str = "",
    before: str | None = None,
    after: str | None = None,
) -> ChangePart:
    change: ChangePart = {
        "what": what.value,
        "outcome": outcome,
        "service_name": service,
        "name": name,
    }
    if before is not None and after is not None:
        change["before"], change["after"] = before, after
    return change


def _result(before: Snapshot, after: Snapshot, grades: Mapping[str, str]) -> Iterator[ChangePart]:
    if before["organisation"]["name"] != after["organisation"]["name"]:
        names = before["organisation"]["name"], after["organisation"]["name"]
        yield _change(What.NAME, before=names[0], after=names[1])
    old, new = _total(before, grades), _total(after, grades)
    if old != new:
        yield _change(What.TOTAL, before=old, after=new)
    if before["outcomes_graded"] != after["outcomes_graded"]:
        yield _change(
            What.GRADED,
            before=str(before["outcomes_graded"]),
            after=str(after["outcomes_graded"]),
        )


def _total(snapshot: Snapshot, grades: Mapping[str, str]) -> str:
    total = snapshot["total"]
    if total is None or total["score"] is None or total["rating"] is None:
        return ""
    return f"{total['score']}/{total['of']}, {grades.get(total['rating'], total['rating'])}"


def _outcome(
    before: OutcomePart, after: OutcomePart, grades: Mapping[str, str]
) -> Iterator[ChangePart]:
    code = after["code"]
    if after["by_service"] and before["grade"] != after["grade"]:
        yield _grade(What.GRADE, code, "", before["grade"], after["grade"], grades)
    if any(before[name] != after[name] for name in ("question", "explanation", "official")):
        yield _change(What.WORDING, code)
    old = {part["service"]: part for part in before["parts"]}
    for part in after["parts"]:
        if part["service"] in old:
            yield from _part(code, old[part["service"]], part, grades)


def _part(
    code: str, before: GradedPart, after: GradedPart, grades: Mapping[str, str]
) -> Iterator[ChangePart]:
    where = (code, after["service_name"])
    if before["grade"] != after["grade"]:
        yield _grade(What.GRADE, *where, before["grade"], after["grade"], grades)
    if before["organisation_grade"] != after["organisation_grade"]:
        old, new = before["organisation_grade"], after["organisation_grade"]
        yield _grade(What.OWN_GRADE, *where, old, new, grades)
    if before["basis"] != after["basis"]:
        yield _change(What.BASIS, *where)
    if before["local_interests"] != after["local_interests"]:
        counts = str(before["local_interests"]), str(after["local_interests"])
        yield _change(What.HEARD, *where, before=counts[0], after=counts[1])
    for what, names in _TEXTS.items():
        if _differs(before, after, names):
            yield _change(what, *where)
    yield from _evidence(where, before, after)


_TEXTS: Mapping[What, Sequence[str]] = {
    What.ANSWERS: ("tally",),
    What.REASON: ("organisation_reason",),
    What.SCOPE: ("out_of_scope_reason",),
    What.COMMENTS: ("comments", "comments_without_name", "dissent"),
    What.WORKING: ("working", "met", "pivotal"),
    What.FARING_WELL: ("faring_well",),
}


def _grade(
    what: What,
    code: str,
    service: str,
    before: str | None,
    after: str | None,
    grades: Mapping[str, str],
) -> ChangePart:
    """No grade is told as an empty text."""
    old, new = (grades.get(key or "", key or "") for key in (before, after))
    return _change(what, code, service, before=old, after=new)


def _evidence(
    where: tuple[str, str], before: GradedPart, after: GradedPart
) -> Iterator[ChangePart]:
    old = {item["title"]: item for item in before["evidence"]}
    new = {item["title"]: item for item in after["evidence"]}
    for title, item in new.items():
        if title not in old:
            yield _change(What.EVIDENCE_ADDED, *where, name=title)
        elif item != old[title]:
            yield _change(What.EVIDENCE_TEXT, *where, name=title)
    for title in old:
        if title not in new:
            yield _change(What.EVIDENCE_GONE, *where, name=title)


def _objectives(before: Snapshot, after: Snapshot) -> Iterator[ChangePart]:
    old = {row["title"]: row for row in before["objectives"]}
    new = {row["title"]: row for row in after["objectives"]}
    for title, row in new.items():
        if title not in old:
            yield _change(What.OBJECTIVE_ADDED, name=title)
        elif row != old[title]:
            yield _change(What.ACTIONS, name=title)
    for title in old:
        if title not in new:
            yield _change(What.OBJECTIVE_GONE, name=title)


def _around(before: Snapshot, after: Snapshot) -> Iterator[ChangePart]:
    pairs: Mapping[What, Sequence[str]] = {
        What.INTERESTS: ("local_interests",),
        What.PEOPLE: ("graders", "declarations", "ways"),
        What.ENGAGEMENT: ("engagement",),
        What.SOURCE: ("source",),
    }
    for what, names in pairs.items():
        if _differs(before, after, names):
            yield _change(what)


def _differs(before: Mapping[str, Any], after: Mapping[str, Any], names: Sequence[str]) -> bool:
    """What an older version had no place for has not changed."""
    return any(name in before and before[name] != after.get(name) for name in names)
