"""The command at the root: its help is complete, its refusals are failures."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def portalctl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["./portalctl", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_help_names_every_command() -> None:
    helped = portalctl("help").stdout
    branches = re.findall(r"^  ([a-z |]+)\)", (ROOT / "portalctl").read_text(), re.M)
    commands = {name for branch in branches for name in branch.split(" | ")} - {"help"}
    assert commands >= {"run", "test", "check", "fix", "shell", "worker"}
    assert [name for name in commands if f"\n  {name} " not in helped] == []


def test_an_unknown_command_fails_and_says_so() -> None:
    answer = portalctl("tset")
    assert answer.returncode != 0
    assert "there is no command 'tset'" in answer.stderr


def test_run_refuses_what_it_does_not_know() -> None:
    answer = portalctl("run", "--twice")
    assert answer.returncode != 0
    assert "'--twice'" in answer.stderr


def test_ci_leaves_nothing_out() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert "REQUIRE_SERVICES=1 ./portalctl test\n" in script
