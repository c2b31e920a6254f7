"""A save that is refused with a page: it is tried again, can be looked into, and loses nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect
from sqlalchemy.orm import Session

from couples.partings import services as partings
from tests.cast import Cast
from tests.portal.partner.conftest import Desk
from tests.portal.partner.slow_line import wait_for
from tests.portal.partner.test_writing_in_a_browser import FEAR, begin, expect_kept, kept, phone

pytestmark = pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")
SOON = 20_000
LATER = 40_000
NOT_SAVED = "This could not be saved"


def refuse(page: Page, times: int, status: int = 409) -> list[str]:
    """Answer the next saves of a page with a page; what was sent."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        request = route.request
        if "x-mendwell-autosave" not in request.headers or len(sent) >= times:
            return route.continue_()
        sent.append(request.post_data or "")
        return route.fulfill(status=status, content_type="text/html", body="<h1>No</h1>")

    page.route("**/partner/drafts/*", answer)
    return sent


def test_a_refusal_that_was_an_accident_is_said_and_tried_again(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        refuse(page, times=1)
        page.locator(FEAR).fill("Two arrived at one moment")

        expect(page.get_by_text(NOT_SAVED)).to_be_visible(timeout=SOON)
        expect(page.get_by_text("Saved at")).to_be_visible(timeout=LATER)
        expect(page.get_by_text(NOT_SAVED)).to_be_hidden()
    assert kept(desk)["fear"] == "Two arrived at one moment"


def test_whoever_asks_why_reads_it_with_their_words_to_copy(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        with desk.writing() as session, session.begin():
            leave(session, cast)
        page.locator(FEAR).fill("Typed after Sam had left")
        page.get_by_role("button", name="See why").click(timeout=SOON)

        expect(page.get_by_role("heading", level=1)).to_have_text("That did not go through")
        expect(page.get_by_text("Typed after Sam had left")).to_be_visible()


def leave(session: Session, cast: Cast) -> None:
    partings.leave(session, cast.sam.identity)


def test_a_character_that_cannot_be_kept_is_said_once_and_asked_no_more_than_twice(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        sent: list[str] = []
        page.on("request", lambda one: sent.append(one.method) if one.method == "POST" else None)
        page.locator(FEAR).evaluate(
            "field => { field.value = 'half a \\0 word';"
            " field.dispatchEvent(new Event('input', { bubbles: true })); }"
        )

        expect(page.get_by_text(NOT_SAVED)).to_be_visible(timeout=SOON)
        assert len(sent) == 2
        page.get_by_role("button", name="See why").click()
        expect(page.get_by_text("There is a character in it that cannot be kept")).to_be_visible()
        expect(page.get_by_text("half a  word")).to_be_visible()


def test_a_button_whose_page_was_stopped_leaves_the_form_keeping_itself(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        pressed: list[str] = []

        def stop(route: Route) -> None:
            if "x-mendwell-autosave" in route.request.headers:
                return route.continue_()
            pressed.append(route.request.method)
            return route.fulfill(status=204)  # A browser stays where it was, as if it was stopped.

        page.route("**/partner/drafts/*", stop)
        page.locator(FEAR).fill("A thought")
        page.get_by_role("button", name="Save and leave").click(no_wait_after=True)
        wait_for(page, lambda: bool(pressed))
        page.locator(FEAR).fill("A thought, and another")
        expect_kept(page, desk, "A thought, and another")


def test_a_long_text_in_japanese_is_kept_as_the_page_is_closed(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    long = "今日は一日中雨でした。" * 1500
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        other = page.context.new_page()
        page.locator(FEAR).fill(long)
        page.close()
        expect_kept(other, desk, long)


def test_the_browser_asks_before_it_leaves_with_more_than_it_can_send(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        page.locator(FEAR).click()
        page.keyboard.type("a")
        page.locator(FEAR).fill("A long letter. " * 6000)
        asked = closing(page)
        assert asked == ["beforeunload"]
        wait_for(page, lambda: kept(desk).get("fear") == "A long letter. " * 6000)


def test_the_browser_asks_before_words_go_that_nobody_could_keep(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        page.context.set_offline(True)
        page.locator(FEAR).click()
        page.keyboard.type("Typed in a tunnel")
        expect(page.get_by_text("Not saved yet")).to_be_visible(timeout=SOON)

        assert closing(page) == ["beforeunload"]
        assert page.locator(FEAR).input_value() == "Typed in a tunnel"


def test_the_quick_way_out_asks_nothing(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
        begin(page, homework)
        refuse(page, times=9)
        page.locator(FEAR).click()
        page.keyboard.type("Not for anybody's eyes")
        expect(page.get_by_text(NOT_SAVED)).to_be_visible(timeout=SOON)
        asked: list[str] = []
        page.on("dialog", lambda dialog: asked.append(dialog.type))

        page.keyboard.press("Escape")
        page.keyboard.press("Escape")

        page.wait_for_url("https://www.wikipedia.org/**")
    assert asked == []


def closing(page: Page) -> list[str]:
    """Close the page as a person does, and stay if the browser asks; what it asked."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    wait_for(page, lambda: bool(asked))
    return asked
