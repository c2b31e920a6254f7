"""Two phones on one couch: the second follows the first, and no script is needed for any of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import Cast
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_writing_in_a_browser import FEAR, begin, phone

pytestmark = pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")
# A phone asks every one and a half seconds. A machine that runs all tests at once is slower
# than a couch, so that this is no measure of it.
PATIENCE = 10_000
LINE = ".time-out-line"


def test_the_second_phone_follows_and_what_is_being_typed_stays(
    chromium: Browser, live_server: str, cast: Cast, desk: Desk
) -> None:
    given = desk.give_feelings()
    with (
        phone(chromium, live_server, cast.alex) as alex,
        phone(chromium, live_server, cast.sam) as sam,
    ):
        alex.goto("/partner/ours")
        alex.get_by_role("link", name="Time-out").click()
        alex.get_by_role("button", name="Start the time-out").click()
        expect(sam.locator(LINE)).to_be_visible(timeout=PATIENCE)
        sam.wait_for_url(lambda address: "by-itself" not in address, timeout=PATIENCE)

        begin(sam, given)
        sam.fill(FEAR, "That you leave")
        alex.get_by_role("button", name="I am back").click()
        expect(sam.get_by_text("Something changed for both of you")).to_be_visible(timeout=PATIENCE)
        assert sam.input_value(FEAR) == "That you leave"
        sam.get_by_role("link", name="Look at it").click()
        expect(sam.get_by_role("heading", name="This week")).to_be_visible()
        expect(sam.locator(LINE)).to_have_count(0)


def test_all_of_it_works_without_a_script(chromium: Browser, live_server: str, cast: Cast) -> None:
    with phone(chromium, live_server, cast.alex, scripts=False) as alex:
        alex.get_by_role("link", name="Time-out").click()
        alex.get_by_role("button", name="Start the time-out").click()
        expect(alex.get_by_role("heading", level=1)).to_contain_text("Time-out until")
        wide = alex.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= 320
        alex.get_by_role("button", name="I am back").click()
        expect(alex.get_by_role("heading", level=1)).to_have_text("The time-out is over")
        alex.get_by_role("button", name="Note how it was").click()
        expect(alex.locator("[name=answer-called_by][value=me]")).to_be_checked()
