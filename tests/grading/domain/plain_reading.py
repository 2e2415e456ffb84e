"""Reconciliation read a second time from its rules, in numbers, sharing no code.

-1 stands for "not enough evidence"; grades are 0 upwards. Slow and plain on purpose.
"""

import statistics
from collections import Counter

from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.reconciliation import Method
from tests.grading.domain.reconciliation_cases import ENTITLED, SCALE, Case


def voices_of(case: Case) -> dict[str, int]:
    """Each local interest that counts and answered, with its one answer."""
    spoken = {key: _one_voice(answers_of(case, key)) for key in entitled_keys(case)}
    return {key: voice for key, voice in spoken.items() if voice is not None}


def entitled_keys(case: Case) -> set[str]:
    return {i.key for i in case.local_interests if i.kind in ENTITLED and not i.stood_down}


def answers_of(case: Case, key: str) -> list[int]:
    together = [a.answer for a in case.agreed_answers if a.local_interest == key]
    alone = [a.answer for a in case.answers if a.local_interest == key]
    number = {grade: n for n, grade in enumerate(SCALE.keys)} | {NOT_ENOUGH_EVIDENCE: -1}
    return [number[answer] for answer in together or alone if answer != PREFER_NOT_TO_SAY]


def met(case: Case) -> set[str]:
    return entitled_keys(case) & set(case.meeting.present) if case.meeting else set()


def grade_of(case: Case) -> str | None:
    voices, there = voices_of(case), met(case)
    if len(set(voices) | there) < case.settings.quorum:
        return None
    if case.meeting and there:
        return case.meeting.grade
    number = _one_voice(list(voices.values()), case.settings.method)
    return SCALE.keys[max(number, 0)] if number is not None else None


def _one_voice(numbers: list[int], method: Method = Method.MEDIAN) -> int | None:
    if not numbers:
        return None
    grades = [number for number in numbers if number >= 0]
    if len(grades) < len(numbers) - len(grades):
        return -1
    if method is Method.LOWEST:
        return min(grades)
    if method is Method.MEDIAN:
        return statistics.median_low(grades)
    times = Counter(grades)
    return min(grade for grade in grades if times[grade] == max(times.values()))
