"""The locks install anywhere: hashed, complete, and naming no host or folder."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
ASKED = {
    "base": RUNTIME,
    "test": RUNTIME + EXTRAS["test"],
    "dev": RUNTIME + EXTRAS["test"] + EXTRAS["dev"],
    "node": PROJECT["dependency-groups"]["node"],
}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> dict[str, tuple[str, bool]]:
    """Each package of a lock: its version and whether a hash follows."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.findall(
        r"^([\w.-]+)==(\S+)([^\n]*)((?:\n +--hash=sha256:[0-9a-f]{64}.*)*)", text, re.M
    )
    return {canonical(package): (version, bool(hashes)) for package, version, _, hashes in entries}


def test_there_is_one_lock_for_each_set() -> None:
    assert {lock.stem for lock in LOCKS} == set(ASKED)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_holds_only_pinned_packages_and_hashes(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    assert [line for line in lines if not re.match(r"[\w.-]+==|    --hash=sha256:", line)] == []
    assert [package for package, (_, hashed) in locked(lock.stem).items() if not hashed] == []


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_lock_answers_what_the_project_asks_for(name: str) -> None:
    pins = locked(name)
    for text in ASKED[name]:
        asked = Requirement(text)
        version, _ = pins[canonical(asked.name)]
        assert asked.specifier.contains(version), f"{text} is locked at {version}: ./portalctl lock"


def test_larger_sets_hold_the_smaller_ones() -> None:
    assert locked("base").items() <= locked("test").items() <= locked("dev").items()


def test_the_front_end_lock_names_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert package["integrity"].startswith("sha512-"), name
