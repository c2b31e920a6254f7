"""
Every page that somebody can open, in a real browser: a part of `make prove`.

The policy is broken by none, WCAG 2.2 AA by none, and after signing out the browser holds
nothing of what was on them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from tests.cast import Cast, Member
from tests.page import Visitor
from tests.patience import wait_for_hours
from tests.portal.test_routes import LEAVES, paths, rules
from tests.portal.world import NOT_HERE, World, build

pytestmark = [pytest.mark.only_on("sqlite"), pytest.mark.slow]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
STORED = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage},
  await caches.keys(), (await indexedDB.databases()).map((each) => each.name),
  (await navigator.serviceWorker.getRegistrations()).length,
])"""
EMPTY = [{}, {}, [], [], 0]
CANARY = "canary-"
BACK = 4
PLAIN = ("css/base.css", "css/partner.css")
"""Pages without words, which a browser may keep."""


@pytest.mark.parametrize("name", ["alex", "sam", "morgan"])
def test_every_page_of_somebody_keeps_to_the_policy_and_stays_readable(
    name: str,
    app: Flask,
    cast: Cast,
    writing: Callable[[], Session],
    sign_in_as: Callable[[Member], Visitor],
    live_server: str,
    chromium: Browser,
    record_property: Callable[[str, object], None],
) -> None:
    wait_for_hours()
    with writing() as session, session.begin():
        world = build(session, cast)
    visitor = sign_in_as(getattr(cast, name))
    pages = list(pages_of(app, world, visitor))
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    context.add_init_script(WATCH)
    take_along(visitor, context, live_server)
    page, broken, unreadable = context.new_page(), [], []

    for path in pages:
        page.goto(live_server + path)
        broken += [f"{path}: {each}" for each in page.evaluate("window.broken")]
        found = Axe().run(page, options=RULES).response["violations"]
        unreadable += [f"{path}: {each['id']}" for each in found]
    has_cache = is_back_forward_cache_on(page, live_server)
    opened_with_words = open_something_with_words(page, live_server, pages)
    kept = kept_after_signing_out(page, live_server, CANARY)
    context.close()

    record_property(
        "browser",
        f"{len(pages)} pages as {name}: {len(broken)} of the policy, {len(unreadable)} of WCAG",
    )
    assert broken == []
    assert unreadable == []
    assert has_cache
    assert opened_with_words
    assert kept == EMPTY


def open_something_with_words(page: Page, address: str, pages: list[str]) -> bool:
    """Leave a page with words behind in the history of the browser."""
    for path in pages:
        page.goto(address + path)
        if CANARY in page.content():
            return True
    return False


def pages_of(app: Flask, world: World, visitor: Visitor) -> Iterator[str]:
    """Every address that is a page for them, one of each kind."""
    for rule in rules(app):
        if "GET" not in (rule.methods or ()) or rule.endpoint in LEAVES:
            continue
        for path in paths(app, rule, world):
            answer = None if NOT_HERE in path else visitor.client.get(path)
            if answer is not None and answer.status_code == 200 and answer.mimetype == "text/html":
                yield path
                break


def take_along(visitor: Visitor, context: BrowserContext, address: str) -> None:
    """Let the browser be the one in which they are signed in."""
    name = visitor.app.config["SESSION_COOKIE_NAME"]
    cookie = visitor.client.get_cookie(name)
    assert cookie is not None
    host = urlsplit(address).hostname
    assert host is not None
    context.add_cookies([{"name": name, "value": cookie.value, "domain": host, "path": "/"}])


def kept_after_signing_out(page: Page, address: str, words: str) -> object:
    """
    What the browser holds once they have signed out, and have looked what Back shows.

    It goes through an account page, since a page of the partner may be left by its own button.
    """
    page.goto(f"{address}/account/")
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/sign-in")
    assert words not in "".join(str(each) for each in page.context.cookies())
    for _ in range(BACK):
        page.go_back(wait_until="commit")
        page.wait_for_load_state()
        assert words not in page.content(), f"{page.url} came back"
    return json.loads(page.evaluate(STORED))


def is_back_forward_cache_on(page: Page, address: str) -> bool:
    """Whether a page that may be kept lives on while another one is open."""
    page.goto(f"{address}/static/{PLAIN[0]}")
    page.evaluate("window.lives = true")
    page.goto(f"{address}/static/{PLAIN[1]}")
    page.go_back(wait_until="commit")
    return bool(page.evaluate("window.lives === true"))
