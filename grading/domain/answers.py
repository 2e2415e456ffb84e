"""What local interests hand in: the input of every rule about grades.

An answer is a grade key of the edition, `not_enough_evidence` or `prefer_not_to_say`.
"Not yet answered" is no row at all, so the three kinds of "no grade" never mix
(docs/scoring.md, "Reconciliation, step by step").
"""

from dataclasses import dataclass

from stakeholders.domain.kinds import LocalInterestKind

NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
PREFER_NOT_TO_SAY = "prefer_not_to_say"


@dataclass(frozen=True, slots=True)
class LocalInterest:
    """A body or group whose view may count.

    `stood_down` is set where a declared interest removes it from this assessment.
    """

    key: str
    name: str
    kind: LocalInterestKind
    stood_down: bool = False


@dataclass(frozen=True, slots=True)
class LocalAnswer:
    """One person's answer for a local interest; `grader` tells its people apart.

    `publish_comment` is the person's own choice. `before_reply`: what they had answered before the
    one change allowed after reading the organisation's reply, "" where they changed nothing.
    `written_down`: by somebody who facilitates, from paper or the telephone.
    """

    local_interest: str
    grader: str
    answer: str
    comment: str = ""
    publish_comment: bool = True
    before_reply: str = ""
    written_down: bool = False


@dataclass(frozen=True, slots=True)
class AgreedAnswer:
    """The one answer a group agreed on: it stands in place of its people's answers.

    `agreed` and `dissented` are how many people stood behind it and did not, 0 where nobody
    counted. `dissent` is what those who saw it otherwise wanted recorded. `written_down`: by
    somebody who facilitates, for a table. Then what its people answer themselves comes first.
    `before_reply` as of `LocalAnswer`.
    """

    local_interest: str
    answer: str
    dissent: str = ""
    comment: str = ""
    publish_comment: bool = True
    written_down: bool = False
    before_reply: str = ""
    agreed: int = 0
    dissented: int = 0
    publish_dissent: bool = False


@dataclass(frozen=True, slots=True)
class MeetingGrade:
    """A grade the local interests agreed when they met; `present` holds their keys."""

    grade: str
    present: tuple[str, ...]
    note: str = ""
