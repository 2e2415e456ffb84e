"""Addresses of static files: those that Django's own storage gives, worked out once."""

from pathlib import Path

import pytest
from whitenoise.storage import CompressedManifestStaticFilesStorage

from edsportal.common.static_files import StaticFiles


@pytest.fixture
def collected(tmp_path: Path, settings: object) -> Path:
    """The manifest of a folder with one collected style sheet."""
    settings.DEBUG = False
    (tmp_path / "staticfiles.json").write_text(
        '{"version": "1.1", "hash": "a", "paths": {"portal.css": "portal.1234.css"}}'
    )
    return tmp_path


def test_addresses_are_those_of_the_usual_storage(collected: Path) -> None:
    ours = StaticFiles(location=collected, base_url="/static/")
    usual = CompressedManifestStaticFilesStorage(location=collected, base_url="/static/")
    for name in ("portal.css", "portal.css", "portal.css#top", "portal.css?#iefix", "folder/"):
        assert ours.url(name) == usual.url(name)


def test_a_missing_file_is_told_each_time(collected: Path) -> None:
    ours = StaticFiles(location=collected, base_url="/static/")
    for _ in range(2):
        with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
            ours.url("gone.css")
