"""The container loads the portal once and forks: what is open then would be shared by workers."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WHAT_IS_OPEN = """
import threading
import edsportal.wsgi
from django.db import connections
print([each.alias for each in connections.all(initialized_only=True) if each.connection])
print([thread.name for thread in threading.enumerate()])
"""


def test_loading_opens_no_connection_and_starts_no_thread(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", WHAT_IS_OPEN],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.splitlines() == ["[]", "['MainThread']"]
