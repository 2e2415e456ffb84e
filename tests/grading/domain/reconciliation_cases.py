"""Random and hand-written assessed outcomes for the tests of reconciliation."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from grading.domain.answers import (
    NOT_ENOUGH_EVIDENCE,
    PREFER_NOT_TO_SAY,
    AgreedAnswer,
    LocalAnswer,
    LocalInterest,
    MeetingGrade,
)
from grading.domain.edition import GradeScale
from grading.domain.reconciliation import Method, Reconciliation, Settings, reconcile
from stakeholders.domain.kinds import LocalInterestKind as Kind

SCALE = GradeScale(("undeveloped", "developing", "achieving", "excelling"))
ENTITLED = frozenset({Kind.HEALTHWATCH, Kind.PATIENT_GROUP})
KINDS = (Kind.HEALTHWATCH, Kind.PATIENT_GROUP, Kind.HEALTHWATCH, Kind.STAFF)
DEFAULTS = Settings()
SHORT = {
    "U": "undeveloped",
    "D": "developing",
    "A": "achieving",
    "E": "excelling",
    "?": NOT_ENOUGH_EVIDENCE,
    "-": PREFER_NOT_TO_SAY,
}


@dataclass(frozen=True)
class Case:
    """One assessed outcome as it is handed to `reconcile`."""

    local_interests: tuple[LocalInterest, ...]
    answers: tuple[LocalAnswer, ...] = ()
    agreed_answers: tuple[AgreedAnswer, ...] = ()
    meeting: MeetingGrade | None = None
    organisation_grade: str | None = None
    settings: Settings = DEFAULTS

    def settle(self, **changes: object) -> Reconciliation:
        case = replace(self, **changes)  # type: ignore[arg-type]
        return reconcile(
            scale=SCALE,
            entitled_kinds=ENTITLED,
            organisation_grade=case.organisation_grade,
            local_interests=case.local_interests,
            answers=case.answers,
            agreed_answers=case.agreed_answers,
            meeting=case.meeting,
            settings=case.settings,
        )

    def without(self, keys: set[str]) -> "Case":
        """As if these local interests had never been asked."""
        meeting = self.meeting and replace(
            self.meeting, present=tuple(k for k in self.meeting.present if k not in keys)
        )
        return replace(
            self,
            local_interests=tuple(i for i in self.local_interests if i.key not in keys),
            answers=tuple(a for a in self.answers if a.local_interest not in keys),
            agreed_answers=tuple(a for a in self.agreed_answers if a.local_interest not in keys),
            meeting=meeting,
        )


def groups(*spoken: str, **rest: object) -> Case:
    """One entitled local interest per word; each letter of a word is one person's answer.

    `groups("DA", "?")` is g0 with two people and g1 with one who lacks evidence.
    """
    interests = tuple(
        LocalInterest(f"g{n}", f"Group {n}", Kind.HEALTHWATCH) for n in range(len(spoken))
    )
    return Case(interests, people(*spoken), **rest)  # type: ignore[arg-type]


def people(*spoken: str) -> tuple[LocalAnswer, ...]:
    return tuple(
        LocalAnswer(f"g{n}", f"g{n}-p{m}", SHORT[letter])
        for n, word in enumerate(spoken)
        for m, letter in enumerate(word)
    )


# Few draws for each group keep ten thousand cases quick; what comes first is simplest.
# Repeats make likely what decides much: small groups, missing evidence, no meeting.
ANSWERS = (*SCALE.keys, NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY)
STANDING = tuple(itertools.product(KINDS, (False, False, False, False, True)))
PEOPLE = tuple(
    said
    for size, repeats in ((0, 60), (1, 60), (2, 10), (3, 1))
    for _ in range(repeats)
    for said in itertools.product((*ANSWERS, NOT_ENOUGH_EVIDENCE), repeat=size)
)
TOGETHER = tuple(itertools.product((*(None,) * 6, *ANSWERS), (False, True)))
A_GROUP = st.tuples(*map(st.sampled_from, (STANDING, PEOPLE, TOGETHER)))
OUTCOME = tuple(
    itertools.product((*(None,) * 6, *SCALE.keys), (None, *SCALE.keys), Method, (1, 1, 1, 1, 2, 3))
)
Drawn = tuple[tuple[Kind, bool], tuple[str, ...], tuple[str | None, bool]]


def case_from(drawn: Sequence[Drawn], outcome: tuple[str | None, str | None, Method, int]) -> Case:
    """Keys follow the order drawn; comments are there to be published or kept back."""
    meeting, own, method, quorum = outcome
    named = [(f"g{n}", group) for n, group in enumerate(drawn)]
    return Case(
        tuple(LocalInterest(key, key.upper(), *standing) for key, (standing, _, _) in named),
        tuple(
            LocalAnswer(key, f"{key}-p{m}", answer, comment=f"{key} {m}", publish_comment=m != 1)
            for key, (_, said, _) in named
            for m, answer in enumerate(said)
        ),
        tuple(
            AgreedAnswer(key, agreed, comment=f"{key} as one")
            for key, (_, _, (agreed, _)) in named
            if agreed
        ),
        MeetingGrade(meeting, tuple(key for key, (_, _, (_, there)) in named if there))
        if meeting
        else None,
        own,
        Settings(method, quorum),
    )


CASES = st.builds(case_from, st.lists(A_GROUP, max_size=6), st.sampled_from(OUTCOME))
