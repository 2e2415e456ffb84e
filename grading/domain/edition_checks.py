"""Checks that the parts of an edition fit each other.

Each check stays silent where the parts it compares already have a problem.
"""

import re
from collections.abc import Iterable
from datetime import date

from grading.domain.edition import Band, Edition
from grading.domain.edition_problems import Path, Problems
from stakeholders.domain.characteristics import ProtectedCharacteristic

GROUPS = len(ProtectedCharacteristic)
SERVICES_SCORED = 3
"""The middle one counts (docs/scoring.md), which three services always have."""

_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,9}")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


def check_edition(edition: Edition, problems: Problems) -> None:
    """Note every way in which the edition's parts do not fit."""
    _check_names(edition, problems)
    _check_dates(edition, problems)
    _check_scores(edition, problems)
    _check_narratives(edition, problems)
    _check_counting(edition, problems)
    _check_total(edition, problems)
    _check_services(edition, problems)


def _check_names(edition: Edition, problems: Problems) -> None:
    """Keys and codes are well formed and used once; lists that must not be empty are not."""
    _check_form([(("key",), edition.key)], _KEY, problems)
    _check_list("sources", [source.key for source in edition.sources], 1, problems)
    _check_list("grades", [grade.key for grade in edition.grades], 2, problems)
    _check_list("goals", [goal.key for goal in edition.goals], 1, problems, form=_CODE)
    codes: list[tuple[Path, str]] = []
    for place, goal in enumerate(edition.goals):
        path: Path = ("goals", place, "outcomes")
        if not goal.outcomes and problems.clean(*path):
            problems.add(path, "has no outcome.", "Give the goal at least one outcome.")
        codes += [((*path, at, "code"), o.code) for at, o in enumerate(goal.outcomes)]
    _check_form(codes, _CODE, problems)
    _check_once(codes, problems)


def _check_list(
    name: str, keys: list[str], least: int, problems: Problems, form: re.Pattern[str] = _KEY
) -> None:
    if len(keys) < least and problems.clean(name):
        problems.add((name,), "is too short.", f"List at least {least}.")
    placed: list[tuple[Path, str]] = [((name, at, "key"), key) for at, key in enumerate(keys)]
    _check_form(placed, form, problems)
    _check_once(placed, problems)


def _check_form(
    placed: Iterable[tuple[Path, str]], form: re.Pattern[str], problems: Problems
) -> None:
    mend = (
        "Use small letters, digits, “-” and “_”, starting with a letter, 40 signs at most."
        if form is _KEY
        else "Use letters, digits, “.” and “-”, 10 signs at most, such as 1A or 1.1."
    )
    for path, key in placed:
        if problems.clean(*path) and not form.fullmatch(key):
            problems.add(path, f"cannot be “{key}”.", mend)


def _check_once(placed: Iterable[tuple[Path, str]], problems: Problems) -> None:
    seen: set[str] = set()
    for path, key in placed:
        # Codes are parts of addresses and typed by people: 1a and 1A would be confused.
        if key.lower() in seen and problems.clean(*path):
            problems.add(path, f"“{key}” is used a second time.", "Give each one its own.")
        seen.add(key.lower())


def _check_dates(edition: Edition, problems: Problems) -> None:
    if problems.clean("published") and not _is_date(edition.published):
        mend = "Write the year, the month or the day it came out: “2022”, “2022-08”, “2022-08-31”."
        problems.add(("published",), f"is not a date: “{edition.published}”.", mend)
    day = edition.publish_by_day
    # 2023 is no leap year, so 29 February, which most years lack, is refused.
    good = day is None or (_DAY.fullmatch(day) and _is_date(f"2023-{day}"))
    if problems.clean("publish_by_day") and not good:
        mend = "Write month and day, as in “02-28” for 28 February, or null for none."
        problems.add(("publish_by_day",), f"is not a day of every year: “{day}”.", mend)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def _check_scores(edition: Edition, problems: Problems) -> None:
    if not problems.clean("grades"):
        return
    scores = [grade.score for grade in edition.grades]
    if all(score is None for score in scores):
        return
    for place, score in enumerate(scores):
        path: Path = ("grades", place, "score")
        before = scores[place - 1] if place else None
        if score is None:
            problems.add(path, "is missing while other grades have one.", "Give it a score too.")
        elif before is not None and score <= before:
            mend = "List the grades lowest first, with scores that rise."
            problems.add(path, f"is {score}, no higher than {before} before it.", mend)


def _check_narratives(edition: Edition, problems: Problems) -> None:
    for place, goal in enumerate(edition.goals):
        path: Path = ("goals", place, "narrative_certainty")
        if not problems.clean(*path) or not problems.clean("goals", place, "narrative"):
            continue
        if goal.narrative and goal.narrative_certainty is None:
            problems.add(path, "is missing for the narrative.", "Say how sure the words are.")
        elif not goal.narrative and goal.narrative_certainty is not None:
            problems.add(path, "is given but there is no narrative.", "Write null.")


def _check_counting(edition: Edition, problems: Problems) -> None:
    if not problems.clean("counting"):
        return
    counted = False
    for place, goal in enumerate(edition.goals):
        for at, outcome in enumerate(goal.outcomes):
            counted = counted or outcome.counts_groups
            if outcome.counts_groups and not edition.counting:
                path: Path = ("goals", place, "outcomes", at, "counts_groups")
                problems.add(path, "is true but “counting” is empty.", "Add bands, or say false.")
    if edition.counting and not counted and problems.clean("goals"):
        mend = "Say “counts_groups: true” where groups are counted, or write “counting: []”."
        problems.add(("counting",), "is used by no outcome.", mend)
    if edition.counting:
        _check_bands(edition, edition.counting, GROUPS, ("counting",), problems)


def _check_total(edition: Edition, problems: Problems) -> None:
    total = edition.total
    if total is None or not problems.clean("total"):
        return
    top = total.maximum
    if problems.clean("grades") and problems.clean("goals"):
        scores = [grade.score for grade in edition.grades if grade.score is not None]
        if not scores:
            problems.add(("total",), "adds scores but grades have none.", "Give grades scores.")
            return
        outcomes, highest = len(edition.outcomes), max(scores)
        top = outcomes * highest
        if total.maximum != top:
            mend = f"Write {top}, which is {outcomes} outcomes times {highest}."
            problems.add(("total", "maximum"), f"is {total.maximum}.", mend)
    _check_bands(edition, total.bands, top, ("total", "bands"), problems)


def _check_bands(
    edition: Edition, bands: tuple[Band, ...], top: int, at: Path, problems: Problems
) -> None:
    """Bands rise from 0 to `top` without gap or overlap, and their grades rise with them."""
    due = 0
    for place, band in enumerate(bands):
        path: Path = (*at, place)
        if band.minimum != due:
            fault = "leaves a gap" if band.minimum > due else "overlaps the band before it"
            problem = f"is {band.minimum} and {fault}."
            problems.add((*path, "minimum"), problem, f"Start this band at {due}.")
        if band.maximum < band.minimum:
            mend = f"Write {band.minimum} or more."
            problems.add((*path, "maximum"), "is lower than the minimum.", mend)
        due = band.maximum + 1
    if due != top + 1:
        path = (*at, len(bands) - 1, "maximum") if bands else at
        mend = f"Make the bands cover 0 to {top}, the last ending at {top}."
        problems.add(path, f"the bands end at {due - 1}.", mend)
    _check_band_grades(edition, bands, at, problems)


def _check_band_grades(
    edition: Edition, bands: tuple[Band, ...], at: Path, problems: Problems
) -> None:
    if not problems.clean("grades"):
        return
    orders = [edition.scale.order(band.grade) for band in bands]
    for place in range(1, len(bands)):
        if orders[place] <= orders[place - 1]:
            problem = f"“{bands[place].grade}” is no higher than the band before it."
            mend = "A higher band must give a higher grade."
            problems.add((*at, place, "grade"), problem, mend)


def _check_services(edition: Edition, problems: Problems) -> None:
    if not problems.clean("services_required"):
        return
    number = edition.services_required
    path: Path = ("services_required",)
    by_service = any(goal.by_service for goal in edition.goals)
    if number not in (0, SERVICES_SCORED):
        mend = f"Write {SERVICES_SCORED} (the middle one counts), or 0 where there are none."
        problems.add(path, f"cannot be {number}.", mend)
    elif number and not by_service and problems.clean("goals"):
        mend = "Say “by_service: true” for the goals graded by service, or write 0."
        problems.add(path, f"is {number} but no goal is graded by service.", mend)
    elif by_service and not number:
        mend = f"Write {SERVICES_SCORED}, or say “by_service: false” for every goal."
        problems.add(path, "is 0 but a goal is graded by service.", mend)
