"""A slow line in a real browser: a page is never in its own way, whenever its saves arrive."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from tests.cast import Cast
from tests.portal.partner.conftest import Desk
from tests.portal.partner.slow_line import slow_line, wait_for
from tests.portal.partner.test_writing_in_a_browser import (
    FEAR,
    HOW,
    begin,
    expect_kept,
    kept,
    phone,
)

pytestmark = pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")
SOON = 20_000


def close(page: Page) -> None:
    page.close()


def go_elsewhere(page: Page) -> None:
    page.goto("/partner/help-now")


def leave_quickly(page: Page) -> None:
    page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
    page.get_by_role("link", name="Leave this page").click()


def look_away(page: Page) -> None:
    """To another app; the page stays where it is."""
    _show(page, "hidden")


def look_back(page: Page) -> None:
    _show(page, "visible")


def _show(page: Page, state: str) -> None:
    page.evaluate(
        "state => { Object.defineProperty(document, 'visibilityState',"
        " { value: state, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        state,
    )


def saved(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text="Saved at")).to_be_visible(timeout=SOON)


@pytest.mark.parametrize("is_turned_round", [False, True], ids=["in-turn", "turned-round"])
@pytest.mark.parametrize("leave", [close, go_elsewhere, leave_quickly])
def test_what_is_typed_while_a_save_hangs_is_kept_as_the_page_is_left(
    app: Flask,
    chromium: Browser,
    live_server: str,
    desk: Desk,
    cast: Cast,
    leave: Callable[[Page], None],
    *,
    is_turned_round: bool,
) -> None:
    homework = desk.give_feelings()
    with slow_line(app, holds=2) as line, phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        other = page.context.new_page()
        page.locator(FEAR).fill("A thought")
        first = line.expect(page, 1)
        page.locator(FEAR).fill("A thought, and all that came after it")
        leave(page)
        second = line.expect(other, 2)

        both = (second, first) if is_turned_round else (first, second)
        line.let_through(*both, page=other)

    assert second.status == 200
    assert kept(desk)["fear"] == "A thought, and all that came after it"


def test_looking_away_and_back_on_a_slow_line_stops_nothing(
    app: Flask, chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with slow_line(app, holds=1) as line, phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        page.locator(FEAR).fill("Before a message came")
        look_away(page)
        first = line.expect(page, 1)
        look_back(page)
        page.locator(FEAR).fill("Before a message came, and after it")
        look_away(page)
        second = line.expect(page, 2)
        look_back(page)
        wait_for(page, lambda: second.is_answered)
        line.let_through(first, page=page)
        assert (first.status, second.status) == (409, 200)

        page.locator(FEAR).fill("Ten more minutes of writing")
        expect_kept(page, desk, "Ten more minutes of writing")
        saved(page)
        expect(page.locator("[data-save-notice=conflict]")).to_be_hidden()


def test_a_save_that_hangs_holds_no_button(
    app: Flask, chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with slow_line(app, holds=1) as line, phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        page.locator(FEAR).fill("A thought")
        first = line.expect(page, 1)
        page.locator(FEAR).fill("A thought, whole")
        page.get_by_role("button", name="Save and leave").click()
        page.wait_for_url("**/partner/this-week")
        line.let_through(first, page=page)
    assert first.status == 409
    assert kept(desk)["fear"] == "A thought, whole"


def test_a_save_without_an_answer_is_given_up_and_sent_again(
    app: Flask, chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with slow_line(app, holds=1) as line, phone(chromium, live_server, cast.alex) as page:
        page.add_init_script("AbortSignal.timeout = () => window.givingUp.signal;")
        page.add_init_script("window.givingUp = new AbortController();")
        begin(page, homework)
        page.locator(FEAR).fill("A thought")
        first = line.expect(page, 1)
        page.evaluate("givingUp.abort(); window.givingUp = new AbortController();")
        expect(page.get_by_text("Not saved yet")).to_be_visible(timeout=SOON)
        page.locator(FEAR).fill("A thought, and another")
        saved(page)
        assert kept(desk)["fear"] == "A thought, and another"
        line.let_through(first, page=page)
    assert kept(desk)["fear"] == "A thought, and another"


def test_what_was_typed_last_goes_ahead_of_signing_out(
    app: Flask, chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with slow_line(app) as line, phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        page.locator(FEAR).fill("The last thought of the day")
        sign_out: list[Route] = []
        page.route("**/sign-out", lambda route: sign_out.append(route))  # noqa: PLW0108 - it is marked
        page.get_by_role("button", name="Sign out").click(no_wait_after=True)
        last = line.expect(page, 1)
        wait_for(page, lambda: last.is_answered and bool(sign_out))
        sign_out[0].continue_()
        page.wait_for_url(lambda url: "/drafts/" not in url)
    assert kept(desk)["fear"] == "The last thought of the day"


def test_what_was_typed_before_the_script_came_is_kept(
    app: Flask, chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with slow_line(app) as line, phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        there = page.url
        page.locator(FEAR).fill("A first thought")
        page.get_by_role("button", name="Save and leave").click()
        page.wait_for_url("**/partner/this-week")
        before = len(line.arrived)
        scripts: list[Route] = []
        page.route("**/js/autosave.js*", lambda route: scripts.append(route))  # noqa: PLW0108 - it is marked

        page.goto(there, wait_until="commit")
        wait_for(page, lambda: bool(scripts))
        page.locator(FEAR).fill("A first thought, and one before the script")
        scripts[0].continue_()
        line.expect(page, before + 1)
        expect_kept(page, desk, "A first thought, and one before the script")


@pytest.mark.parametrize("exercise", HOW)
def test_opening_a_page_alone_saves_nothing(
    app: Flask, chromium: Browser, live_server: str, desk: Desk, cast: Cast, exercise: str
) -> None:
    homework = desk.give(exercise, **HOW[exercise])
    with slow_line(app) as line, phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        page.wait_for_load_state("load")
        look_away(page)
        page.goto("/partner/help-now")
        page.goto("/partner/this-week")
    assert line.arrived == []
