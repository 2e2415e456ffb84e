"""The lists of the portal's folders agree: a new room is typed and measured like the others."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def rooms() -> set[str]:
    """Every folder that is a Python package of the portal."""
    return {found.parent.name for found in ROOT.glob("*/__init__.py")} - {"tests"}


def test_every_room_is_typed_and_measured() -> None:
    script = (ROOT / "scripts" / "check.sh").read_text()
    typed = re.search(r'^apps="(.+)"$', script, re.MULTILINE)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert typed
    assert set(typed[1].split()) == rooms()
    # The bench measures the portal; no test is there to reach all of it.
    assert set(settings["tool"]["coverage"]["run"]["source"]) == rooms() - {"bench"}
