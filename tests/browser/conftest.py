"""Chromium for stories: one browser a session, a fresh window a person, axe on every page."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from run_tests import find_chromium

from tests.browser.person import Person

AXE = Path(__file__).resolve().parents[2] / "var" / "test-assets" / "axe.min.js"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """The installed Chromium; a clear word where there is none.

    It keeps connections to the live server, whose threads use the database: it goes before that.
    """
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium found: install it, or name it in CHROMIUM")
    # The browser's driver keeps an event loop in this thread; Django must not mind.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def arrive(
    chromium: Browser, live_server: object, committed_db: None, settings: object
) -> Iterator[Callable[..., Person]]:
    """Opens a window for one person: ``arrive(name, javascript=True, width=320)``."""
    settings.SITE_URL = live_server.url
    windows: list[BrowserContext] = []

    def _arrive(name: str, *, javascript: bool = True, width: int = 1280) -> Person:
        window = chromium.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            base_url=live_server.url,
        )
        windows.append(window)
        window.set_default_timeout(15_000)
        page: Page = window.new_page()
        return Person(name, page, axe=AXE.read_text() if javascript else None)

    yield _arrive
    for window in windows:
        window.close()
