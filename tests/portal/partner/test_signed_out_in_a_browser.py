"""Signed out, or somebody else signed in: a page keeps its words and saves none for another."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from couples.talks.models import TalkWords
from couples.talks.queries import written
from tests.browser import enter
from tests.cast import Cast, Member
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_writing_in_a_browser import FEAR, OFTEN, begin, kept, phone

pytestmark = pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")
SOON = 20_000
LATER = 40_000
TOPIC = "What the talk was about"


def sign_in_beside(page: Page, member: Member) -> Page:
    """In another tab of the same browser."""
    beside = page.context.new_page()
    beside.goto("/sign-in")
    enter(beside, member)
    beside.wait_for_url("**/partner/this-week")
    return beside


def talk_on_one_phone(page: Page, homework: str) -> None:
    page.goto(f"/partner/homework/{homework}/talk")
    page.get_by_role("button", name="Begin together").click()
    expect(page.get_by_label(TOPIC)).to_be_visible()


def said(desk: Desk) -> list[object]:
    """Everything that was written in the talk, by either."""
    with desk.writing() as session:
        rows = session.scalars(select(TalkWords))
        return [answer for row in rows for answer in written(row).answers.values()]


def saved(page: Page) -> None:
    expect(page.locator("[data-save-state]")).to_contain_text("Saved", timeout=LATER)


def test_a_talk_goes_on_by_itself_once_its_writer_signed_in_again(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    needs = desk.give("needs-talk", **OFTEN)
    with phone(chromium, live_server, cast.alex) as page:
        talk_on_one_phone(page, needs)
        page.context.clear_cookies()
        page.get_by_label(TOPIC).fill("Evenings")
        expect(page.get_by_text("You were signed out")).to_be_visible(timeout=SOON)

        sign_in_beside(page, cast.alex)

        saved(page)
        expect(page.get_by_text("You were signed out")).to_be_hidden()
        assert said(desk) == ["Evenings"]
        page.get_by_role("button", name="Take a time-out").click()
        expect(page.get_by_text("The talk waits here")).to_be_visible()


def test_nothing_is_saved_for_the_other_who_signs_in_beside_a_talk(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    needs = desk.give("needs-talk", **OFTEN)
    with phone(chromium, live_server, cast.alex) as page:
        talk_on_one_phone(page, needs)
        sign_in_beside(page, cast.sam)
        page.get_by_label(TOPIC).fill("Evenings")

        expect(page.get_by_text("Somebody else signed in here")).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="Next turn").click()
        expect(page.get_by_text("Somebody else signed in here")).to_be_visible()
        assert page.get_by_label(TOPIC).input_value() == "Evenings"
        assert said(desk) == []

        sign_in_beside(page, cast.alex)
        saved(page)
    assert said(desk) == ["Evenings"]


def test_nothing_is_saved_for_the_other_who_signs_in_beside_homework(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        sign_in_beside(page, cast.sam)
        page.locator(FEAR).fill("Not for Sam")

        expect(page.get_by_text("Somebody else signed in here")).to_be_visible(timeout=SOON)
        assert kept(desk) == {}

        sign_in_beside(page, cast.alex)
        saved(page)
    assert kept(desk)["fear"] == "Not for Sam"


def test_whoever_signed_out_in_another_tab_keeps_the_page_with_their_words(
    chromium: Browser, live_server: str, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    with phone(chromium, live_server, cast.alex) as page:
        begin(page, homework)
        beside = page.context.new_page()
        beside.goto("/partner/this-week")
        beside.get_by_role("button", name="Sign out").click()
        beside.wait_for_url("**/sign-in*")
        page.locator(FEAR).fill("Typed after the door closed")
        page.get_by_role("button", name="Save and leave").click()

        expect(page.get_by_text("You were signed out")).to_be_visible(timeout=SOON)
        assert page.locator(FEAR).input_value() == "Typed after the door closed"

        sign_in_beside(page, cast.alex)
        page.get_by_role("button", name="Save and leave").click()
        page.wait_for_url("**/partner/this-week")
    assert kept(desk)["fear"] == "Typed after the door closed"
