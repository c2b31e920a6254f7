"""Reading a long queue with three keys, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from couples import clock
from tests.browser import enter
from tests.cast import Cast
from tests.homework import FEELINGS, give_feelings, hand_in

Writing = Callable[[], Session]
pytestmark = pytest.mark.only_on("sqlite", reason="The keys know nothing of databases.")


@pytest.fixture(autouse=True)
def _monday() -> None:
    """The server of the browser has a thread of its own, in which it is today."""


@pytest.fixture
def page(chromium: Browser, live_server: str, cast: Cast, writing: Writing) -> Iterator[Page]:
    """Morgan at the desk, with something to read from two couples."""
    for minutes, pair in ((9, cast.alex_and_sam), (8, cast.kim_and_robin)):
        with clock.at(clock.now() - timedelta(minutes=minutes)), writing() as s, s.begin():
            hand_in(s, pair.partners[0], give_feelings(s, pair), FEELINGS)
    with chromium.new_context(base_url=live_server) as context:
        page = context.new_page()
        page.goto("/sign-in")
        enter(page, cast.morgan)
        page.goto("/counselor/review")
        yield page


def press(page: Page, key: str) -> None:
    """Press a key on a page that has loaded, its scripts included."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def test_j_and_k_go_on_and_back_and_d_is_done(page: Page) -> None:
    press(page, "j")
    expect(page.get_by_text("1 of 2 to read")).to_be_visible()
    press(page, "j")
    expect(page.get_by_text("2 of 2 to read")).to_be_visible()
    press(page, "k")
    expect(page.get_by_text("1 of 2 to read")).to_be_visible()

    press(page, "d")

    expect(page.get_by_text("1 of 1 to read")).to_be_visible()
    expect(page.get_by_text("Kim and Robin")).to_be_visible()


def test_letters_typed_into_a_reply_stay_letters(page: Page) -> None:
    press(page, "j")
    page.get_by_label(re.compile("Your words to Alex")).click()

    page.keyboard.type("jkd")

    expect(page.get_by_text("1 of 2 to read")).to_be_visible()
    expect(page.get_by_label(re.compile("Your words to Alex"))).to_have_value("jkd")
