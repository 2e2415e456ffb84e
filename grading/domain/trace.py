"""The working behind a grade, as values: presenters put it into words.

Each line is one step of docs/scoring.md, "Reconciliation, step by step", in the order in which it
was taken. The last line is always the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

TraceValue = str | int | tuple[str, ...]


class TraceCode(StrEnum):
    """What a line tells, with the values it carries (names of grades are their keys).

    COUNTED: `answers`, one per voice, lowest first, "not enough evidence" last.
    NOT_COUNTED: `not_entitled`, `stood_down`, `no_answer`, each the keys concerned, and
    `set_aside`, who met where a meeting's grade was left out because none of them counts here
    (`nobody` where no one was recorded).
    CHANGED_AFTER_REPLY: `groups`, keys of those who count and say something else since.
    BELOW_QUORUM: `heard`, `quorum`.
    MEETING: `grade`, `present`.
    NO_EVIDENCE: `grade`, `said`, `answered`.
    ONLY_ONE: `grade`, of the one local interest that gave one, and `lacking`.
    MEDIAN: `grade`, `grades`, `lacking`, `middle` (one grade, or two).
    MAJORITY: `grade`, `grades`, `lacking`, `most` (each grade given most often, lowest first).
    LOWEST: `grade`, `grades`, `lacking`.
    In these four `grades` are all that were given, lowest first, and `lacking` counts the local
    interests that said "not enough evidence": they are left out of the method.
    RESULT_…: `grade` unless not graded; `organisation_grade` if the organisation gave one.
    """

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"
    CHANGED_AFTER_REPLY = "changed_after_reply"
    BELOW_QUORUM = "below_quorum"
    MEETING = "meeting"
    NO_EVIDENCE = "no_evidence"
    ONLY_ONE = "only_one"
    MEDIAN = "median"
    MAJORITY = "majority"
    LOWEST = "lowest"
    RESULT_AGREED = "result_agreed"
    RESULT_LOCAL_VIEW_PREVAILS = "result_local_view_prevails"
    RESULT_LOCAL_VIEW = "result_local_view"
    RESULT_NOT_GRADED = "result_not_graded"


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One step of the working."""

    code: TraceCode
    values: Mapping[str, TraceValue]
