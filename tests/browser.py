"""A real Chromium for the tests that look at a page."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

CALM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


PATIENCE_MS = 30_000
"""For a page that never does it: a machine that is busy with something else only takes longer."""

expect.set_options(timeout=PATIENCE_MS)


def open_page(browser: Browser, **window: Any) -> Page:
    """Open a page in a window of its own; whoever closes it closes `page.context`."""
    context = browser.new_context(**window)
    context.set_default_timeout(PATIENCE_MS)
    return context.new_page()


def find_chromium(playwright: Playwright) -> str | None:
    """Return a Chromium of the machine, or the one Playwright has fetched, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if found := shutil.which(name):
            return found
    fetched = playwright.chromium.executable_path
    return fetched if Path(fetched).exists() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once; without it these tests are skipped, but in CI they fail."""
    with sync_playwright() as playwright:
        chromium = find_chromium(playwright)
        if chromium is None:
            reason = "There is no Chromium here. Run `uv run playwright install chromium`."
            if os.environ.get("CI") == "true":  # noqa: TID251 - the tests are told where they run by CI alone
                pytest.fail(reason)
            pytest.skip(reason)
        opened = playwright.chromium.launch(executable_path=chromium, args=CALM)
        yield opened
        opened.close()
