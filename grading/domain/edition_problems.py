"""What is wrong with an edition file, where, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The way to one value: field names, and places in a list counted from 0."""


@dataclass(frozen=True, slots=True)
class EditionProblem:
    """One thing to mend. `place` names the file, the line where known, and the field."""

    place: str
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} {self.mend}"


class EditionErrors(ValueError):
    """A file that is not a sound edition, with every problem that was found."""

    def __init__(self, errors: Iterable[EditionProblem]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


def spell(path: Path) -> str:
    """A path in words, counting from 1 as people do: `goals 2 > outcomes 1 > question`."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step))
    return " > ".join(words)


@dataclass(slots=True)
class Problems:
    """Gathers problems, so that one reading of a file tells them all."""

    file: str
    lines: Mapping[Path, int] = field(default_factory=dict)
    _found: list[tuple[int, Path | None, EditionProblem]] = field(default_factory=list)

    def add(self, path: Path, problem: str, mend: str) -> None:
        """Note one problem at a path (no steps: the whole file); later ones there are dropped,
        as the first is nearest to the cause.
        """
        if any(found == path for _, found, _ in self._found):
            return
        line = self._line(path)
        parts = [f"{self.file}, line {line}" if line else self.file]
        if path:
            parts.append(spell(path))
        self._found.append((line, path, EditionProblem(", ".join(parts), problem, mend)))

    def add_at_line(self, line: int, problem: str, mend: str) -> None:
        """Note a problem that belongs to a line and to no field, as bad YAML does."""
        place = f"{self.file}, line {line}"
        self._found.append((line, None, EditionProblem(place, problem, mend)))

    def clean(self, *path: str | int) -> bool:
        """Whether nothing is wrong at this path, below it, or with what holds it.

        Checks that compare values ask this first, so that one slip is told once.
        """
        known = (found for _, found, _ in self._found if found is not None)
        return not any(found[: len(path)] == path[: len(found)] for found in known)

    def raise_any(self) -> None:
        """Raise EditionErrors, in the order of the lines, if there is any problem."""
        if self._found:
            in_order = sorted(self._found, key=lambda found: found[0])
            raise EditionErrors(problem for _, _, problem in in_order)

    def _line(self, path: Path) -> int:
        """The line of this value, or of the nearest thing that holds it; 0 if unknown."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 0
