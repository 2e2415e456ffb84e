"""What differs between two versions of one report: data in, a list out.

Texts are compared as they stand. Long ones are named, not set side by side: both
versions stay readable for whoever wants every word. Every key of a snapshot is compared
by `reports.domain.changed_keys` or named there as exempt.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reports.domain.changed_keys import (
    AROUND,
    OF_OUTCOME,
    OF_PART,
    OF_SERVICES,
    ONLY_WHERE_THERE_IS_SOME,
    What,
)
from reports.domain.snapshot import ChangePart, GradedPart, OutcomePart, Snapshot


def changes_between(before: Snapshot, after: Snapshot) -> list[ChangePart]:
    """Every difference a reader could see, the result first, then outcome by outcome.

    Empty where nothing but version, day and reason differ.
    """
    grades = {grade["key"]: grade["label"] for grade in after["grades"]}
    found = [*_result(before, after, grades)]
    found += _outcomes(before, after, grades)
    found += _objectives(before, after)
    found += [_change(what) for what in _told_anew(before, after, AROUND)]
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
    if _without_name(before) != _without_name(after):
        yield _change(What.ORGANISATION)
    old, new = _total(before, grades), _total(after, grades)
    if old != new:
        yield _change(What.TOTAL, before=old, after=new)
    elif before["total"] != after["total"]:
        yield _change(What.TOTAL_COUNT)
    if before["outcomes_graded"] != after["outcomes_graded"]:
        counts = str(before["outcomes_graded"]), str(after["outcomes_graded"])
        yield _change(What.GRADED, before=counts[0], after=counts[1])


def _without_name(snapshot: Snapshot) -> dict[str, Any]:
    return {key: value for key, value in snapshot["organisation"].items() if key != "name"}


def _total(snapshot: Snapshot, grades: Mapping[str, str]) -> str:
    total = snapshot["total"]
    if total is None or total["score"] is None or total["rating"] is None:
        return ""
    return f"{total['score']}/{total['of']}, {grades.get(total['rating'], total['rating'])}"


def _outcomes(before: Snapshot, after: Snapshot, grades: Mapping[str, str]) -> Iterator[ChangePart]:
    old = {outcome["code"]: outcome for outcome in before["outcomes"]}
    new = {outcome["code"]: outcome for outcome in after["outcomes"]}
    for code, outcome in new.items():
        if code in old:
            yield from _outcome(old[code], outcome, grades)
        else:
            yield _change(What.PART_ADDED, code)
    for code in old.keys() - new.keys():
        yield _change(What.PART_GONE, code)


def _outcome(
    before: OutcomePart, after: OutcomePart, grades: Mapping[str, str]
) -> Iterator[ChangePart]:
    """What an outcome without services says of its grade, its only part says too."""
    code = after["code"]
    if after["by_service"] or before["by_service"]:
        if before["grade"] != after["grade"]:
            yield _grade(What.GRADE, code, "", before["grade"], after["grade"], grades)
        for what in _told_anew(before, after, OF_SERVICES):
            yield _change(what, code)
    for what in _told_anew(before, after, OF_OUTCOME):
        yield _change(what, code)
    yield from _parts(before, after, grades)


def _parts(
    before: OutcomePart, after: OutcomePart, grades: Mapping[str, str]
) -> Iterator[ChangePart]:
    old = {part["service"]: part for part in before["parts"]}
    new = {part["service"]: part for part in after["parts"]}
    for service, part in new.items():
        if service in old:
            yield from _part(after["code"], old[service], part, grades)
        else:
            yield _change(What.PART_ADDED, after["code"], part["service_name"])
    for service, part in old.items():
        if service not in new:
            yield _change(What.PART_GONE, after["code"], part["service_name"])


def _part(
    code: str, before: GradedPart, after: GradedPart, grades: Mapping[str, str]
) -> Iterator[ChangePart]:
    where = (code, after["service_name"])
    if before["grade"] != after["grade"]:
        yield _grade(What.GRADE, *where, before["grade"], after["grade"], grades)
    if before["organisation_grade"] != after["organisation_grade"]:
        old, new = before["organisation_grade"], after["organisation_grade"]
        yield _grade(What.OWN_GRADE, *where, old, new, grades)
    if before["local_interests"] != after["local_interests"]:
        counts = str(before["local_interests"]), str(after["local_interests"])
        yield _change(What.HEARD, *where, before=counts[0], after=counts[1])
    for what in _told_anew(before, after, OF_PART):
        yield _change(what, *where)
    yield from _evidence(where, before, after)


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
    whats = What.EVIDENCE_ADDED, What.EVIDENCE_TEXT, What.EVIDENCE_GONE
    for what, title in _by_title(before["evidence"], after["evidence"], *whats):
        yield _change(what, *where, name=title)


def _objectives(before: Snapshot, after: Snapshot) -> Iterator[ChangePart]:
    whats = What.OBJECTIVE_ADDED, What.ACTIONS, What.OBJECTIVE_GONE
    for what, title in _by_title(before["objectives"], after["objectives"], *whats):
        yield _change(what, name=title)


def _by_title(
    before: Sequence[Mapping[str, Any]],
    after: Sequence[Mapping[str, Any]],
    added: What,
    rewritten: What,
    gone: What,
) -> Iterator[tuple[What, str]]:
    """Each title once, in order; two rows may have the same title."""
    old, new = _grouped(before), _grouped(after)
    for title, rows in new.items():
        if title not in old:
            yield added, title
        elif rows != old[title]:
            yield rewritten, title
    for title in old:
        if title not in new:
            yield gone, title


def _grouped(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["title"], []).append(row)
    return found


def _told_anew(
    before: Mapping[str, Any], after: Mapping[str, Any], table: Mapping[What, Sequence[str]]
) -> Iterator[What]:
    for what, names in table.items():
        if any(_differs(before, after, name) for name in names):
            yield what


def _differs(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> bool:
    """What an older version had no place for has not changed."""
    if name not in before and name not in ONLY_WHERE_THERE_IS_SOME:
        return False
    return bool(before.get(name) != after.get(name))
