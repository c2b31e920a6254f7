"""A question that cannot be kept while it is typed says so, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser import enter
from tests.cast import Cast
from tests.page import Visitor
from tests.portal.counselor.test_authoring import written

pytestmark = [
    pytest.mark.only_on("sqlite", reason="It happens in the browser."),
    pytest.mark.usefixtures("library"),
]


@pytest.fixture(autouse=True)
def _monday() -> None:
    """The server of the browser has a thread of its own, in which it is today."""


def test_words_that_no_answer_came_for_are_said_to_be_unkept_until_they_are_kept(
    chromium: Browser, live_server: str, cast: Cast, morgan: Visitor
) -> None:
    there = written(morgan).click("How was it?").path
    with chromium.new_context(base_url=live_server) as context:
        page = context.new_page()
        page.goto("/sign-in")
        enter(page, cast.morgan)
        page.wait_for_url(lambda url: "/sign-in" not in url)
        page.goto(there)
        state, field = page.locator("[data-live-state]"), page.get_by_label("The question")

        def nobody(route: Route) -> None:
            route.abort()

        def signed_out(route: Route) -> None:
            route.fulfill(status=401)

        page.route("**/live", nobody)
        field.fill("How was the walk?")
        expect(state).to_contain_text("Not kept yet: nothing answers just now.")

        page.unroute("**/live")
        page.route("**/live", signed_out)
        field.fill("How was the long walk?")
        expect(state).to_contain_text("Not kept yet: press “Keep this”")

        page.unroute("**/live")
        field.fill("How was the longer walk?")
        expect(state).to_have_text("Kept")
