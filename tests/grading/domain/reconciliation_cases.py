"""Random and hand-written assessed outcomes for the tests of reconciliation."""

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
KINDS = (Kind.HEALTHWATCH, Kind.PATIENT_GROUP, Kind.STAFF)
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
    settings: Settings = Settings()

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


ANY_ANSWER = st.sampled_from((*SCALE.keys, NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY))
A_GROUP = st.tuples(
    st.sampled_from(KINDS),
    st.sampled_from((False, False, False, True)),
    st.lists(ANY_ANSWER, max_size=4),
    st.one_of(st.none(), st.none(), ANY_ANSWER),
    st.booleans(),
)
GRADE_OR_NONE = st.sampled_from((None, *SCALE.keys))
Drawn = tuple[Kind, bool, list[str], str | None, bool]


def case_from(
    drawn: Sequence[Drawn], meeting: str | None, own: str | None, method: Method, quorum: int
) -> Case:
    named = [(f"g{n}", group) for n, group in enumerate(drawn)]
    return Case(
        tuple(LocalInterest(key, key.upper(), g[0], g[1]) for key, g in named),
        tuple(
            LocalAnswer(key, f"{key}-p{m}", answer, comment=f"{key} {m}", publish_comment=m != 1)
            for key, g in named
            for m, answer in enumerate(g[2])
        ),
        tuple(AgreedAnswer(key, g[3], comment=f"{key} as one") for key, g in named if g[3]),
        MeetingGrade(meeting, tuple(key for key, g in named if g[4])) if meeting else None,
        own,
        Settings(method, quorum),
    )


CASES = st.builds(
    case_from,
    st.lists(A_GROUP, max_size=6),
    st.one_of(st.none(), st.none(), GRADE_OR_NONE),
    GRADE_OR_NONE,
    st.sampled_from(tuple(Method)),
    st.sampled_from((1, 1, 1, 2, 3)),
)
