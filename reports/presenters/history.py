"""Words for reading past grades: places, what is not understood, lines that are wrong."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edsportal.common.errors import Problem
from evidence.domain.file_refusal import FileRefused
from evidence.presenters.file_refusal import refusal_words
from grading.domain.reconciliation import Basis
from reports.domain.history.cells import FileWhy, NotReadable, Place
from reports.domain.history.csv_lines import COLUMNS
from reports.domain.history.gathered import Fault, Stated
from reports.domain.history.words import NoGrade, Why
from reports.presenters.words import NO_GRADE_WORDS

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NO_GRADE = {
    Basis.NOT_GRADED: NoGrade.NOT_GRADED,
    Basis.MIDDLE_OF_SERVICES: NoGrade.NOT_GRADED,
    Basis.OUT_OF_SCOPE: NoGrade.OUT_OF_SCOPE,
}
LONGEST_SHOWN = 120

UNCLEAR: "Mapping[Why, StrPromise]" = {
    Why.EMPTY: gettext_lazy("The cell is empty."),
    Why.NOT_A_GRADE: gettext_lazy("This is no grade of the edition."),
    Why.MORE_WORDS: gettext_lazy("More stands here than a grade, so it could mean something else."),
    Why.TWO_GRADES: gettext_lazy("There are two grades here."),
    Why.NONE_TICKED: gettext_lazy("No box is ticked."),
    Why.TICKS: gettext_lazy("It is not clear which box belongs to which grade."),
    Why.FORMULA: gettext_lazy("This is a formula. Put its result in its place."),
    Why.TOO_LONG: gettext_lazy("There is too much text for a grade."),
    Why.MERGED: gettext_lazy("One merged cell stands beside several outcomes."),
    Why.NO_OUTCOME: gettext_lazy("A grade with no outcome beside it."),
    Why.SERVICE_TWICE: gettext_lazy("A service is named twice."),
    Why.SERVICES_DIFFER: gettext_lazy(
        "The outcome's grade is not the middle one of the services' grades."
    ),
    Why.SUM_DIFFERS: gettext_lazy(
        "The grades that were understood come to something else. Which is right? If it is left "
        "out, the total is made from the grades."
    ),
    Why.TOLD_TWICE: gettext_lazy("The file gives this outcome different grades in two places."),
}
FILE: "Mapping[FileWhy, StrPromise]" = {
    FileWhy.WRONG_TYPE: gettext_lazy(
        "Past grades are read from CSV, Word (DOCX) and Excel (XLSX) files. Save it as one of "
        "these."
    ),
    FileWhy.TOO_MUCH: gettext_lazy(
        "There is too much in this file. Keep the tables that hold grades and take out the rest."
    ),
    FileWhy.UNREADABLE: gettext_lazy(
        "The file cannot be read. Open it in the program it was made with and save a new copy."
    ),
    FileWhy.NOT_TEXT: gettext_lazy("The file is no text in UTF-8. Save it as “CSV UTF-8”."),
    FileWhy.NO_TABLE: gettext_lazy("There is no table in this file. Grades are read from tables."),
}
FAULTS: "Mapping[str, tuple[StrPromise, StrPromise]]" = {
    "columns_missing": (
        gettext_lazy("Columns are missing: %(names)s."),
        gettext_lazy("The first line names the columns: %(columns)s."),
    ),
    "columns_unknown": (
        gettext_lazy("Columns are not known: %(names)s."),
        gettext_lazy("Use these: %(columns)s."),
    ),
    "column_twice": (gettext_lazy("A column is there twice."), gettext_lazy("Keep one of them.")),
    "broken": (
        gettext_lazy("The line cannot be read: a quotation mark is out of place or not closed."),
        gettext_lazy("Close the quotes, and double each quotation mark inside them."),
    ),
    "no_lines": (
        gettext_lazy("There is no line below the headings."),
        gettext_lazy("Write a line for each outcome."),
    ),
    "too_many_cells": (
        gettext_lazy("The line has more cells than the first line has headings."),
        gettext_lazy("Put texts with commas or semicolons in quotes."),
    ),
    "another_organisation": (
        gettext_lazy("This is about %(code)s, and not about %(given)s."),
        gettext_lazy("Take it out, or bring it in under its own organisation."),
    ),
    "not_said": (
        gettext_lazy("%(name)s is empty."),
        gettext_lazy("Fill it in, or say it beside the file."),
    ),
    "framework": (
        gettext_lazy("“%(said)s” is not an edition loaded here."),
        gettext_lazy("Use one of: %(known)s."),
    ),
    "which_edition": (
        gettext_lazy("The file does not tell which edition it is."),
        gettext_lazy("Say it beside the file. One of: %(known)s."),
    ),
    "nothing_found": (
        gettext_lazy("No table has outcomes of %(edition)s with a grade beside them."),
        gettext_lazy("Check the edition. A table needs the headings “Outcome” and “Rating”."),
    ),
    "differs": (
        gettext_lazy("%(name)s is not the same as on line %(earlier)s of this year."),
        gettext_lazy("Write the same on each line of one organisation, edition and year."),
    ),
    "outcome": (
        gettext_lazy("“%(said)s” is not an outcome of %(edition)s."),
        gettext_lazy("Use one of: %(known)s."),
    ),
    "grade": (
        gettext_lazy("grade “%(said)s” is not understood: %(reason)s"),
        gettext_lazy("Use one of: %(known)s."),
    ),
    "no_services": (
        gettext_lazy("%(edition)s does not grade %(outcome)s by service."),
        gettext_lazy("Leave the service empty."),
    ),
    "again": (
        gettext_lazy("%(outcome)s is on line %(earlier)s already."),
        gettext_lazy("Keep one line for each outcome, or one for each of its services."),
    ),
}
MISSING: "Mapping[str, tuple[StrPromise, StrPromise]]" = {
    "ods_code": (
        gettext_lazy("It is not said whose grades they are."),
        gettext_lazy("Give the ODS code."),
    ),
    "framework": (
        gettext_lazy("It is not said which edition they are of."),
        gettext_lazy("Give the edition."),
    ),
    "year": (
        gettext_lazy("It is not said which year they are for."),
        gettext_lazy("Give the year, such as 2023/24."),
    ),
    "source_url": (
        gettext_lazy("It is not said where they were published."),
        gettext_lazy("Give the web address, so that readers can check."),
    ),
    "published_on": (
        gettext_lazy("It is not said on which day they were published."),
        gettext_lazy("Give the day."),
    ),
}


def no_grade_words() -> dict[str, NoGrade]:
    """The portal's own words for an outcome without a grade."""
    return {str(NO_GRADE_WORDS[basis]): way for basis, way in NO_GRADE.items()}


def place_words(place: Place, kind: str) -> str:
    """Where a cell stands, as a person would look for it."""
    if not place.row:
        return _("the whole file")
    facts = {"table": place.table, "row": place.row, "column": place.column}
    if kind == "docx":
        return _("table %(table)s, row %(row)s, column %(column)s") % facts
    if kind == "xlsx":
        return _("sheet “%(table)s”, row %(row)s, column %(column)s") % facts
    return _("line %(row)s") % facts


AGREES = {
    True: gettext_lazy("agrees with the grades"),
    False: gettext_lazy("differs from the grades"),
    None: gettext_lazy("not compared: too little is understood, or the edition adds no grades up"),
}


def shown(text: str) -> str:
    """A cell's text on one line, cut where it is long."""
    line = " / ".join(part.strip() for part in text.splitlines() if part.strip())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}…"


def stated_words(stated: Stated, kind: str) -> str:
    """A total or rating of the file, where it stands, and whether the grades agree."""
    return _("%(label)s: %(text)s (%(where)s): %(agrees)s") % {
        "label": shown(stated.label).rstrip(":"),
        "text": shown(stated.text),
        "where": place_words(stated.place, kind),
        "agrees": AGREES[stated.agrees],
    }


def fault_problem(fault: Fault, kind: str) -> Problem:
    """A line that cannot be used, in words."""
    problem, mend = FAULTS[fault.code]
    why = fault.facts.get("why")
    reason = UNCLEAR[why] if isinstance(why, Why) else ""
    facts = {**fault.facts, "columns": ", ".join(COLUMNS), "reason": str(reason)}
    return Problem(place_words(fault.place, kind), str(problem % facts), str(mend % facts))


def detail_missing(name: str) -> Problem:
    """Something essential that neither the file nor the person said."""
    problem, mend = MISSING[name]
    return Problem(name, str(problem), str(mend))


def refused_words(refusal: FileRefused | NotReadable) -> str:
    """Why the whole file is not taken."""
    if isinstance(refusal, FileRefused):
        return refusal_words(refusal)
    line = refusal.facts.get("line")
    words = str(FILE[refusal.why])
    return f"{_('Line %s') % line}: {words}" if line else words
