"""One outcome of a report, shaped for page and PDF."""

from collections.abc import Mapping
from dataclasses import dataclass

from grading.domain.reconciliation import Basis
from grading.presenters.agreed_together import Together, counts_words
from grading.presenters.result_words import basis_words, distance_words, firmness_words
from reports.domain.firmness import deciding_voices
from reports.domain.snapshot import (
    CommentPart,
    GradedPart,
    GradePart,
    OutcomePart,
    ReplyPart,
    TogetherPart,
)
from reports.domain.summary import certainty_of
from reports.presenters.comment_view import Answers, CommentView, PartComments, part_comments
from reports.presenters.evidence_view import EvidenceShown, evidence_of_all, evidence_shown
from reports.presenters.spread import Spread, answer_labels, draw_spread
from reports.presenters.words import (
    CERTAINTY_WORDS,
    NO_GRADE_WORDS,
    basis_of_part,
    grade_label,
    sure_short,
)


@dataclass(frozen=True, slots=True)
class GradeView:
    """A grade to show: its word, its edition's colour, and a letter for black and white.

    `note` stands beside a grade that is not sure.
    """

    label: str
    colour: str
    letter: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DissentView:
    """Who saw it otherwise, what they said, how far off that is, and their published words."""

    name: str
    said: str
    distance: str
    comments: list[CommentView]


@dataclass(frozen=True, slots=True)
class PartView:
    """One assessed outcome. `self_assessment` is set where only the organisation graded it."""

    service_name: str
    grade_label: str
    grade: GradeView
    basis: str
    working: list[str]
    own: GradeView | None
    own_reason: str
    reply: ReplyPart | None
    self_assessment: bool
    out_of_scope_reason: str
    heard: int
    tally: list[tuple[str, int]]
    spread: Spread | None
    dissent: list[DissentView]
    together: list[Together]
    meeting_dissent: list[CommentPart]
    comments: list[CommentView]
    comments_without_name: list[CommentView]
    firmness: str
    faring_well: list[tuple[str, int]]
    faring_well_of: int
    met: list[str]
    evidence: EvidenceShown | None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """An outcome with its wording, grade and parts.

    `evidence` is what all its services share: then no part has its own.
    """

    code: str
    goal: str
    question: str
    explanation: str
    official: str
    certainty: str
    source_title: str
    source_url: str
    grade_label: str
    grade: GradeView
    basis: str
    by_service: bool
    parts: list[PartView]
    evidence: EvidenceShown | None
    graded: bool
    changed_by_local_view: bool
    hangs_on_one: bool
    differs: bool


class Words:
    """The edition's grades by key, with the words and marks that go with them."""

    def __init__(self, grades: list[GradePart]) -> None:
        self.grades = {grade["key"]: grade for grade in grades}
        self.labels = {grade["key"]: grade["label"] for grade in grades}
        self.answers: Mapping[str, str] = answer_labels(self.labels)

    def grade(self, key: str | None, basis: str, certainty: str = "") -> GradeView:
        """The grade, or the words for having none."""
        if key is None:
            return GradeView(str(NO_GRADE_WORDS[basis]), "none", "–")
        return self.known(key, certainty)

    def known(self, key: str, certainty: str = "") -> GradeView:
        grade = self.grades[key]
        letter = grade["label"][:1]
        return GradeView(grade["label"], grade["colour"], letter, sure_short(certainty))


def outcome_view(outcome: OutcomePart, words: Words, answers: Answers | None = None) -> OutcomeView:
    """Everything a section about one outcome shows; ``answers`` to its comments where live."""
    official, certainty = outcome["official"], certainty_of(outcome)
    shared = evidence_of_all(outcome)
    parts = [
        _part(
            part,
            words,
            part_comments(outcome, part, answers),
            evidence=None if shared else evidence_shown(part),
        )
        for part in outcome["parts"]
    ]
    return OutcomeView(
        code=outcome["code"],
        goal=outcome["goal"],
        question=outcome["question"],
        explanation=outcome["explanation"],
        official=official["text"],
        certainty=str(CERTAINTY_WORDS[official["certainty"]]),
        source_title=official["source_title"],
        source_url=official["source_url"],
        grade_label=grade_label([part["basis"] for part in outcome["parts"]], certainty),
        grade=words.grade(outcome["grade"], outcome["basis"], certainty),
        basis=basis_words(outcome["basis"], outcome["grade"]),
        by_service=outcome["by_service"],
        parts=parts,
        evidence=shared,
        graded=outcome["grade"] is not None,
        changed_by_local_view=any(
            part["basis"] == Basis.LOCAL_VIEW_PREVAILS for part in outcome["parts"]
        ),
        hangs_on_one=bool(deciding_voices(outcome)),
        differs=any(part["dissent"] for part in outcome["parts"]),
    )


def _part(
    part: GradedPart, words: Words, comments: PartComments, *, evidence: EvidenceShown | None
) -> PartView:
    own, heard = part["organisation_grade"], part["local_interests"]
    certainty = part.get("certainty", "")
    return PartView(
        service_name=part["service_name"],
        grade_label=grade_label([part["basis"]], certainty),
        grade=words.grade(part["grade"], part["basis"], certainty),
        basis=basis_of_part(part),
        working=part["working"],
        own=words.known(own) if own else None,
        own_reason=part["organisation_reason"],
        reply=part.get("reply"),
        self_assessment=bool(own) and part["basis"] == Basis.NOT_GRADED,
        out_of_scope_reason=part["out_of_scope_reason"],
        heard=heard,
        tally=[(label, part["tally"][key]) for key, label in words.answers.items()],
        spread=_spread(part, words) if any(part["tally"].values()) else None,
        dissent=[
            DissentView(
                name=dissent["local_interest"],
                said=words.answers[dissent["answer"]],
                distance=distance_words(dissent["distance"]),
                comments=comments.by(dissent["local_interest"], dissent["comments"]),
            )
            for dissent in part["dissent"]
        ],
        together=[_together(group) for group in part.get("together", [])],
        meeting_dissent=part.get("meeting_dissent", []),
        comments=comments.by_others([d["local_interest"] for d in part["dissent"]]),
        comments_without_name=comments.without_name,
        faring_well=_faring(part),
        faring_well_of=part.get("faring_well", {}).get("of", 0),
        firmness=firmness_words(part["pivotal"], part["grade"], heard),
        met=part["met"],
        evidence=evidence,
    )


def _together(group: TogetherPart) -> Together:
    counts = counts_words(group["agreed"], group["dissented"])
    return Together(group["local_interest"], counts, group["dissent"])


def _spread(part: GradedPart, words: Words) -> Spread:
    return draw_spread(
        part["tally"],
        list(words.answers),
        words.answers,
        agreed=part["grade"],
        own=part["organisation_grade"],
    )


def _faring(part: GradedPart) -> list[tuple[str, int]]:
    """The groups that any local interest named, with how many did."""
    groups = part["faring_well"]["groups"] if "faring_well" in part else []
    return [
        (group["label"], group["local_interests"]) for group in groups if group["local_interests"]
    ]
