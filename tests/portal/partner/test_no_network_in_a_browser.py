"""A phone without a network: a press of a button leaves no page whose words are kept nowhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import Cast
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_writing_in_a_browser import FEAR, begin, kept, phone

pytestmark = pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")


def test_a_button_pressed_without_a_network_stays_with_the_words_and_works_later(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        save = page.get_by_role("button", name="Save and leave")
        page.context.set_offline(True)
        page.locator(FEAR).fill("Typed in a tunnel")
        save.click()

        expect(page.get_by_text("Not saved yet")).to_be_visible(timeout=20000)
        assert page.locator(FEAR).input_value() == "Typed in a tunnel"

        page.context.set_offline(False)
        save.click()
        page.wait_for_url("**/partner/this-week")
    assert kept(desk)["fear"] == "Typed in a tunnel"


def test_a_button_pressed_while_typing_is_kept_saves_once_and_asks_nothing(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        page.locator(FEAR).fill("A thought")
        page.get_by_role("button", name="Save and leave").dblclick()
        page.wait_for_url("**/partner/this-week")
    assert kept(desk)["fear"] == "A thought"
