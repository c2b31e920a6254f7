"""What belongs to the session: notes, levels, and what was answered before it began."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from couples.exercises.definition import Definition
from couples.submissions import readiness
from couples.submissions.typed import Typed
from tests.cast import Cast, Member
from tests.couples.exercises.making import field_of, make_definition
from tests.homework import hand_in
from tests.own_exercises import IN_SESSION, TOUCH, give_own
from tests.page import Visitor

Writing = Callable[[], Session]


@pytest.fixture
def morgan(sign_in_as: Callable[[Member], Visitor], cast: Cast) -> Visitor:
    return sign_in_as(cast.morgan)


def give(writing: Writing, cast: Cast, definition: Definition) -> str:
    with writing() as session, session.begin():
        return give_own(session, cast, definition).public_id


def meet(writing: Writing, cast: Cast, times: int) -> str:
    """So many sessions in which both were at ease."""
    with writing() as session, session.begin():
        touch = give_own(session, cast, TOUCH)
        for _ in range(times):
            for member in (cast.alex, cast.sam):
                typed = Typed({"consent": "yes"})
                readiness.answer_before(session, member.identity, touch.public_id, typed)
            for member in (cast.alex, cast.sam):
                hand_in(session, member, touch, {"level": "0", "comfort": "8"})
        return touch.public_id


def test_a_note_is_kept_and_stands_on_the_homework(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    injury = give(writing, cast, IN_SESSION)
    page = morgan.open(f"/counselor/assignments/{injury}").click("Note something")
    assert "Only you read this." in page.text
    assert "Alex and Sam read this too." in page.text

    kept = page.press("Note this", {"answer-step": "3", "answer-agreed": "A walk on Sunday"})

    assert "A walk on Sunday" in kept.text


def test_a_note_that_does_not_fit_keeps_what_was_typed(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    injury = give(writing, cast, IN_SESSION)
    page = morgan.open(f"/counselor/assignments/{injury}/session-note")

    again = page.press("Note this", {"answer-step": "9", "answer-agreed": "A walk"}, status=422)

    assert "Write a whole number from 1 to 8 for ‘The step’." in again.text
    assert again.value_of("What was agreed") == ["A walk"]


def test_a_note_gets_another_line_and_is_not_kept_before_its_counselor_says_so(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    words = field_of("list", key="words", label="Words that fell", part="session")
    own = field_of("long-text", key="before", label="Before the session")
    step = field_of("number", key="step", label="The step", part="session", minimum=1, maximum=8)
    listing = make_definition(own, step, words | {"minimum": 1, "maximum": 6}, id="listing")
    injury = give(writing, cast, listing)
    page = morgan.open(f"/counselor/assignments/{injury}/session-note")

    more = page.press("Add a line", {"answer-step": "3", "answer-words-0": "Harbor"})

    assert len(more.find_all("[name^=answer-words-]")) == 1 + len(
        page.find_all("[name^=answer-words-]")
    )
    assert "Harbor" not in morgan.open(f"/counselor/assignments/{injury}").text
    assert "Harbor" in more.press("Note this").text


def test_both_partners_find_what_was_noted_for_them_and_nothing_else(
    morgan: Visitor, writing: Writing, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    injury = give(writing, cast, IN_SESSION)
    page = morgan.open(f"/counselor/assignments/{injury}/session-note")
    page.press("Note this", {"answer-step": "3", "answer-agreed": "A walk on Sunday"})

    for member in (cast.alex, cast.sam):
        told = sign_in_as(member).open(f"/partner/homework/{injury}").text
        assert "What Dr. Morgan noted in your session" in told
        assert "A walk on Sunday" in told
        assert "The step" not in told


def test_where_nothing_is_asked_of_the_counselor_there_is_no_such_page(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    touch = give(writing, cast, TOUCH)

    morgan.open(f"/counselor/assignments/{touch}/session-note", status=404)
    morgan.post(f"/counselor/assignments/{touch}/session-note", {"answer-step": "3"}, status=404)


def test_another_counselor_finds_none_of_it(
    writing: Writing, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    injury = give(writing, cast, IN_SESSION)
    lee = sign_in_as(cast.lee)

    lee.open(f"/counselor/assignments/{injury}/session-note", status=404)
    lee.post(f"/counselor/assignments/{injury}/level", {"level": "0"}, status=404)


def test_the_next_level_opens_by_the_counselors_hand_after_enough_sessions(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    touch = meet(writing, cast, 3)
    page = morgan.open(f"/counselor/assignments/{touch}")
    assert "3 of 3" in page.text

    risen = page.press("Open level 1")

    assert "Up to level 1 of 5." in risen.text
    assert "0 of 3" in risen.text


def test_before_that_there_is_no_button_and_a_forged_press_is_refused(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    touch = meet(writing, cast, 2)
    page = morgan.open(f"/counselor/assignments/{touch}")

    assert "Open level 1" not in page.buttons()
    for level in ("0", "", "4", "x"):
        morgan.post(f"/counselor/assignments/{touch}/level", {"level": level}, status=409)
    assert "Up to level 0 of 5." in morgan.open(f"/counselor/assignments/{touch}").text


def test_the_newest_answers_before_it_begins_stand_on_the_couples_page_alone(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    with writing() as session, session.begin():
        touch = give_own(session, cast, TOUCH)
        for consent in ("yes", "not-today"):
            typed = Typed({"consent": consent})
            readiness.answer_before(session, cast.alex.identity, touch.public_id, typed)
        assignment = touch.public_id

    told = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}").text

    assert "Would you like to, today: Not today" in told
    assert told.count("Would you like to, today") == 1
    elsewhere = ("/counselor/today", "/counselor/review", f"/counselor/assignments/{assignment}")
    for path in elsewhere:
        assert "Not today" not in morgan.open(path).text
