"""Names for the kinds and numbers an event holds, looked up when the trail is read.

The trail itself holds no name, so a person who was removed cannot be found by it. Apps
say here how their rows are called; this room knows none of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

Key = tuple[str, str]
Resolver = Callable[[Collection[str]], Mapping[str, str]]

_resolvers: dict[str, Resolver] = {}


def named_by(kind: str, resolver: Resolver) -> None:
    """Have rows of ``kind`` (``app.model``) named by ``resolver``: numbers in, names out.

    A grader is named by their group and nothing else: the trail is read by the graded trust.
    """
    _resolvers[kind] = resolver


def names_of(keys: Iterable[Key]) -> dict[Key, str]:
    """The name of each (kind, number) that still has one; one query for each kind there is."""
    wanted: dict[str, set[str]] = {}
    for kind, number in keys:
        wanted.setdefault(kind, set()).add(number)
    return {
        (kind, number): name
        for kind, numbers in sorted(wanted.items())
        if kind in _resolvers
        for number, name in _resolvers[kind](numbers).items()
    }
