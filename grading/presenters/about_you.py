"""Words for the questions about oneself, and the counts of their answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grading.domain.about_you import FEWEST_PEOPLE, PREFER_NOT_TO_SAY, QUESTIONS, shown_cells
from grading.domain.small_numbers import shown_count
from grading.domain.workflow import State
from grading.models import Assessment
from grading.selectors.about_you import about_you_counts
from stakeholders.domain.characteristics import ProtectedCharacteristic as Of

QUESTION_WORDS = {
    Of.AGE: gettext_lazy("How old are you?"),
    Of.DISABILITY: gettext_lazy("Are you disabled, or do you have a long-term health condition?"),
    Of.GENDER_REASSIGNMENT: gettext_lazy(
        "Is your gender different from the sex you were registered with at birth?"
    ),
    Of.MARRIAGE_CIVIL_PARTNERSHIP: gettext_lazy("Are you married or in a civil partnership?"),
    Of.PREGNANCY_MATERNITY: gettext_lazy(
        "Are you pregnant, or have you had a baby in the last year?"
    ),
    Of.RACE: gettext_lazy("What is your ethnic group?"),
    Of.RELIGION_BELIEF: gettext_lazy("What is your religion or belief?"),
    Of.SEX: gettext_lazy("What is your sex?"),
    Of.SEXUAL_ORIENTATION: gettext_lazy("What is your sexual orientation?"),
}
ANSWER_WORDS = {
    PREFER_NOT_TO_SAY: gettext_lazy("Prefer not to say"),
    "yes": gettext_lazy("Yes"),
    "no": gettext_lazy("No"),
    "under_25": gettext_lazy("Under 25"),
    "25_to_44": gettext_lazy("25 to 44"),
    "45_to_64": gettext_lazy("45 to 64"),
    "65_or_over": gettext_lazy("65 or over"),
    "asian": gettext_lazy("Asian or Asian British"),
    "black": gettext_lazy("Black, Black British, Caribbean or African"),
    "mixed": gettext_lazy("Mixed or several ethnic groups"),
    "white": gettext_lazy("White"),
    "none": gettext_lazy("None"),
    "buddhist": gettext_lazy("Buddhist"),
    "christian": gettext_lazy("Christian"),
    "hindu": gettext_lazy("Hindu"),
    "jewish": gettext_lazy("Jewish"),
    "muslim": gettext_lazy("Muslim"),
    "sikh": gettext_lazy("Sikh"),
    "female": gettext_lazy("Female"),
    "male": gettext_lazy("Male"),
    "straight": gettext_lazy("Straight or heterosexual"),
    "gay_or_lesbian": gettext_lazy("Gay or lesbian"),
    "bisexual": gettext_lazy("Bisexual"),
    "other": gettext_lazy("Another"),
}


@dataclass(frozen=True, slots=True)
class AboutGraders:
    """Counts safe to show, or in ``withheld`` why there are none yet."""

    withheld: str
    people: str = ""
    tables: tuple[Mapping[str, object], ...] = ()


def about_graders_page(assessment: Assessment) -> AboutGraders:
    """What the lead may see: nothing while answers still come in, or of few people; one query.

    Watching numbers change as people answer would show who said what.
    """
    if assessment.state in (State.PREPARING, State.GRADING):
        return AboutGraders(_("You see this when grading has closed."))
    counts = about_you_counts(assessment)
    people = counts.get(("", ""), 0)
    if people < FEWEST_PEOPLE:
        return AboutGraders(
            _("Fewer than %(number)d people answered, so nothing is shown.")
            % {"number": FEWEST_PEOPLE}
        )
    below = assessment.organisation.suppress_below
    return AboutGraders(
        withheld="",
        people=shown_count(people, suppress_below=below),
        tables=tuple(_table(of, counts, below) for of in QUESTIONS),
    )


def _table(of: Of, counts: Mapping[tuple[str, str], int], below: int) -> dict[str, object]:
    answers = QUESTIONS[of]
    cells = shown_cells([counts[str(of), answer] for answer in answers], suppress_below=below)
    return {
        "caption": str(QUESTION_WORDS[of]),
        "captionSize": "s",
        "firstCellIsHeader": True,
        "head": [{"text": _("Answer")}, {"text": _("People")}],
        "rows": [
            [{"text": str(ANSWER_WORDS[answer])}, {"text": cell}]
            for answer, cell in zip(answers, cells, strict=True)
        ],
    }
