"""Whether a commissioner should think again about its own grade: it asks, and decides nothing.

Source: design rule, docs/scoring.md "Commissioners": a commissioner "should be prepared to
downgrade" its own grade where its providers cannot show results.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProviderGrade:
    """One provider's published agreed grade of an outcome.

    ``year`` is "" where it has published nothing in this edition; ``grade`` None where its
    report has no grade here.
    """

    name: str
    year: str = ""
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class ThinkAgain:
    """Names of providers whose grade is lower than the commissioner's own, or missing."""

    lower: tuple[str, ...]
    missing: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.lower or self.missing)


def think_again(
    own: str | None, providers: Iterable[ProviderGrade], *, scale: tuple[str, ...]
) -> ThinkAgain:
    """``scale`` are grade keys, lowest first. Nothing to think about without an own grade, or
    where that is the lowest already."""
    if own is None or own == scale[0]:
        return ThinkAgain((), ())
    given = list(providers)
    return ThinkAgain(
        lower=tuple(
            p.name for p in given if p.grade is not None and scale.index(p.grade) < scale.index(own)
        ),
        missing=tuple(p.name for p in given if p.grade is None),
    )
