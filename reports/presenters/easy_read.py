"""The board's x."""

from typing import Any

from reports.domain.snapshot import Snapshot


def easy_read(snapshot: Snapshot) -> Any:
    return None
