"""A real Chromium, Debian's, for the tests and for the screenshots."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cast import Member

CHROMIUM = Path("/usr/bin/chromium")

_ARGUMENTS = [
    "--no-sandbox",  # A container's root has no user namespaces; every page here is ours.
    "--disable-dev-shm-usage",  # A container's shared memory is too small for Chromium.
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Nothing that Chromium would like to ask its maker.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """
    A browser without a window, for as many contexts as the block likes to open.

    Playwright switches the back/forward cache off, in which a signed-out page could
    live on. It is on here, as it is for the person who presses Back.
    """
    if not CHROMIUM.exists():
        pytest.exit("Chromium is missing: run `make test`, which installs it.", returncode=1)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=_ARGUMENTS,
            ignore_default_args=["--disable-back-forward-cache"],
        )
        try:
            yield browser
        finally:
            browser.close()


def enter(page: Page, member: Member) -> None:
    """Sign in on a page that asks for it."""
    page.get_by_label("Email address").fill(member.email)
    page.get_by_label("Password").fill(member.password)
    page.get_by_role("button", name="Sign in").click()


def paper(page: Page, address: str) -> bytes:
    """The pages of a brief, as soon as they are made."""
    for _look in range(60):
        found = page.request.get(address)
        if found.headers["content-type"] == "application/pdf":
            return found.body()
        page.wait_for_timeout(1000)
    raise AssertionError("The brief was not made in a minute.")
