"""The secret of a portal that runs without settings: one for a data folder, told to nobody."""

import secrets
import stat
from pathlib import Path

import pytest

from edsportal.environment import _embedded_secret


def test_it_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    made = _embedded_secret(folder)
    assert len(made) > 50
    assert _embedded_secret(folder) == made
    assert [file.name for file in folder.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600


def test_processes_that_start_together_have_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two checks side by side in a fresh clone: one read what the other had not yet filled."""
    real, found = secrets.token_urlsafe, []

    def another_is_first(size: int) -> str:
        monkeypatch.setattr(secrets, "token_urlsafe", real)
        found.append(_embedded_secret(tmp_path))
        return real(size)

    monkeypatch.setattr(secrets, "token_urlsafe", another_is_first)
    found.append(_embedded_secret(tmp_path))
    assert found[0] == found[1] != ""
