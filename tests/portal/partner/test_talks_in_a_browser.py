"""A talk on one phone, without a script, and after somebody pressed Back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.cast import Cast
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_writing_in_a_browser import OFTEN, phone

CLOCK = re.compile(r"3:\d\d left")
STEP = 5_000
"""The pulse comes every one and a half seconds; a busy machine takes its time."""
pytestmark = pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")


def test_two_phones_keep_in_step_and_a_reload_keeps_the_time(
    chromium: Browser, live_server: str, cast: Cast, desk: Desk
) -> None:
    needs = desk.give("needs-talk", **OFTEN)
    with (
        phone(chromium, live_server, cast.alex) as alex,
        phone(chromium, live_server, cast.sam) as sam,
    ):
        alex.goto(f"/partner/homework/{needs}")
        alex.get_by_role("link", name="Talk together").click()
        alex.get_by_label("On two phones, each on our own").check()
        alex.get_by_role("button", name="Begin together").click()
        sam.goto(f"/partner/homework/{needs}/talk")
        expect(sam.get_by_text("Alex writes it down for both of you.")).to_be_visible()

        alex.get_by_label("What the talk was about").fill("Evenings")
        alex.get_by_role("button", name="Next turn").click()

        expect(sam.get_by_text("Alex’s turn")).to_be_visible(timeout=STEP)
        expect(sam.get_by_text("Evenings")).to_be_visible()
        expect(sam.locator("[name=answer-need]")).to_have_count(0)
        expect(alex.get_by_text("Your turn")).to_be_visible()
        expect(alex.locator("[data-clock]")).to_have_text(CLOCK)
        alex.reload()
        expect(alex.locator("[data-clock]")).to_have_text(CLOCK)

        sam.get_by_role("button", name="Take a time-out").click()
        expect(alex.get_by_text("The talk waits here, at this turn.")).to_be_visible(timeout=STEP)
        expect(sam.get_by_text("The talk waits here, at this turn.")).to_be_visible()
        assert sam.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_a_script_the_page_says_until_when_and_the_whole_talk_works(
    chromium: Browser, live_server: str, cast: Cast, desk: Desk
) -> None:
    needs = desk.give("needs-talk", **OFTEN)
    with phone(chromium, live_server, cast.alex, scripts=False) as alex:
        alex.goto(f"/partner/homework/{needs}/talk")
        alex.get_by_role("button", name="Begin together").click()
        expect(alex.locator("[data-clock]")).to_contain_text("Until ")
        alex.get_by_label("What the talk was about").fill("Evenings")
        for _turn in range(5):
            alex.get_by_role("button", name="Next turn").click()
        alex.get_by_label("We understood each other better").check()
        alex.get_by_role("button", name="Finish the talk").click()
        alex.get_by_role("link", name="Hand the phone to Sam").click()
        alex.get_by_role("link", name="I am Sam").click()
        for name in ("accuracy", "heard"):
            alex.locator(f"input[name=answer-{name}][value='7']").check()
        alex.get_by_role("button", name="Hand in and cover").click()
        expect(alex.get_by_text("Please hand the phone back to Alex")).to_be_visible()
    assert desk.count(cast.sam) == 1


def test_whoever_goes_back_after_the_phone_was_handed_over_finds_nothing(
    chromium: Browser, live_server: str, cast: Cast, desk: Desk
) -> None:
    needs = desk.give("needs-talk", **OFTEN)
    with phone(chromium, live_server, cast.alex) as alex:
        alex.goto(f"/partner/homework/{needs}/talk")
        alex.get_by_role("button", name="Begin together").click()
        alex.get_by_label("What the talk was about").fill("Evenings")
        alex.get_by_role("button", name="Stop for today").click()
        alex.get_by_label("We stopped in time").check()
        alex.get_by_role("button", name="Finish the talk").click()
        alex.get_by_role("link", name="Hand the phone to Sam").click()
        alex.get_by_role("link", name="I am Sam").click()
        for name in ("accuracy", "heard"):
            alex.locator(f"input[name=answer-{name}][value='2']").check()
        alex.locator("[name=answer-private_note]").fill("Only for Dr. Morgan")
        alex.get_by_role("button", name="Hand in and cover").click()
        expect(alex.get_by_text("Please hand the phone back to Alex")).to_be_visible()

        for _step in range(2):
            alex.evaluate("history.back()")
            expect(alex.locator("h1")).to_contain_text("Please hand the phone")
            expect(alex.locator("[name=answer-private_note]")).to_have_count(0)
            assert "Only for Dr. Morgan" not in alex.content()


def test_a_covered_page_that_is_closed_or_cut_off_loses_nothing_of_its_author(
    chromium: Browser, live_server: str, cast: Cast, desk: Desk
) -> None:
    needs = desk.give("needs-talk", **OFTEN)
    with phone(chromium, live_server, cast.alex) as alex:
        talk = to_hand_over(alex, needs)
        note = alex.locator("[name=answer-private_note]")
        alex.get_by_role("link", name="I am Sam").click()
        note.fill("Where nothing answers")
        alex.route("**/hand-over", lambda route: route.abort())
        alex.get_by_role("button", name="Not now, cover this page").click()
        expect(alex.get_by_text("It stays on this page while we keep trying")).to_be_visible()
        expect(note).to_have_value("Where nothing answers")
        alex.unroute("**/hand-over")
        alex.get_by_role("button", name="Not now, cover this page").click()
        expect(alex.get_by_text("Please hand the phone back to Alex")).to_be_visible()

        alex.goto(f"{talk}/hand-over?open=1")
        note.fill("And typed a moment before the tab was closed")
        alex.close()
    with phone(chromium, live_server, cast.sam) as sam:
        sam.goto(talk)
        sam.get_by_role("link", name="My last questions").click()
        expect(note_of(sam)).to_have_value("Where nothing answers")
        sam.get_by_text("Read these other words").click()
        expect(sam.get_by_text("And typed a moment before the tab was closed")).to_be_visible()


def test_a_covered_page_is_left_only_for_one_that_carries_its_words(
    chromium: Browser, live_server: str, cast: Cast, desk: Desk
) -> None:
    needs = desk.give("needs-talk", **OFTEN)
    with phone(chromium, live_server, cast.alex) as alex:
        talk = to_hand_over(alex, needs)
        alex.get_by_role("link", name="I am Sam").click()
        note_of(alex).fill("For one person alone")
        alex.route("**/hand-over", lambda route: route.fulfill(status=413, body="Too much"))
        alex.get_by_role("button", name="Not now, cover this page").click()
        expect(alex.get_by_text("It stays on this page while we keep trying")).to_be_visible()
        expect(note_of(alex)).to_have_value("For one person alone")

        alex.unroute("**/hand-over")
        alex.context.clear_cookies()
        alex.get_by_role("button", name="Not now, cover this page").click()
        expect(alex.get_by_text("Please hand the phone back")).to_be_visible()
        alex.get_by_label("Email address").fill(cast.alex.email)
        alex.get_by_label("Password").fill(cast.alex.password)
        alex.get_by_role("button", name="Sign in", exact=True).click()
        alex.get_by_role("button", name="Carry on").click()
        expect(alex.get_by_text("Please hand the phone back to Alex")).to_be_visible()
    with phone(chromium, live_server, cast.sam) as sam:
        sam.goto(talk)
        sam.get_by_role("link", name="My last questions").click()
        expect(note_of(sam)).to_have_value("For one person alone")


def to_hand_over(page: Page, homework: str) -> str:
    """A talk that was stopped at once, up to the page that hands the phone over; its address."""
    page.goto(f"/partner/homework/{homework}/talk")
    page.get_by_role("button", name="Begin together").click()
    page.get_by_role("button", name="Stop for today").click()
    page.get_by_label("We stopped in time").check()
    page.get_by_role("button", name="Finish the talk").click()
    page.get_by_role("link", name="Hand the phone to Sam").click()
    return page.url.removesuffix("/hand-over")


def note_of(page: Page) -> Locator:
    return page.locator("[name=answer-private_note]")
