"""What the browser shows of a partner’s pages, how long they stay signed in, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from couples import clock
from couples.people import throttle
from tests.browser import enter
from tests.cast import Cast, Member
from tests.page import Visitor, without_tokens

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.only_on("sqlite")


class TestBeingDiscreet:
    def test_every_page_goes_by_a_name_that_says_nothing(self, alex: Visitor, sam: Visitor) -> None:
        before = without_tokens(sam.open("/partner/this-week").response.get_data(as_text=True))

        page = alex.open("/account/").press("Call them “Notes”")

        for path in ("/partner/this-week", "/partner/ours", "/account/", "/partner/help-now"):
            page = alex.open(path)
            icon = page.soup.select_one("link[rel=icon]")
            assert page.title == "Notes"
            assert icon is not None
            assert str(icon["href"]).endswith("icons/plain.svg")
        after = without_tokens(sam.open("/partner/this-week").response.get_data(as_text=True))
        assert before == after

    def test_it_ends_when_they_say_so(self, alex: Visitor) -> None:
        page = alex.open("/account/").press("Call them “Notes”")

        page = page.press("Call them by their own names")

        assert page.title.startswith("Your account")

    def test_a_counselor_is_not_asked(self, morgan: Visitor) -> None:
        assert "Notes" not in morgan.open("/account/").text


class TestStaying:
    def test_asking_how_long_is_left_keeps_nobody_signed_in_and_a_press_does(
        self, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        with clock.at(NOON):
            alex = sign_in_as(cast.alex)
        with clock.at(NOON + timedelta(minutes=14)):
            for _ in range(2):
                assert alex.client.get("/account/still-here").json == {"seconds": 60}
            assert alex.post("/account/stay").response.json == {"seconds": 900}
        with clock.at(NOON + timedelta(minutes=28)):
            assert alex.client.get("/account/still-here").json == {"seconds": 60}
        with clock.at(NOON + timedelta(minutes=29)):
            assert alex.client.get("/account/still-here").status_code == 302

    def test_nobody_stays_longer_than_the_longest(
        self, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        with clock.at(NOON):
            alex = sign_in_as(cast.alex)
        for minutes in range(14, 239, 14):
            with clock.at(NOON + timedelta(minutes=minutes)):
                alex.post("/account/stay")
        with clock.at(NOON + timedelta(minutes=239)):
            assert alex.post("/account/stay").response.json == {"seconds": 60}

    def test_a_browser_says_so_in_good_time(
        self, cast: Cast, chromium: Browser, live_server: str
    ) -> None:
        with chromium.new_context(base_url=live_server) as context:
            page = context.new_page()
            page.clock.install()
            page.goto("/sign-in")
            enter(page, cast.alex)
            page.goto("/account/")
            page.route("**/still-here", lambda route: route.fulfill(json={"seconds": 90}))
            page.clock.fast_forward("14:00")

            page.get_by_role("button", name="Stay signed in").click()

            expect(page.locator("#session-end")).to_be_hidden()


class TestPaper:
    def test_a_great_deal_of_it_has_to_wait_and_nobody_else_does(
        self,
        morgan: Visitor,
        lee: Visitor,
        cast: Cast,
        writing: Callable[[], Session],
    ) -> None:
        paper = f"/counselor/couples/{cast.alex_and_sam.public_id}/report.pdf"
        with clock.at(clock.now()):
            with writing() as session, session.begin():
                trial = throttle.work_trial(cast.morgan.public_id)
                while not throttle.admit(session, trial):
                    continue

            refused = morgan.open(paper, status=429)

            assert refused.response.headers["Retry-After"] == "300"
            assert "Try again in 300 seconds." in refused.text
            lee.open(paper, status=404)
            morgan.open("/counselor/today")
