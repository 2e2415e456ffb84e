"""What every test shares: a small world, and append-only guards that flush can pass."""

import functools
import gc
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache, caches
from django.db import connection
from django.db.models.signals import post_migrate
from run_tests import NO_DATABASE

from edsportal.common import append_only
from grading.domain import edition_file
from tests.world import World, build_world


def pytest_configure() -> None:
    """Serve style sheets where they lie: the live server starts before any fixture of a test.

    And no row of a test has to outlive a power cut.
    """
    from django.conf import settings

    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if "init_command" in options:
        options["init_command"] += "PRAGMA synchronous=OFF;"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse marks by which each of two runs would leave a test to the other."""
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        only_second = marks & {"browser", "once", "postgres"} and "embedded" not in marks
        if only_second and ("lean" in marks or item.nodeid.startswith(NO_DATABASE)):
            raise pytest.UsageError(f"{item.nodeid}: no run has a test with the marks {marks}")


def pytest_collection_finish() -> None:
    """What is imported by now stays; looking for garbage in it is a sixth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def _emptied_by_deleting() -> Iterator[None]:
    """TRUNCATE makes new files for each table and index; the few rows of a test are soon deleted.

    Foreign keys are looked at when the flush commits, so the order of tables does not matter.
    """

    def delete_statements(self: object, style: object, tables: list[str], **_: object) -> list[str]:
        return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]  # noqa: S608

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(type(connection.ops), "sql_flush", delete_statements)
        yield


@pytest.fixture(autouse=True, scope="session")
def _editions_read_once() -> Iterator[None]:
    """The same text of an edition means the same; reading YAML is most of making a world."""
    with pytest.MonkeyPatch.context() as patch:
        once = functools.cache(edition_file.read_edition_text)
        patch.setattr(edition_file, "read_edition_text", once)
        yield


@pytest.fixture(autouse=True)
def _portal_in_a_box(settings: object, tmp_path: object) -> None:
    """Mail in memory, files and cache in the test's own folder, quick hashing."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SEND_MAIL_IN_PROCESS = True
    # Tests of the second step switch it on; the others sign people in without one.
    settings.REQUIRE_SECOND_FACTOR = "nobody"
    settings.MEDIA_ROOT = settings.PRIVATE_FILES = tmp_path / "files"
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {"default": memory, "pages": {**memory, "LOCATION": "pages"}}
    cache.clear()  # Tries counted by the test before are not this one's.
    caches["pages"].clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _rows_of_migrations_come_back() -> None:
    """Emptying the database takes the rows that a migration put there: no test is to miss them.

    Django tells of each flush as of a migration, which also puts the guards back.
    """
    migration = import_module("stakeholders.migrations.0002_protected_characteristics")
    post_migrate.connect(
        lambda **_: migration.add_the_nine(apps, None),
        sender=apps.get_app_config("stakeholders"),
        weak=False,
    )


@pytest.fixture
def committed_db(transactional_db: None) -> Iterator[None]:
    """A database whose commits are real. The flush that empties it must get past the guards."""
    yield
    append_only.remove_guards(connection)


@pytest.fixture
def world(db: None) -> World:
    """One trust with people in every role, EDS 2022 in preparation, and a second trust."""
    return build_world()
