"""Whose copies a browser keeps: a name for a grader that tells a browser nothing else."""

from django.utils.crypto import salted_hmac

from grading.models import Grader

LETTERS = 16


def browser_key(grader: Grader) -> str:
    """What a browser keeps this person's unsent answers and read pages under.

    Made with the portal's secret, so that it is the same on every visit and says nothing
    about the person to the next one at a shared computer.
    """
    return salted_hmac("grading.copies", str(grader.pk), algorithm="sha256").hexdigest()[:LETTERS]
