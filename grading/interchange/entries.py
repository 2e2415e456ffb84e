"""Checking what a file says of each outcome: against its edition and the rest of the file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.edition import Edition
from grading.domain.narrowing import Narrowing, goals_left_open, kinds_entitled
from grading.interchange.problems import Json, Path, Problems, did_you_mean, one_of
from stakeholders.domain.kinds import LocalInterestKind

Entries: TypeAlias = list[tuple[Path, Json]]
"""Each entry of the file with its place."""


@dataclass(frozen=True, slots=True)
class Known:
    """What entries may refer to. ``edition`` is None where the file's own is not loaded."""

    edition: Edition | None
    services: tuple[str, ...]
    kinds: dict[str, str | None]
    problems: Problems
    narrowing: Narrowing = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(outcome.code for outcome in self.edition.outcomes) if self.edition else ()


def check_outcomes(data: Json, edition: Edition | None, problems: Problems) -> None:
    """Note every problem in ``outcomes``."""
    known = Known(
        edition=edition,
        services=tuple(row["id"] for row in data.get("services") or [] if row and "id" in row),
        kinds={
            row["id"]: row.get("kind")
            for row in reversed(data.get("local_interests") or [])
            if row and "id" in row
        },
        problems=problems,
        narrowing=_narrowing(data, edition, problems),
    )
    entries: Entries = [
        (("outcomes", index), entry)
        for index, entry in enumerate(data.get("outcomes") or [])
        if entry
    ]
    for path, entry in entries:
        _check_entry(path, entry, known)
    _check_once(entries, known)


def _narrowing(data: Json, edition: Edition | None, problems: Problems) -> Narrowing:
    """Who grades what by the file; goals that the edition does not leave open are noted."""
    given = (data.get("settings") or {}).get("who_grades") or {}
    allowed = [goal.key for goal in goals_left_open(edition)] if edition else list(given)
    for key in (key for key in given if key not in allowed):
        problems.add(
            ("settings", "who_grades", key),
            _("“%s” is not a goal that the edition leaves to every kind of group.") % key,
            did_you_mean(key, allowed) if allowed else _("Take who_grades out."),
        )
    return {key: [kind for kind in kinds or () if kind] for key, kinds in given.items()}


def _check_entry(path: Path, entry: Json, known: Known) -> None:
    code = entry.get("outcome")
    if known.edition and code is not None and code not in known.codes:
        known.problems.add(
            (*path, "outcome"),
            _("“%(code)s” is not an outcome of %(edition)s.")
            % {"code": code, "edition": known.edition.short_name},
            did_you_mean(code, known.codes),
        )
        code = None
    _check_service(path, entry, code, known)
    _check_scope(path, entry, known)
    for name in ("organisation_grade", "published_grade"):
        _check_grade((*path, name), entry.get(name), known)
    _check_published_alone(path, entry, known)
    _check_certainty(path, entry, known)
    _check_local_grades(path, entry, code, known)
    _check_meeting(path, entry.get("meeting_grade"), known)


def _check_service(path: Path, entry: Json, code: str | None, known: Known) -> None:
    service = entry.get("service")
    here = (*path, "service")
    if service is not None and service not in known.services:
        known.problems.add(
            here,
            _("“%s” is not in the file's list of services.") % service,
            did_you_mean(service, known.services)
            if known.services
            else _("Add it to services, or write null."),
        )
    if known.edition is None or code is None:
        return
    by_service = known.edition.by_service(code)
    if service is not None and not by_service:
        known.problems.add(
            here,
            _("%(edition)s does not grade %(code)s by service.")
            % {"edition": known.edition.short_name, "code": code},
            _("Write null."),
        )
    if (
        service is None
        and by_service
        and entry.get("in_scope", True)
        and not entry.get("published_grade")
    ):
        known.problems.add(
            here,
            _("is missing: %(edition)s grades %(code)s once for each service.")
            % {"edition": known.edition.short_name, "code": code},
            _("Name a service. Only a published grade or an outcome out of scope needs none."),
        )


GRADED_BY = ("organisation_grade", "local_grades", "meeting_grade", "published_grade")


def _check_scope(path: Path, entry: Json, known: Known) -> None:
    reason = (entry.get("out_of_scope_reason") or "").strip()
    if entry.get("in_scope", True):
        if reason:
            known.problems.add(
                (*path, "out_of_scope_reason"),
                _("is given for an outcome in scope."),
                _('Write "in_scope": false, or take the reason out.'),
            )
        return
    if not reason:
        known.problems.add(
            (*path, "out_of_scope_reason"),
            _("is missing."),
            _("Say why the outcome is out of scope."),
        )
    for name in GRADED_BY:
        if entry.get(name):
            known.problems.add(
                (*path, name),
                _("is given for an outcome out of scope."),
                _('Take it out, or write "in_scope": true.'),
            )


def _check_grade(path: Path, grade: str | None, known: Known) -> None:
    if grade is None or known.edition is None or grade in known.edition.scale:
        return
    known.problems.add(
        path,
        _("“%(grade)s” is not a grade of %(edition)s.")
        % {"grade": grade, "edition": known.edition.short_name},
        did_you_mean(grade, known.edition.scale.keys),
    )


def _check_published_alone(path: Path, entry: Json, known: Known) -> None:
    beside = [name for name in ("local_grades", "meeting_grade") if entry.get(name)]
    if entry.get("published_grade") and beside:
        known.problems.add(
            (*path, "published_grade"),
            _("stands beside %s.") % ", ".join(beside),
            _("Keep one: a published grade is for history of which nothing else is known."),
        )


def _check_certainty(path: Path, entry: Json, known: Known) -> None:
    """Only a published grade can be more or less sure, and what was inferred says how."""
    given = [name for name in ("published_certainty", "published_note") if entry.get(name)]
    if not entry.get("published_grade"):
        for name in given:
            known.problems.add(
                (*path, name),
                _("is given without a published grade."),
                _("Take it out, or give the published grade."),
            )
    elif entry.get("published_certainty") == "inferred" and "published_note" not in given:
        known.problems.add(
            (*path, "published_note"),
            _("is missing: the grade is inferred."),
            _("Say what it was inferred from."),
        )


def _check_local_grades(path: Path, entry: Json, code: str | None, known: Known) -> None:
    seen: set[tuple[Any, Any]] = set()
    for index, given in enumerate(entry.get("local_grades") or []):
        if given is None:
            continue
        here = (*path, "local_grades", index)
        _check_local_interest((*here, "local_interest"), given.get("local_interest"), code, known)
        _check_answer((*here, "answer"), given.get("answer"), known)
        who = (given.get("local_interest"), given.get("grader"))
        if None not in who and who in seen:
            known.problems.add(
                (*here, "grader"),
                _("“%(grader)s” of “%(interest)s” has answered this outcome before.")
                % {"grader": who[1], "interest": who[0]},
                _("Keep one answer for each person."),
            )
        seen.add(who)


def _check_local_interest(path: Path, key: str | None, code: str | None, known: Known) -> None:
    if key is None:
        return
    if key not in known.kinds:
        known.problems.add(
            path,
            _("“%s” is not in the file's list of local interests.") % key,
            did_you_mean(key, sorted(known.kinds))
            if known.kinds
            else _("Add it to local_interests."),
        )
        return
    kind = known.kinds[key]
    if known.edition is None or code is None or kind is None:
        return
    entitled = kinds_entitled(known.edition, known.narrowing, code)
    if LocalInterestKind(kind) not in entitled:
        known.problems.add(
            path,
            _("“%(interest)s” (%(kind)s) is not entitled to grade %(code)s in %(edition)s.")
            % {"interest": key, "kind": kind, "code": code, "edition": known.edition.short_name},
            _("Take the answer out, or correct the kind. Entitled here: %s.")
            % ", ".join(member.value for member in LocalInterestKind if member in entitled),
        )


def _check_answer(path: Path, answer: str | None, known: Known) -> None:
    if answer is None or known.edition is None:
        return
    allowed = (*known.edition.scale.keys, NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY)
    if answer not in allowed:
        known.problems.add(
            path,
            _("“%(answer)s” is not an answer in %(edition)s.")
            % {"answer": answer, "edition": known.edition.short_name},
            did_you_mean(answer, allowed),
        )


def _check_meeting(path: Path, meeting: Json | None, known: Known) -> None:
    if not meeting:
        return
    here = (*path, "meeting_grade")
    _check_grade((*here, "grade"), meeting.get("grade"), known)
    for index, key in enumerate(meeting.get("present") or []):
        if key is not None and key not in known.kinds:
            known.problems.add(
                (*here, "present", index),
                _("“%s” is not in the file's list of local interests.") % key,
                one_of(sorted(known.kinds)) if known.kinds else _("Add it to local_interests."),
            )


def _check_once(entries: Entries, known: Known) -> None:
    """One entry for each outcome and service; an entry for the whole outcome stands alone."""
    for path, entry, again in _repeated(entries):
        words = _("“%s” is given as a whole and for a service.")
        if again:
            words = _("“%s” is in the file before, for the same service.")
        known.problems.add(path, words % entry["outcome"], _("Keep one of the two."))


def _repeated(entries: Entries) -> Iterator[tuple[Path, Json, bool]]:
    """Entries that come again (True), and whole outcomes beside entries for services (False)."""
    named = [(path, entry) for path, entry in entries if "outcome" in entry]
    by_service = {entry["outcome"] for _path, entry in named if entry.get("service") is not None}
    seen: Counter[tuple[str, str | None]] = Counter()
    for path, entry in named:
        key = (entry["outcome"], entry.get("service"))
        if seen[key]:
            yield path, entry, True
        elif key[0] in by_service and _stands_for_all(entry):
            yield path, entry, False
        seen[key] += 1


def _stands_for_all(entry: Json) -> bool:
    """Whether the entry speaks for every service of its outcome."""
    whole = entry.get("published_grade") or not entry.get("in_scope", True)
    return bool(whole) and entry.get("service") is None
