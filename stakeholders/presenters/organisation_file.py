"""Words for a line of a file of organisations that cannot be used."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from stakeholders.domain.organisation_file import (
    COLUMNS,
    KINDS,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_REGION,
    Fault,
    LineFault,
    LineProblem,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FIRST_LINE = _("The first line must be: %(columns)s.")
WORDS: "Mapping[Fault, tuple[StrPromise, StrPromise]]" = {
    Fault.COLUMNS_MISSING: (_("Columns are missing: %(names)s."), FIRST_LINE),
    Fault.COLUMNS_UNKNOWN: (_("Columns are not known: %(names)s."), FIRST_LINE),
    Fault.COLUMN_TWICE: (_("A column is there twice."), FIRST_LINE),
    Fault.NOT_CSV: (_("This line is not CSV: %(error)s."), _("Save it again as CSV.")),
    Fault.TOO_MANY_COMMAS: (
        _("There are too many commas."),
        _("Put texts with commas in quotes."),
    ),
    Fault.NO_ODS_CODE: (
        _("ods_code “%(told)s” is no ODS code."),
        _("Use 3 to 10 capital letters and digits."),
    ),
    Fault.NAME: (_("The name is missing or too long."), _("Use up to %(longest_name)d letters.")),
    Fault.KIND: (_("kind “%(told)s” is not known."), _("Use one of: %(kinds)s.")),
    Fault.REGION: (_("The region is too long."), _("Use up to %(longest_region)d letters.")),
    Fault.PLACE: (
        _("The town or area is too long."),
        _("Use up to %(longest_place)d letters."),
    ),
    Fault.NO_COMMISSIONER_CODE: (
        _("commissioner_ods “%(told)s” is no ODS code."),
        _("Use a code, or leave it empty."),
    ),
    Fault.COMMISSIONER_OF_COMMISSIONER: (
        _("A commissioner has no commissioner."),
        _("Leave commissioner_ods empty."),
    ),
    Fault.CONTRADICTS: (
        _("%(code)s was on line %(earlier)d with another name, kind, region or place."),
        _("Write the same on each of its lines."),
    ),
    Fault.REPEATED: (
        _("%(code)s with this commissioner was on an earlier line."),
        _("Take one of the two out."),
    ),
}


def line_problem(found: LineFault) -> LineProblem:
    """The fault in words."""
    facts = {
        **found.facts,
        "columns": ",".join(COLUMNS),
        "kinds": ", ".join(KINDS),
        "longest_name": LONGEST_NAME,
        "longest_region": LONGEST_REGION,
        "longest_place": LONGEST_PLACE,
    }
    names = found.facts.get("names")
    if isinstance(names, list):
        facts["names"] = ", ".join(names)
    problem, mend = WORDS[found.fault]
    return LineProblem(found.line, str(problem % facts), str(mend % facts))
