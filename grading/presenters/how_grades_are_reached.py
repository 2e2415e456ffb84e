"""The rule behind every grade in a few plain words. A test holds them to a reading age of 11."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


def sections() -> list[Section]:
    """The page from top to bottom, in the language now active."""
    return [
        Section(
            _("Who decides"),
            (
                _(
                    "Local groups give the grades. They may be patients, staff or people who live "
                    "near by."
                ),
                _(
                    "The NHS body shows them what it does. It says which grade it would give. But "
                    "where the two differ, the local groups decide."
                ),
            ),
        ),
        Section(
            _("One group, one voice"),
            (
                _(
                    "Many people can answer for one group. We put their answers in order and take "
                    "the one in the middle. If there are two in the middle, we take the lower one."
                ),
                _("So a big group has no more say than a small one."),
            ),
        ),
        Section(
            _("From many groups to one grade"),
            (
                _(
                    "Then we put the groups in order from low to high, and the one in the middle "
                    "counts. Some places choose a different way before it starts: the grade most "
                    "groups gave, or the lowest."
                ),
                _("If the groups meet and agree on a grade, that grade counts."),
                _("If more than half of them saw too little to say, the lowest grade counts."),
                _("If too few groups take part, there is no grade."),
            ),
        ),
        Section(
            _("After that"),
            (
                _(
                    "The NHS body can reply where the groups gave a different grade. The groups "
                    "may then keep or change what they said, once."
                ),
                _(
                    "The board signs, but it can not change a grade. The report shows how each "
                    "grade came about and who saw it in a different way."
                ),
            ),
        ),
    ]
