"""Rules of a definition as its author meets them: on the page, when checked, in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from couples.exercises.definition import Doer
from tests.cast import Cast
from tests.own_exercises import BOUNDARY, IMPACT, PLAN, give_own
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_writing_in_a_browser import phone

HURT = {"what_happened": "You left", "hurts_now": "7", "ask_of_partner": "hear"}


@pytest.fixture
def boundary(writing: Callable[[], Session], cast: Cast) -> str:
    with writing() as session, session.begin():
        return give_own(session, cast, BOUNDARY).public_id


def begin(visitor: Visitor, homework: str) -> Page:
    return visitor.open(f"/partner/homework/{homework}").press("Start")


def test_without_a_script_a_line_says_when_a_question_is_asked(
    alex: Visitor, boundary: str
) -> None:
    page = begin(alex, boundary)

    assert "Only if “It was crossed” is answered with: Yes" in page.text


def test_what_is_held_back_is_said_beside_the_question_and_every_word_is_kept(
    alex: Visitor, boundary: str
) -> None:
    page = begin(alex, boundary)
    typed = {"answer-crossed": "yes", "answer-then": "I took the phone", "answer-willing": "4"}

    again = page.press("Check and send", typed)

    assert "speaks of phones and messages" in again.text
    assert "Find a smaller step that you would gladly take." in again.text
    assert again.value_of("What you did then") == ["I took the phone"]


def test_what_does_not_apply_is_not_read_back(alex: Visitor, boundary: str) -> None:
    page = begin(alex, boundary)

    check = page.press("Check and send", {"answer-crossed": "no", "answer-then": "A stray word"})

    assert "Hand in" in check.buttons()
    assert "A stray word" not in check.text
    assert "What you did then" not in check.text


def test_a_reference_is_chosen_and_read_back_by_title_and_day(
    alex: Visitor, desk: Desk, cast: Cast, writing: Callable[[], Session]
) -> None:
    whose = {cast.alex_and_sam.public_id: cast.alex.public_id}
    grievance = desk.give("grievance", doer=Doer.ONE, people=whose)
    named = desk.hand_in(cast.alex, grievance, HURT)
    with writing() as session, session.begin():
        steps = give_own(session, cast, PLAN).public_id
    page = begin(alex, steps)

    check = page.press("Check and send", {"answer-about": named})

    assert "You left" not in check.text
    handed_in = check.press("Hand in")
    assert "Handed in." in handed_in.text


def test_each_variant_finds_its_own_questions_under_its_own_name(
    alex: Visitor, sam: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        impact = give_own(session, cast, IMPACT, first=cast.alex).public_id

    assert "The partner who was hurt" in alex.open("/partner/this-week").text
    assert "What it did to you" in begin(alex, impact).text
    assert "What it did" not in sam.open("/partner/this-week").text
    sam.open(f"/partner/homework/{impact}", status=404)


@pytest.mark.only_on("sqlite", "The browser sees the same pages on either database.")
def test_in_a_browser_a_question_shows_only_when_it_applies(
    boundary: str, cast: Cast, chromium: Browser, live_server: str
) -> None:
    with phone(chromium, live_server, cast.alex) as page:
        page.goto(f"/partner/homework/{boundary}")
        page.get_by_role("button", name="Start").click()
        asked = page.get_by_label("What you did then")
        expect(asked).to_be_hidden()

        page.get_by_role("group", name="It was crossed").get_by_text("Yes").click()
        expect(asked).to_be_visible()
        asked.fill("I went for a walk")
        page.get_by_role("group", name="It was crossed").get_by_text("No", exact=True).click()

        expect(asked).to_be_hidden()
