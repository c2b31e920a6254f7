"""The room and two phones: one press of the counselor is on both within moments."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.homework import give, hand_in
from tests.portal.counselor.test_session_mode import FOR_THE_SESSION, GRIEVANCE, room
from tests.portal.partner.test_writing_in_a_browser import phone

pytestmark = pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")
# A phone asks every one and a half seconds; a machine that runs all tests at once is slower.
PATIENCE = 10_000


def test_what_is_opened_in_the_room_arrives_on_both_phones_by_itself(
    chromium: Browser, live_server: str, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        hand_in(session, cast.alex, given, GRIEVANCE, audiences=FOR_THE_SESSION)
        title = given.definition.title
    with (
        phone(chromium, live_server, cast.alex) as alex,
        phone(chromium, live_server, cast.sam) as sam,
        phone(chromium, live_server, cast.morgan) as morgan,
    ):
        alex.goto("/partner/ours")
        sam.goto("/partner/ours")
        expect(sam.get_by_text("Nothing is shared yet")).to_be_visible()

        morgan.goto(room(cast))
        morgan.keyboard.press("c")
        expect(morgan.get_by_role("heading", level=1)).to_have_text("One moment")
        morgan.get_by_role("link", name="For the counselor’s eyes").click()
        morgan.get_by_role("button", name="Open it to Sam").click()

        for each in (alex, sam):
            expect(each.get_by_role("link", name=title)).to_be_visible(timeout=PATIENCE)
        expect(morgan.get_by_text("It was the third time")).to_be_visible()
        assert morgan.evaluate("() => document.documentElement.scrollWidth") <= 320
