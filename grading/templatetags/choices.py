"""The choices of a grading page: the longest part of the page that a full room opens at once."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from edsportal.common.drawn_once import drawn_once
from grading.presenters.grader.options import Option

register = template.Library()


@register.simple_tag
def tick_boxes(options: Sequence[Option]) -> SafeString:
    """One tick box for each group."""
    return drawn_once("grading/grader/_tick_boxes.html", groups=tuple(options))


@register.simple_tag
def radios(grades: Sequence[Option], no_grades: Sequence[Option], *, easy: bool) -> SafeString:
    """The grades, then the ways to give none; ``easy`` with their drawings."""
    return drawn_once(
        "grading/grader/_radios.html", grades=tuple(grades), no_grades=tuple(no_grades), easy=easy
    )
