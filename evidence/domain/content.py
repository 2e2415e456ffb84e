"""What is shown of an item of evidence, as plain values to compare."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Content:
    """Title to file, as people who grade read it; ``file_sha256`` is "" without a file.

    ``groups`` go from key to label, in the order they are shown in.
    """

    title: str
    kind: str
    summary: str
    url: str
    effective_on: date | None
    groups: tuple[tuple[str, str], ...]
    file_sha256: str

    @property
    def key(self) -> tuple[str, ...]:
        """The same for two contents only when people read the same."""
        labels = "\n".join(label for _key, label in self.groups)
        day = self.effective_on.isoformat() if self.effective_on else ""
        return (self.title, self.kind, self.summary, self.url, day, labels, self.file_sha256)
