"""Nothing is depended on, and no lint is switched off, without a reason beside it."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_python_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    part = text[text.index("dependencies = [") : text.index("[tool.ruff]")]
    lines = re.findall(r'^  "[^"]+",.*$', part, re.M)
    assert len(lines) > 30
    assert [line for line in lines if not re.search(r'",\s+# \w+.{8,}', line)] == []


def test_front_end_packages_are_pinned_exactly() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    for versions in (package["dependencies"], package["devDependencies"]):
        assert [name for name, v in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []
