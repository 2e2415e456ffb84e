"""What stands in the way of opening grading: all of it at once, as values.

Source: docs/scoring.md, "Who is heard" (support comes first).
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from grading.domain.edition import Edition
from stakeholders.domain.kinds import LocalInterestKind


class EngagementItem(StrEnum):
    """What the equality lead must have answered; "no" with words is an answer too."""

    WHO_WAS_REACHED = "who_was_reached"
    EASY_READ = "easy_read"
    WORKSHOPS = "workshops"
    ONE_TO_ONE_HELP = "one_to_one_help"
    SENIOR_PEOPLE = "senior_people"
    FEEDBACK = "feedback"


class ObstacleCode(StrEnum):
    """Why grading can't open yet, with what `OpeningObstacle.items` names.

    CHECKLIST_INCOMPLETE: the checklist's open items. NOTHING_IN_SCOPE: nothing.
    NO_EVIDENCE: outcome codes, with `code/service` where one service lacks it.
    NO_FILE_OPENS: titles of items whose only content is a file that is held back.
    TOO_FEW_SERVICES: outcome codes. NO_CLOSING_DATE, CLOSING_DATE_PAST, NOBODY_INVITED: nothing.
    NOBODY_ENTITLED: goal keys.
    COMMENTS_UNANSWERED: an earlier year and the number of its assessment; `needed` counts them.
    """

    CHECKLIST_INCOMPLETE = "checklist_incomplete"
    NOTHING_IN_SCOPE = "nothing_in_scope"
    NO_EVIDENCE = "no_evidence"
    NO_FILE_OPENS = "no_file_opens"
    TOO_FEW_SERVICES = "too_few_services"
    NO_CLOSING_DATE = "no_closing_date"
    CLOSING_DATE_PAST = "closing_date_past"
    NOBODY_INVITED = "nobody_invited"
    NOBODY_ENTITLED = "nobody_entitled"
    COMMENTS_UNANSWERED = "comments_unanswered"


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """One assessed outcome: `service` is its key, "" where services are not asked for.

    `evidence_items` counts what graders may see; `unopenable` names those of it with nothing
    but files that are held back. `entitled_kinds` is the assessment's. What is known only as
    published is graded by nobody here, so it is not in scope of the opening.
    """

    code: str
    in_scope: bool
    evidence_items: int
    entitled_kinds: frozenset[LocalInterestKind]
    service: str = ""
    unopenable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What there is of an assessment when its lead wants to open grading.

    `invited_kinds` are the kinds of the local interests invited and not stood down.
    `closes_on` is set on the page of the rules (method, quorum), so a date confirms them;
    `today` is the day in the United Kingdom.
    """

    edition: Edition
    checklist_answered: Collection[EngagementItem]
    outcomes: tuple[OutcomeFacts, ...]
    invited_kinds: frozenset[LocalInterestKind]
    closes_on: date | None
    today: date


@dataclass(frozen=True, slots=True)
class OpeningObstacle:
    """One thing in the way; `items` names where, `needed` is the number asked for or 0."""

    code: ObstacleCode
    items: tuple[str, ...] = ()
    needed: int = 0


def reasons_not_to_open(facts: OpeningFacts) -> tuple[OpeningObstacle, ...]:
    """Every obstacle, in the order of ObstacleCode; empty when grading may open.

    While nobody is invited, goals nobody is entitled to grade are not told as well.
    """
    in_scope = [outcome for outcome in facts.outcomes if outcome.in_scope]
    found = (
        _obstacle(ObstacleCode.CHECKLIST_INCOMPLETE, _open_items(facts)),
        None if in_scope else OpeningObstacle(ObstacleCode.NOTHING_IN_SCOPE),
        _obstacle(ObstacleCode.NO_EVIDENCE, _without_evidence(in_scope)),
        _obstacle(ObstacleCode.NO_FILE_OPENS, _that_nobody_opens(in_scope)),
        _obstacle(
            ObstacleCode.TOO_FEW_SERVICES,
            _short_of_services(facts.edition, in_scope),
            facts.edition.services_required,
        ),
        _about_the_date(facts),
        None if facts.invited_kinds else OpeningObstacle(ObstacleCode.NOBODY_INVITED),
        _obstacle(ObstacleCode.NOBODY_ENTITLED, _goals_without_graders(facts, in_scope)),
    )
    return tuple(obstacle for obstacle in found if obstacle)


def _obstacle(code: ObstacleCode, items: list[str], needed: int = 0) -> OpeningObstacle | None:
    return OpeningObstacle(code, tuple(items), needed) if items else None


def _about_the_date(facts: OpeningFacts) -> OpeningObstacle | None:
    if facts.closes_on is None:
        return OpeningObstacle(ObstacleCode.NO_CLOSING_DATE)
    past = facts.closes_on < facts.today
    return OpeningObstacle(ObstacleCode.CLOSING_DATE_PAST) if past else None


def _open_items(facts: OpeningFacts) -> list[str]:
    return [item.value for item in EngagementItem if item not in facts.checklist_answered]


def _without_evidence(in_scope: list[OutcomeFacts]) -> list[str]:
    return [
        f"{outcome.code}/{outcome.service}" if outcome.service else outcome.code
        for outcome in in_scope
        if outcome.evidence_items == 0
    ]


def _that_nobody_opens(in_scope: list[OutcomeFacts]) -> list[str]:
    return list(dict.fromkeys(title for outcome in in_scope for title in outcome.unopenable))


def _short_of_services(edition: Edition, in_scope: list[OutcomeFacts]) -> list[str]:
    services = Counter(outcome.code for outcome in in_scope if outcome.service)
    codes = dict.fromkeys(outcome.code for outcome in in_scope)
    return [
        code
        for code in codes
        if edition.by_service(code) and services[code] < edition.services_required
    ]


def _goals_without_graders(facts: OpeningFacts, in_scope: list[OutcomeFacts]) -> list[str]:
    if not facts.invited_kinds:
        return []
    goals = dict.fromkeys(
        facts.edition.goal_of(outcome.code).key
        for outcome in in_scope
        if not outcome.entitled_kinds & facts.invited_kinds
    )
    return list(goals)
