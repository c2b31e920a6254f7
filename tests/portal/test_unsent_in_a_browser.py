"""A page with words in it that were not sent asks before it is left, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from sqlalchemy.orm import Session

from couples.caseload.queries import get_own_couple
from couples.pauses import services as pauses
from tests.browser import enter
from tests.cast import Cast, Member
from tests.homework import FEELINGS, give_feelings, hand_in

Writing = Callable[[], Session]
pytestmark = pytest.mark.only_on("sqlite", reason="The question is the browser’s own.")


class Questions:
    """What the browser asked before it left a page; it stays until it is told to go."""

    def __init__(self, page: Page) -> None:
        """Listen."""
        self.asked = 0
        self.goes = False
        page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        self.asked += 1
        if self.goes:
            dialog.accept()
        else:
            dialog.dismiss()


@contextmanager
def signed_in(chromium: Browser, live_server: str, member: Member) -> Iterator[Page]:
    """A browser of theirs, without the network beyond."""
    with chromium.new_context(base_url=live_server) as context:
        page = context.new_page()
        page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
        page.goto("/sign-in")
        enter(page, member)
        page.wait_for_url(lambda url: "/sign-in" not in url)
        yield page


def test_a_single_key_leaves_no_half_written_reply_behind_unasked(
    chromium: Browser, live_server: str, cast: Cast, writing: Writing
) -> None:
    with writing() as session, session.begin():
        for pair in (cast.alex_and_sam, cast.kim_and_robin):
            hand_in(session, pair.partners[0], give_feelings(session, pair), FEELINGS)
    with signed_in(chromium, live_server, cast.morgan) as page:
        questions = Questions(page)
        page.goto("/counselor/review")
        page.wait_for_load_state("load")
        page.keyboard.press("j")
        expect(page.get_by_text("1 of 2 to read")).to_be_visible()
        page.wait_for_load_state("load")
        field = page.get_by_label(re.compile("Your words to"))
        field.fill("Half a letter")
        field.blur()

        page.keyboard.press("j")
        page.wait_for_timeout(500)
        assert questions.asked == 1
        expect(field).to_have_value("Half a letter")

        page.keyboard.press("d")
        expect(page.get_by_text("Not sent yet.").first).to_be_visible()
        assert questions.asked == 1, "The press carries the words along, so that nothing is asked."
        expect(field).to_have_value("Half a letter")

        page.get_by_role("button", name=re.compile("^Send to")).click()
        expect(page.get_by_text("Sent. Of the two")).to_be_visible()
        page.wait_for_load_state("load")
        page.keyboard.press("j")
        expect(page.get_by_text("2 of 2 to read")).to_be_visible()
        assert questions.asked == 1


def test_a_form_beside_the_one_that_is_sent_is_asked_about(
    chromium: Browser, live_server: str, cast: Cast
) -> None:
    with signed_in(chromium, live_server, cast.morgan) as page:
        questions = Questions(page)
        page.goto(f"/counselor/couples/{cast.alex_and_sam.public_id}/safety")
        cards = page.locator("article.gate")
        for card in (cards.nth(0), cards.nth(1)):
            card.locator("summary").click()
        cards.nth(0).locator("textarea").fill("Why I hold this one")
        cards.nth(1).locator("textarea").fill("And this one")

        cards.nth(1).get_by_role("button").click()
        page.wait_for_timeout(500)
        assert questions.asked == 1
        expect(cards.nth(0).locator("textarea")).to_have_value("Why I hold this one")

        questions.goes = True
        cards.nth(1).get_by_role("button").click()
        expect(page.get_by_text("This is held now.")).to_be_visible()
        assert questions.asked == 2


@pytest.mark.parametrize("way", ["link", "escape", "sign-out"])
def test_a_partner_who_goes_at_once_is_never_asked(
    chromium: Browser, live_server: str, cast: Cast, writing: Writing, way: str
) -> None:
    with writing() as session, session.begin():
        couple = get_own_couple(session, cast.alex.identity)
        pause = pauses.start(session, cast.alex.identity, couple, 30).public_id
    with signed_in(chromium, live_server, cast.alex) as page:
        questions = Questions(page)
        page.goto(f"/partner/pauses/{pause}")
        page.get_by_text("Tell Dr. Morgan").first.click()
        field = page.locator("textarea")
        field.fill("A word that is half said")

        page.get_by_role("button", name="I am back").click()
        page.wait_for_timeout(500)
        assert questions.asked == 1
        expect(field).to_have_value("A word that is half said")

        if way == "link":
            page.get_by_role("link", name="Leave this page").click()
        elif way == "escape":
            page.keyboard.press("Escape")
            page.keyboard.press("Escape")
        else:
            page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in" if way == "sign-out" else "https://www.wikipedia.org/**")
        assert questions.asked == 1
