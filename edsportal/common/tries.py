"""Counting tries in the cache, so that secrets cannot be guessed by the thousand."""

import hashlib
import time

from django.core.cache import cache


class Tries:
    """At most ``most`` tries per name within each window of ``seconds``.

    Windows are fixed by the clock rather than sliding: one counter per name is enough,
    and every web process sees the same one.
    """

    def __init__(self, what: str, *, most: int, seconds: int) -> None:
        self.what, self.most, self.seconds = what, most, seconds

    def used_up(self, *names: str) -> bool:
        """Whether any of ``names`` has no try left now."""
        counts = cache.get_many([self._key(name) for name in names])
        return any(count >= self.most for count in counts.values())

    def count(self, *names: str) -> None:
        """Note one try under each of ``names``."""
        for name in names:
            key = self._key(name)
            cache.add(key, 0, self.seconds)
            cache.incr(key)
            # Some caches shorten a key's life when they add to it.
            cache.touch(key, self.seconds)

    def _key(self, name: str) -> str:
        # Hashed: names are addresses of networks and people, and keys have a narrow alphabet.
        hidden = hashlib.sha256(name.encode()).hexdigest()[:32]
        return f"tries-{self.what}-{int(time.time()) // self.seconds}-{hidden}"
