"""The board's x."""

from typing import Any

from reports.domain.snapshot import Snapshot


def official_form(snapshot: Snapshot) -> Any:
    return None
