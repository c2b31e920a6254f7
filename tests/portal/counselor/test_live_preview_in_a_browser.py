"""A button beside a question that keeps itself stays with words that nobody could keep."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import enter
from tests.cast import Cast
from tests.page import Visitor
from tests.portal.counselor.test_authoring import written

pytestmark = [
    pytest.mark.usefixtures("library"),
    pytest.mark.only_on("sqlite", reason="The browser sees the same pages on either database."),
]
NOT_KEPT = "Not kept yet: nothing answers just now."
SIGNED_OUT = "Not kept yet: you were signed out."
SOON = 20_000


@pytest.fixture(autouse=True)
def _monday() -> None:
    """The server of the browser has a thread of its own, in which it is today."""


def sign_in(page: Page, cast: Cast) -> None:
    page.goto("/sign-in")
    enter(page, cast.morgan)
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.fixture
def page(chromium: Browser, live_server: str, cast: Cast, morgan: Visitor) -> Iterator[Page]:
    """Dr. Morgan in front of a question."""
    address = written(morgan).click("How was it?").path
    with chromium.new_context(base_url=live_server) as context:
        page = context.new_page()
        sign_in(page, cast)
        page.goto(address)
        yield page


def test_without_a_network_it_says_so_and_the_button_waits_with_the_words(page: Page) -> None:
    question = page.get_by_label("The question", exact=True)
    page.context.set_offline(True)
    question.fill("How was the walk?")
    expect(page.get_by_text(NOT_KEPT)).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Keep it and go back").click()
    expect(page.get_by_text(NOT_KEPT)).to_be_visible()
    assert question.input_value() == "How was the walk?"

    page.context.set_offline(False)
    page.get_by_role("button", name="Keep it and go back").dblclick()

    expect(page.get_by_role("link", name="How was the walk?", exact=True)).to_be_visible()


def test_signed_out_it_says_so_and_goes_on_once_she_signed_in_again(page: Page, cast: Cast) -> None:
    page.context.clear_cookies()
    question = page.get_by_label("The question", exact=True)
    question.fill("How was the walk?")
    expect(page.get_by_text(SIGNED_OUT)).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Keep it and go back").click()
    expect(page.get_by_text(SIGNED_OUT)).to_be_visible()
    assert question.input_value() == "How was the walk?"

    sign_in(page.context.new_page(), cast)
    page.get_by_role("button", name="Keep it and go back").click()

    expect(page.get_by_role("link", name="How was the walk?", exact=True)).to_be_visible()


def test_what_is_kept_is_said_and_named_by_the_button(page: Page) -> None:
    page.get_by_label("The question", exact=True).fill("How was the walk?")
    expect(page.get_by_text("Kept", exact=True)).to_be_visible(timeout=SOON)
    page.get_by_label("The question", exact=True).fill("How was the long walk?")
    page.get_by_role("button", name="Keep it and go back").click()

    expect(page.get_by_role("link", name="How was the long walk?", exact=True)).to_be_visible()
