"""The practice question, in the edition's own grades and our own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from grading.domain.edition import Edition
from grading.presenters.grader.answers import answer_words
from grading.presenters.grader.easy_read import EasyLine
from grading.presenters.grader.options import Option, grade_options, no_grade_options


@dataclass(frozen=True, slots=True)
class PracticePage:
    """``outcome`` says what the chosen answer would mean; "" before the button was pressed."""

    easy: bool
    easy_read: Sequence[EasyLine]
    grades: Sequence[Option]
    no_grades: Sequence[Option]
    outcome: str


def practice_page(edition: Edition, *, chosen: str, tried: bool, easy: bool) -> PracticePage:
    """The page before or after the button. What was chosen is shown back and not kept."""
    return PracticePage(
        easy=easy,
        easy_read=(
            EasyLine(_("Think of a library in a town."), "look"),
            EasyLine(_("The library has steps at the door. It has no ramp."), "care"),
            EasyLine(_("The library has books in six languages."), "look"),
            EasyLine(_("Is the library as good for every group?"), "ask"),
        ),
        grades=grade_options(edition, chosen, easy=easy),
        no_grades=no_grade_options(edition, chosen),
        outcome=_outcome(edition, chosen) if tried else "",
    )


def _outcome(edition: Edition, chosen: str) -> str:
    known = {grade.key for grade in edition.grades} | {
        option.value for option in no_grade_options(edition, "")
    }
    if chosen not in known:
        return _("You chose nothing. That is fine: you can leave out any question.")
    return _("You chose: %(answer)s. There is no right or wrong answer: your view counts.") % {
        "answer": answer_words(edition, chosen)
    }
