"""Words for answers, and which question is which."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grading.domain.answers import NOT_ENOUGH_EVIDENCE, PREFER_NOT_TO_SAY
from grading.domain.counting import suggest_grade
from grading.domain.edition import Edition
from grading.models import AssessedOutcome, LocalGrade
from stakeholders.domain.characteristics import ProtectedCharacteristic

GROUP_LABELS = {
    ProtectedCharacteristic.AGE: gettext_lazy("People of different ages"),
    ProtectedCharacteristic.DISABILITY: gettext_lazy("Disabled people"),
    ProtectedCharacteristic.GENDER_REASSIGNMENT: gettext_lazy("Trans people (gender reassignment)"),
    ProtectedCharacteristic.MARRIAGE_CIVIL_PARTNERSHIP: gettext_lazy(
        "People who are married or in a civil partnership"
    ),
    ProtectedCharacteristic.PREGNANCY_MATERNITY: gettext_lazy(
        "People who are pregnant or have a baby"
    ),
    ProtectedCharacteristic.RACE: gettext_lazy("People of every race and ethnic background"),
    ProtectedCharacteristic.RELIGION_BELIEF: gettext_lazy(
        "People of every religion or belief, and of none"
    ),
    ProtectedCharacteristic.SEX: gettext_lazy("Women and men"),
    ProtectedCharacteristic.SEXUAL_ORIENTATION: gettext_lazy(
        "Lesbian, gay, bisexual and straight people"
    ),
}


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer in words; ``answer`` is "" while only a comment is there."""

    answer: str
    groups: tuple[str, ...]
    comment: str


def answer_words(edition: Edition, answer: str) -> str:
    """The words a grader chose this answer by; an unknown one stays as it is."""
    if answer == NOT_ENOUGH_EVIDENCE:
        return _("There is not enough evidence for me to say")
    if answer == PREFER_NOT_TO_SAY:
        return _("I'd rather not say")
    return edition.grade(answer).label if answer in edition.scale else answer


def shown_answer(
    edition: Edition, *, answer: str, groups: Iterable[str], comment: str
) -> ShownAnswer:
    """Somebody's own answer, saved or typed, in words."""
    return ShownAnswer(
        answer=answer_words(edition, answer),
        groups=tuple(str(label) for key, label in GROUP_LABELS.items() if key.value in set(groups)),
        comment=comment,
    )


def saved_answer(edition: Edition, grade: LocalGrade) -> ShownAnswer:
    return shown_answer(
        edition, answer=grade.answer, groups=grade.groups_faring_well, comment=grade.comment
    )


def suggestion_words(edition: Edition, code: str, grade: LocalGrade | None) -> str:
    """What the count of saved groups suggests; "" where nothing is counted or none was ticked."""
    if grade is None or not grade.groups_faring_well:
        return ""
    groups = [ProtectedCharacteristic(key) for key in grade.groups_faring_well]
    return _suggestion(edition, code, groups)


def suggestions_by_count(edition: Edition, code: str) -> tuple[str, ...]:
    """The same words for each number of groups from 0; () where nothing is counted."""
    if not edition.outcome(code).counts_groups or not edition.counting:
        return ()
    groups = list(ProtectedCharacteristic)
    return "", *(_suggestion(edition, code, groups[:n]) for n in range(1, len(groups) + 1))


def _suggestion(edition: Edition, code: str, groups: Collection[ProtectedCharacteristic]) -> str:
    suggestion = suggest_grade(edition, code, groups)
    if suggestion is None:
        return ""
    return _(
        "You ticked %(count)d of %(of)d groups. That number suggests: %(grade)s. You decide."
    ) % {
        "count": suggestion.count,
        "of": suggestion.of,
        "grade": edition.grade(suggestion.grade).label,
    }


def numbers_of(outcomes: Iterable[AssessedOutcome]) -> Mapping[int, int]:
    """The number each question has in this grader's walk, from 1."""
    return {row.pk: number for number, row in enumerate(outcomes, start=1)}


def is_answered(grade: LocalGrade | None) -> bool:
    """Whether there is an answer, and not just a comment; "I'd rather not say" is one."""
    return grade is not None and bool(grade.answer)
