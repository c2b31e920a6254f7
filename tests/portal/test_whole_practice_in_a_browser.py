"""
The main job, as three people do it: each at a browser of their own, against a real server.

A counselor takes a couple in and gives three couples the same exercise. Both
partners join by their own links and hand in on their phones. Nothing opens
before both did, then both read both, and tomorrow's brief is true.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from couples import clock
from tests.browser import paper
from tests.cast import TIME_ZONE, Cast
from tests.page import without_tokens

pytestmark = pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
PASSWORD = "a lantern in the long hallway"
EXERCISE = "A fear, a joy, a need"
WORDS = {
    "Ana": ("That you stay because of the house", "You laughed at my joke", "To be asked first"),
    "Bo": ("That it is too late for us", "Sunday on the porch", "A door that closes softly"),
}

Open = Callable[[dict[str, int]], Page]


@pytest.fixture
def open_browser(chromium: Browser, live_server: str) -> Iterator[Open]:
    contexts = []

    def open_one(size: dict[str, int]) -> Page:
        context = chromium.new_context(
            base_url=live_server,
            viewport={"width": size["width"], "height": size["height"]},
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


def _sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def _take_in(morgan: Page) -> dict[str, str]:
    """Add Ana and Bo with a session tomorrow; give back the path of each one's link."""
    tomorrow = clock.today(TIME_ZONE) + timedelta(days=1)
    morgan.goto("/counselor/couples/new")
    morgan.get_by_label("Name of the first partner").fill("Ana")
    morgan.get_by_label("Email address of the first partner").fill("ana@example.org")
    morgan.get_by_label("Name of the second partner").fill("Bo")
    morgan.get_by_label("Email address of the second partner").fill("bo@example.org")
    morgan.get_by_role("radio", name="Limited secrets").check()
    morgan.get_by_label("Time zone of the couple").select_option(TIME_ZONE)
    morgan.get_by_label("Day of the next session").fill(tomorrow.isoformat())
    morgan.locator("[name=at]").fill("10:00")
    morgan.get_by_role("button", name="Add this couple").click()
    return {
        name: urlsplit(morgan.get_by_label(f"Link for {name}").input_value()).path
        for name in ("Ana", "Bo")
    }


def _join(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("checkbox").check()
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/partner/this-week")


def _assign_to_three(morgan: Page) -> None:
    morgan.goto("/counselor/assign")
    morgan.get_by_role("link", name=EXERCISE).click()
    for couple in ("Alex and Sam", "Kim and Robin", "Ana and Bo"):
        morgan.get_by_role("checkbox", name=couple).check()
    morgan.get_by_role("radio", name="Each for themselves").check()
    morgan.get_by_role("radio", name="Several times a week").check()
    morgan.get_by_role("radio", name="Before their next session").check()
    morgan.get_by_role("button", name="Check who gets it").click()
    expect(morgan.locator("main")).to_contain_text("There is no next session to set it before")
    morgan.get_by_role("button", name="Change something").click()
    morgan.get_by_role("radio", name="No date").check()
    morgan.get_by_role("button", name="Check who gets it").click()
    morgan.get_by_role("button", name="Assign to 3 couples").click()
    morgan.wait_for_url("**/counselor/batches/*")


def _hand_in(page: Page, words: tuple[str, str, str]) -> None:
    page.goto("/partner/this-week")
    page.get_by_role("link", name="Open").first.click()
    page.get_by_role("button", name="Start").click()
    for field, text in zip(("fear", "joy", "need"), words, strict=True):
        page.locator(f"[name=answer-{field}]").fill(text)
    page.locator("label", has_text="7").first.click()
    page.locator("[name=answer-validated][value='6']").check(force=True)
    page.get_by_role("button", name="Check and send").click()
    page.wait_for_url("**/check")
    for text in words:
        expect(page.locator("main")).to_contain_text(text)
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/partner/submissions/*")


def test_homework_out_homework_in_and_a_brief_before_the_session(
    app: Flask, cast: Cast, open_browser: Open, live_server: str
) -> None:
    app.config["MENDWELL"] = replace(app.config["MENDWELL"], base_url=live_server)
    morgan, ana, bo = open_browser(DESK), open_browser(PHONE), open_browser(PHONE)
    _sign_in(morgan, cast.morgan.email, cast.morgan.password)

    links = _take_in(morgan)
    _join(ana, links["Ana"])
    _join(bo, links["Bo"])
    _assign_to_three(morgan)

    before = _week(bo)
    _hand_in(ana, WORDS["Ana"])
    assert _week(bo) == before, "Bo’s page tells that Ana handed in."
    expect(ana.locator("main")).not_to_contain_text(WORDS["Bo"][0])
    _hand_in(bo, WORDS["Bo"])
    expect(bo.locator("main")).to_contain_text(WORDS["Ana"][0])
    ana.reload()
    expect(ana.locator("main")).to_contain_text(WORDS["Bo"][0])

    morgan.goto("/counselor/review")
    morgan.get_by_role("link", name=EXERCISE).click()
    for text in (*WORDS["Ana"], *WORDS["Bo"]):
        expect(morgan.locator("main")).to_contain_text(text)

    morgan.goto("/counselor/today")
    brief = morgan.get_by_role("link", name="Open the brief").get_attribute("href")
    told = _words_of(paper(morgan, f"{live_server}{brief}"))
    for text in (WORDS["Ana"][0], WORDS["Bo"][0], "Ana", "Bo", EXERCISE):
        assert text in told, text
    assert "1 of 1" in told


def _week(page: Page) -> str:
    page.goto("/partner/this-week")
    return without_tokens(page.locator("main").inner_html())


def _words_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
