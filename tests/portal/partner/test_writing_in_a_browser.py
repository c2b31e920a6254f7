"""A phone in somebody's hand: words are kept by themselves, and no script is needed to hand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from couples.exercises.definition import Cadence, Doer
from couples.submissions.drafts import typed_in
from couples.submissions.models import Draft
from tests.browser import enter
from tests.cast import Cast, Member
from tests.homework import FEELINGS
from tests.portal.partner.conftest import Desk

pytestmark = pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")
FEAR = "[name=answer-fear]"
ALONE = re.compile("^(Start|We talked without it, I write my part)$")
OFTEN = {"cadence": Cadence.TIMES_A_WEEK, "times_a_week": 2}
HOW: dict[str, dict[str, Any]] = {
    "problem-solving": {},
    "calm-contract": {},
    "needs-talk": OFTEN,
    "daily-ritual": {"doer": Doer.EACH, "cadence": Cadence.DAILY},
}


@contextmanager
def phone(
    chromium: Browser, live_server: str, member: Member, *, scripts: bool = True
) -> Iterator[Page]:
    """A narrow phone on which `member` is signed in."""
    context = chromium.new_context(
        base_url=live_server,
        viewport={"width": 320, "height": 640},
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.goto("/sign-in")
    enter(page, member)
    page.wait_for_url(lambda url: "/sign-in" not in url)
    yield page
    context.close()


def begin(page: Page, homework: str) -> None:
    page.goto(f"/partner/homework/{homework}")
    page.get_by_role("button", name=ALONE).click()
    page.wait_for_url("**/partner/drafts/*")


def kept(desk: Desk) -> dict[str, object]:
    """What the server keeps of the only draft."""
    with desk.writing() as session:
        return dict(typed_in(session.scalars(select(Draft)).one()).answers)


def expect_kept(page: Page, desk: Desk, fear: str) -> None:
    """What was sent while leaving may arrive a moment later."""
    for _ in range(100):
        if kept(desk).get("fear") == fear:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"The last words were lost: {kept(desk)}")


def press_by_keyboard(page: Page, button: str) -> None:
    """Reach a button with the tab key and press it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.inner_text().strip() == button:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"The tab key does not reach “{button}”.")


def no_sideways_scrolling(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def test_words_are_saved_while_somebody_types_and_as_they_leave(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        page.locator(FEAR).fill("Half a thought")
        expect(page.get_by_role("status").filter(has_text="Saved at")).to_be_visible(timeout=20000)
        assert kept(desk)["fear"] == "Half a thought"

        page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
        page.locator(FEAR).fill("A thought that somebody must not see")
        page.get_by_role("link", name="Leave this page").click()
        page.wait_for_url("https://www.wikipedia.org/**")
        expect_kept(page, desk, "A thought that somebody must not see")


def test_two_tabs_say_so_and_let_one_choose(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        other = page.context.new_page()
        other.goto(page.url)
        page.locator(FEAR).fill("Typed in the first tab")
        expect(page.get_by_role("status").filter(has_text="Saved at")).to_be_visible(timeout=20000)
        other.locator(FEAR).fill("Typed in the second tab")
        choose = other.get_by_role("button", name="See both and choose")
        expect(choose).to_be_visible(timeout=20000)
        choose.click()

        expect(other.get_by_role("heading", level=1)).to_have_text("Choose which words to keep")
        expect(other.get_by_text("Typed in the first tab")).to_be_visible()
        other.get_by_role("button", name="Keep what I typed here").click()
        other.wait_for_url("**/partner/drafts/*")
    assert kept(desk)["fear"] == "Typed in the second tab"


def test_whoever_was_signed_out_signs_in_beside_and_loses_nothing(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        page.context.clear_cookies()
        page.locator(FEAR).fill("Typed after the door closed")
        sign_in = page.get_by_role("link", name="Sign in (opens beside this page)")
        expect(sign_in).to_be_visible(timeout=20000)
        with page.context.expect_page() as opened:
            sign_in.click()
        beside = opened.value
        enter(beside, cast.alex)
        beside.wait_for_url("**/partner/this-week")

        expect(page.get_by_role("status").filter(has_text="Saved at")).to_be_visible(timeout=40000)
    assert kept(desk)["fear"] == "Typed after the door closed"


def test_without_scripts_and_with_keys_alone_homework_is_handed_in(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex, scripts=False) as page:
        begin(page, homework)
        for key in ("fear", "joy", "need"):
            page.locator(f"[name=answer-{key}]").focus()
            page.keyboard.type(FEELINGS[key])
        page.locator("[name=answer-validated]").first.focus()
        for _ in range(6):
            page.keyboard.press("ArrowRight")
        press_by_keyboard(page, "Check and send")
        page.wait_for_url("**/check")
        assert "6 of 10" in page.locator("main").inner_text()
        press_by_keyboard(page, "Hand in")
        page.wait_for_url("**/partner/submissions/*")
    assert desk.count(cast.alex) == 1


@pytest.mark.parametrize("exercise", HOW)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast, exercise: str
) -> None:
    homework = desk.give(exercise, **HOW[exercise])
    with phone(chromium, live_server, cast.alex) as page:
        no_sideways_scrolling(page)
        begin(page, homework)
        no_sideways_scrolling(page)
        page.get_by_role("button", name="Check and send").last.click()
        page.wait_for_url("**look=again")
        no_sideways_scrolling(page)
        for path in ("ours", "privacy", "help-now"):
            page.goto(f"/partner/{path}")
            no_sideways_scrolling(page)
