"""A misstep that somebody writes down of their own accord, from the page they begin with."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from couples.exercises.definition import Gate
from tests.cast import Cast
from tests.couples.safety.scene import hold, lift
from tests.page import Visitor, without_tokens

TITLE = "After a misstep of my own"
WROTE = {
    "answer-what_i_did": "I read a message that was not mine.",
    "answer-no_excuses_check": "yes",
    "answer-my_part": "I did not ask.",
    "answer-amends": "Say so, and hand the phone back.",
}
PAGES = ("/partner/this-week", "/partner/ours", "/partner/handed-in", "/partner/season")


def test_one_slips_the_other_needs_time_and_it_is_put_right(
    alex: Visitor, sam: Visitor, morgan: Visitor, cast: Cast
) -> None:
    there = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    before = [told(alex, path) for path in PAGES]
    counselors = told(morgan, there)
    week = sam.open("/partner/this-week")
    assert "Something went wrong on my side" in week.text
    draft = week.press("Write it down")
    assert draft.path == week.press("Write it down").path

    check = draft.press("Check and send", WROTE)

    assert before == [told(alex, path) for path in PAGES]
    assert counselors == told(morgan, there)
    check.press("Hand in")
    _the_other_answers(alex)
    _it_is_put_right(sam)
    assert TITLE in morgan.open("/counselor/review").text
    page = morgan.open(there)
    assert TITLE in page.text
    assert "overdue" not in page.text.casefold()
    assert "Missteps owned" in morgan.open(f"{there}/summaries").text


def told(visitor: Visitor, path: str) -> str:
    """Every byte of a page but the names of its next presses and its tokens."""
    page = visitor.open(path).response.get_data(as_text=True)
    return without_tokens(page)


def _the_other_answers(alex: Visitor) -> None:
    week = alex.open("/partner/this-week")
    assert TITLE in week.text
    page = week.click("Open")
    assert "I read a message that was not mine." in page.click("Read what Sam wrote").text
    answer = page.press("Start")
    answer.press("Check and send", {"answer-partner_reply": "need-time"}).press("Hand in")
    assert "Carry on" not in alex.open("/partner/this-week").text


def _it_is_put_right(sam: Visitor) -> None:
    week = sam.open("/partner/this-week")
    assert "Done" in week.buttons()
    week.press("Done")
    assert "Done" not in sam.open("/partner/this-week").buttons()


def test_it_is_deleted_before_anybody_knew(alex: Visitor, sam: Visitor) -> None:
    before = [told(alex, path) for path in PAGES]
    draft = sam.open("/partner/this-week").press("Write it down")
    alex.post(f"{draft.path}/let-go", {}, status=404)
    draft.press("Save and leave", {"answer-what_i_did": "Never mind"})
    assert "Carry on" in sam.open("/partner/this-week").text

    gone = sam.open(draft.path).press("Delete what I began")

    assert gone.path == "/partner/this-week"
    sam.open(draft.path, status=404)
    assert "Carry on" not in gone.text
    assert before == [told(alex, path) for path in PAGES]


def test_a_gate_holds_it_and_says_no_more_than_that(
    sam: Visitor, alex: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    page = sam.open("/partner/this-week")
    draft = page.press("Write it down")
    draft.press("Save and leave", {"answer-what_i_did": "I was late."})
    with writing() as session, session.begin():
        hold(session, cast.alex_and_sam, Gate.G1)

    refused = alex.open("/partner/this-week").press("Write it down", status=409)

    assert "Not scheduled at the moment." in refused.text
    kept = sam.open(draft.path)
    assert "Not scheduled at the moment." in kept.text
    kept.press("Delete what I began")
    with writing() as session, session.begin():
        lift(session, cast.alex_and_sam, Gate.G1)
    assert "Carry on" not in alex.open("/partner/this-week").text
    assert "Carry on" not in sam.open("/partner/this-week").text
