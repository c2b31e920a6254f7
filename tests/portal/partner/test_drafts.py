"""Writing: nothing typed is lost, whatever happens while somebody writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from couples import clock
from tests.cast import Cast, Member
from tests.homework import FEELINGS
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
FEAR = "answer-fear"


def begin(visitor: Visitor, assignment_id: str) -> Page:
    return visitor.open(f"/partner/homework/{assignment_id}").press("Start")


def test_looking_at_homework_begins_nothing(alex: Visitor, desk: Desk) -> None:
    homework = desk.give_feelings()

    alex.open(f"/partner/homework/{homework}")
    page = alex.open("/partner/this-week")

    assert "Not opened" in page.text


def test_the_start_page_says_who_answers_and_who_will_see_it(alex: Visitor, desk: Desk) -> None:
    homework = desk.give_feelings()

    page = alex.open(f"/partner/homework/{homework}")

    assert "You are answering as Alex." in page.text
    assert "6 to 10 minutes" in page.text
    assert "Sealed until you have both handed in: 4 questions" in page.text


def test_above_every_question_it_says_who_will_see_the_answer(alex: Visitor, desk: Desk) -> None:
    page = begin(alex, desk.give_feelings())

    lines = page.find_all(".field .audience")

    sealed = (
        "Dr. Morgan sees this when you hand in. "
        "For Sam it stays sealed until you have both handed in."
    )
    assert lines.count(sealed) == 4
    assert "Dr. Morgan sees this when you hand in. Sam does not see it here." in lines
    assert "Only you see this, unless you decide otherwise later." in lines


def test_save_and_leave_keeps_even_what_cannot_be_handed_in(alex: Visitor, desk: Desk) -> None:
    page = begin(alex, desk.give_feelings())

    week = page.press("Save and leave", {FEAR: "x" * 900, "answer-mood": "4"})
    again = week.click("Carry on")

    assert again.value_of(FEAR) == ["x" * 900]
    assert again.value_of("answer-mood") == ["4"]


def test_a_draft_keeps_line_breaks_and_odd_characters(alex: Visitor, desk: Desk) -> None:
    typed = "First line\n\n  indented ’ 🌧 <b>\u202ereversed"
    page = begin(alex, desk.give_feelings())

    again = page.press("Save and leave", {FEAR: typed}).click("Carry on")

    assert again.value_of(FEAR) == [typed]


def test_what_is_missing_is_said_in_the_words_of_the_screen(alex: Visitor, desk: Desk) -> None:
    page = begin(alex, desk.give_feelings())

    page = page.press("Check and send", {FEAR: FEELINGS["fear"], "answer-mood": "4"})

    assert page.path.startswith("/partner/drafts/")
    assert page.find_all(".error-summary h2") == ["A few things still need you"]
    assert "Write an answer for ‘Something you need’." in page.text
    assert page.value_of(FEAR) == [FEELINGS["fear"]]
    assert page.value_of("answer-mood") == ["4"]


@pytest.mark.parametrize(
    "blank",
    ["", " ", "\n\n", "\u00a0", "\u200b\u200d", "\u2800", "\u3164", "\ufeff", "\u00ad", "\ufe0f"],
)
def test_blank_work_cannot_be_handed_in(alex: Visitor, desk: Desk, cast: Cast, blank: str) -> None:
    page = begin(alex, desk.give_feelings())
    blanks = {f"answer-{key}": blank for key in ("fear", "joy", "need")}

    page = page.press("Check and send", {**blanks, "answer-validated": "5"})

    assert "Write an answer for" in page.find_all(".error-summary")[0]
    assert desk.count(cast.alex) == 0


def test_words_are_read_back_and_can_still_be_changed(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    page = begin(alex, desk.give_feelings())

    check = page.press("Check and send", {f"answer-{k}": v for k, v in FEELINGS.items()})

    assert check.h1 == "Check and send"
    assert FEELINGS["fear"] in check.text
    assert "For Sam it stays sealed until you have both handed in." in check.text
    assert desk.count(cast.alex) == 0
    assert check.click("Change something").value_of(FEAR) == [FEELINGS["fear"]]


def test_handing_in_gives_a_receipt(alex: Visitor, desk: Desk) -> None:
    page = begin(alex, desk.give_feelings())
    check = page.press("Check and send", {f"answer-{k}": v for k, v in FEELINGS.items()})

    receipt = check.press("Hand in")

    assert "You handed this in on" in receipt.text
    assert FEELINGS["need"] in receipt.text
    assert "For Sam it is sealed until you have both handed in." in receipt.text


def test_a_nervous_second_press_hands_in_once(alex: Visitor, desk: Desk, cast: Cast) -> None:
    page = begin(alex, desk.give_feelings())
    check = page.press("Check and send", {f"answer-{k}": v for k, v in FEELINGS.items()})

    first = check.press("Hand in")
    second = check.press("Hand in")

    assert first.path == second.path
    assert desk.count(cast.alex) == 1


def test_another_tab_finds_what_was_handed_in(alex: Visitor, desk: Desk, cast: Cast) -> None:
    page = begin(alex, desk.give_feelings())
    answers = {f"answer-{k}": v for k, v in FEELINGS.items()}
    check = page.press("Check and send", answers)
    other_tab = alex.open(check.path)
    check.press("Hand in")

    late = other_tab.press("Hand in", status=409)
    typing = page.press("Save and leave", {FEAR: "One more thought"}, status=409)

    assert "You have handed this in already." in late.text
    assert late.click("See what was handed in").text.count(FEELINGS["fear"]) == 1
    assert "One more thought" in typing.text
    assert desk.count(cast.alex) == 1
    assert alex.open(page.path).path.startswith("/partner/submissions/")


def test_a_sign_in_that_ran_out_loses_neither_draft_nor_words(
    sign_in_as: Callable[[Member], Visitor], desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        alex = sign_in_as(cast.alex)
        page = begin(alex, desk.give_feelings())
        page.press("Save and leave", {FEAR: "Saved before"})
        page = alex.open(page.path)
    with clock.at(MONDAY + timedelta(hours=1)):
        typed = {FEAR: "Saved before, and typed after", "answer-joy": "The rain stopped"}
        asked = page.press("Save and leave", typed, status=401)
        signed_in = asked.press(
            "Sign in", {"email": cast.alex.email, "password": cast.alex.password}
        )
        signed_in.press("Carry on")
        again = alex.open(page.path)

    assert again.value_of(FEAR) == ["Saved before, and typed after"]
    assert again.value_of("answer-joy") == ["The rain stopped"]


@pytest.mark.parametrize("revision", ["9" * 5000, "-1", "²", "1e3"])
def test_a_revision_that_never_was_loses_no_words(alex: Visitor, desk: Desk, revision: str) -> None:
    page = begin(alex, desk.give_feelings())

    choice = alex.post(page.path, {FEAR: "Heights", "revision": revision}, status=409)

    assert "Heights" in choice.text
    alex.open(page.path, query_string={"lines": f"fear.{'9' * 5000}"})


def test_nobody_else_finds_the_draft(
    alex: Visitor, sam: Visitor, kim: Visitor, morgan: Visitor, desk: Desk
) -> None:
    path = begin(alex, desk.give_feelings()).path

    for somebody in (sam, kim):
        somebody.open(path, status=404)
        somebody.open(f"{path}/check", status=404)
        somebody.post(path, {FEAR: "mine now", "revision": "0"}, status=404)
        somebody.post(f"{path}/check", {"revision": "0", "key": "k"}, status=404)
    morgan.open(path, status=404)


def test_a_draft_that_never_was_looks_like_one_that_is_hidden(
    alex: Visitor, sam: Visitor, desk: Desk
) -> None:
    hidden = sam.open(begin(alex, desk.give_feelings()).path, status=404)
    missing = sam.open("/partner/drafts/" + "a" * 26, status=404)

    assert hidden.text == missing.text


def test_whoever_is_not_the_one_named_leaves_and_the_draft_waits_for_its_author(
    alex: Visitor, desk: Desk, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    page = begin(alex, desk.give_feelings())
    page = page.press("Save and leave", {FEAR: "That we stop talking"}).click("Carry on")

    left = page.press("That is not me")

    assert left.h1 == "Sign in"
    assert "waits for the one who began it" in left.text
    assert alex.client.get("/partner/this-week").status_code == 302
    again = sign_in_as(cast.alex).open("/partner/this-week").click("Carry on")
    assert again.value_of(FEAR) == ["That we stop talking"]
