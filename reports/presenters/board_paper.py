"""The board's two pages."""

from typing import Any

from reports.domain.snapshot import Snapshot


def board_paper(snapshot: Snapshot) -> Any:
    return None
