"""The container loads the portal once and forks: what is open then would be shared by workers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHAT_IS_OPEN = """
import json, os
import edsportal.wsgi
from django.conf import settings
links = [os.path.join("/proc/self/fd", number) for number in os.listdir("/proc/self/fd")]
sockets = [link for link in links if os.path.islink(link) and "socket:" in os.readlink(link)]
engine = settings.DATABASES["default"]["ENGINE"]
print(json.dumps([engine, len(sockets), len(os.listdir("/proc/self/task"))]))
"""
NOBODY_ANSWERS = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")
def test_loading_opens_no_connection_and_starts_no_thread(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", WHAT_IS_OPEN],
        cwd=ROOT,
        env={**os.environ, **NOBODY_ANSWERS, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    assert json.loads(told.stdout) == ["edsportal.common.postgresql", 0, 1]
