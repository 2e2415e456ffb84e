from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reports.real_workers import Workers, own_broker


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    """Real workers on the tests' Redis, or on the broker of files where there is none."""
    own = Workers(tmp_path, own_broker())
    yield own
    own.kill_all()
