"""The words of a report, for readers who do not know them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Entry = tuple["StrPromise", "StrPromise"]

GLOSSARY: tuple[Entry, ...] = (
    (
        _("Agreed grade"),
        _("The grade that counts. It is the local interests’ view wherever there is one."),
    ),
    (
        _("Dissent"),
        _("A local interest whose answer is another than the agreed grade. It is always shown."),
    ),
    (
        _("Equality Delivery System (EDS)"),
        _(
            "What NHS bodies use each year to see how well they serve and employ people from "
            "protected groups, together with the people concerned."
        ),
    ),
    (_("Evidence"), _("Documents, figures and accounts that the organisation put forward.")),
    (
        _("Grade"),
        _("How well an outcome is met, on the scale at the end of “What the grades mean”."),
    ),
    (
        _("Local interest"),
        _(
            "A group whose view counts, such as Healthwatch, a patient group, a staff network or "
            "a trade union. Each counts once, however many people answer for it."
        ),
    ),
    (
        _("Lower middle (median)"),
        _("The grade in the middle of all answers; of two in the middle, the lower one."),
    ),
    (
        _("Not enough evidence"),
        _("An answer of its own: what was shown did not let the local interest say."),
    ),
    (_("Objective"), _("What the organisation wants to reach for equality within four years.")),
    (
        _("Organisation’s own grade"),
        _("What the organisation proposed. It never changes the agreed grade."),
    ),
    (_("Outcome"), _("One thing that is graded, such as whether people can reach a service.")),
    (_("Out of scope"), _("Not graded this year, for the reason that is given.")),
    (
        _("Protected characteristic, group"),
        _(
            "One of nine kinds of difference that the Equality Act 2010 protects: age, disability, "
            "gender reassignment, marriage and civil partnership, pregnancy and maternity, race, "
            "religion or belief, sex, sexual orientation."
        ),
    ),
    (_("Quorum"), _("The fewest local interests that must be heard for there to be a grade.")),
    (
        _("SHA-256"),
        _("A fingerprint of a file or a record. If a copy has another one, it was changed."),
    ),
    (
        _("*"),
        _("A number of people from 1 to 7, which is not shown so that nobody can be recognised."),
    ),
)


#: What a report of history speaks of too: nobody graded it here, so it needs fewer.
OF_HISTORY = (2, 3, 4, 8, 10, 11, 12, 14)


def glossary_of(*, history: bool) -> tuple[Entry, ...]:
    """The words to explain."""
    return tuple(GLOSSARY[place] for place in OF_HISTORY) if history else GLOSSARY
